"""`./run explain` with a listener that says what it was told to."""

from __future__ import annotations

import pytest

from wayfinder.cli.__main__ import main
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.workbench.evaluation import understanding
from wayfinder.workbench.evaluation.understanding import Explained


class Listener:
    """Remembers the question that was open."""

    asked: OpenQuestion | None = None

    def explain(self, _text: str, question: OpenQuestion) -> Explained:
        self.asked = question
        weighed = [("solved", 0, 0.91, [("act", 2.5), ("words", -0.1)]), ("done", 1, 0.2, [])]
        return Explained(["it works", "thanks"], weighed, "decided", [m.Solved()])


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    heard = Listener()
    monkeypatch.setattr(understanding, "trained", lambda _data, _kept: heard)
    return heard


def test_the_meanings_their_probabilities_and_what_decided(
    listener: Listener, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "it works, thanks", "--at", "login_loop/arrival"]) == 0
    said = capsys.readouterr().out
    for part in ("clause: it works", "Decided by decided", "0.91", "act +2.5"):
        assert part in said
    assert listener.asked is not None
    assert listener.asked.topic == "login_loop"


def test_without_a_question_nothing_is_open(listener: Listener, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "hello"]) == 0
    assert "Nothing is open." in capsys.readouterr().out
    assert listener.asked == OpenQuestion()


def test_a_step_that_asks_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "hello", "--at", "login_loop/nowhere"]) == 2
    assert "login_loop has no step nowhere" in capsys.readouterr().err
