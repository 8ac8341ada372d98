"""`./run evaluate` on small sets, with people who are understood word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.scripted import Words
from wayfinder.cli import evaluate
from wayfinder.cli.__main__ import main
from wayfinder.engine import moves as m

SCRIPT = """\
conversation: Somebody is in a loop
author: t
voice: terse
mechanisms: [answer]
ready: true
turns: [{say: "loop", expect: [{miss: false}, {ending: solved}]}]
"""
QUESTIONS = "questions: {none: {text: '', kind: none}}\n"
SETS = {
    "conversations/open/one.yaml": SCRIPT,
    "conversations/sealed/t/one.yaml": SCRIPT,
    "evaluation/first_messages.yml": "messages: [{said: loop, topic: login_loop, style: terse}]\n",
    "evaluation/turns.yml": f"{QUESTIONS}turns: [{{at: none, said: loop, meant: [{{topic: login_loop}}]}}]\n",
    "evaluation/not_meant.yml": f"{QUESTIONS}turns: [{{at: none, said: loop, must_not: [end]}}]\n",
}


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in SETS.items():
        path = tmp_path / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    listener = Words({"loop": m.Topic("login_loop")}, {"loop": [("login_loop", 0.9)]})
    monkeypatch.setattr(evaluate, "_trained", lambda _data: listener)
    return tmp_path


def run(sets: Path, *arguments: str) -> int:
    return main(["evaluate", "--tests", str(sets / "tests"), *arguments])


def test_everything_is_measured_and_a_page_is_written(sets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sets, "--page", str(sets / "results" / "page.html")) == 0
    said = capsys.readouterr().out
    for title in ("First messages about a topic", "Done though not meant", "Whole conversations", "Failures by cause"):
        assert title in said
    assert "<svg" in (sets / "results" / "page.html").read_text(encoding="utf-8")


def test_only_messages_or_only_conversations(sets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sets, "--messages") == 0
    assert "Whole conversations" not in capsys.readouterr().out
    assert run(sets, "--conversations", "--transcript", str(sets / "played.txt")) == 0
    assert "First messages" not in capsys.readouterr().out
    assert "FAILED ending: solved" in (sets / "played.txt").read_text(encoding="utf-8")


def test_sealed_conversations_are_measured_and_not_shown(sets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sets, "--conversations", "--sealed", "t") == 0
    assert "Whole conversations" in capsys.readouterr().out
    assert run(sets, "--conversations", "--sealed", "t", "--transcript", str(sets / "played.txt")) == 2
    assert not (sets / "played.txt").exists()


def test_sealed_conversations_that_are_not_there_are_an_error(sets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sets, "--conversations", "--sealed", "x") == 2
    assert "There are no conversations in" in capsys.readouterr().err


def test_a_figure_below_its_floor_fails(sets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = sets / "floors.yml"
    floors.write_text("least: {Turns: {all: {exactly as meant: 100}}}\n", encoding="utf-8")
    assert run(sets, "--messages", "--floors", str(floors)) == 0
    floors.write_text("most: {Turns: {all: {exactly as meant: 99}}}\n", encoding="utf-8")
    assert run(sets, "--messages", "--floors", str(floors)) == 1
    assert "Turns, all, exactly as meant: 100.0 %" in capsys.readouterr().err
