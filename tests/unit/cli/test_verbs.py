import argparse
import importlib
import subprocess
import sys

import pytest

from wayfinder.cli.__main__ import main, overview
from wayfinder.cli.verbs import DEFAULT, VERBS
from wayfinder.settings import ROOT


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_has_its_module_with_one_line_of_help(name: str) -> None:
    module = importlib.import_module(VERBS[name])
    assert module.HELP
    assert "\n" not in module.HELP
    module.add_arguments(argparse.ArgumentParser())
    assert callable(module.run)


@pytest.mark.parametrize("name", VERBS)
def test_the_readme_mentions_every_verb(name: str) -> None:
    assert f"./run {name}" in (ROOT / "README.md").read_text() or name == DEFAULT


def test_the_overview_names_every_verb() -> None:
    lines = overview().splitlines()
    for name in VERBS:
        assert any(line.split()[:1] == [name] for line in lines)


def test_an_unknown_verb_is_answered_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fly"]) == 2
    error = capsys.readouterr().err
    assert "Unknown verb: fly" in error
    assert "prove" in error


def test_a_wrong_setting_is_one_line_and_not_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYFINDER_RASA_PORT", "none")
    assert main(["rasa", "--version"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("name", ["lint", "prove", "draw", "up", "chat", "rasa", "lock"])
def test_a_verb_starts_without_importing_rasa(name: str) -> None:
    script = f"import sys, {VERBS[name]}; print(*[m for m in ('rasa', 'tensorflow', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
