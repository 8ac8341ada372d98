"""domain.yml and data/stories.yml agree with the phrases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wayfinder.rasa import project
from wayfinder.settings import ROOT


@pytest.mark.parametrize(("file", "text"), [("domain.yml", project.domain), ("data/stories.yml", project.stories)])
def test_the_file_lists_the_intents_of_the_phrases(file: str, text: Callable[[list[str]], str]) -> None:
    hint = f"{file} is not up to date: run `.venv/bin/python -m wayfinder.rasa.project`"
    assert (ROOT / file).read_text(encoding="utf-8") == text(project.intents()), hint


def test_no_phrase_carries_the_intent_of_a_click() -> None:
    assert "not_typed" not in project.intents()


def test_writing_takes_every_intent_of_every_file(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "nlu" / "area"
    folder.mkdir(parents=True)
    (folder / "a.yml").write_text('version: "3.1"\nnlu:\n  - intent: no\n    examples: "- no"\n  - synonym: x\n')
    (tmp_path / "data" / "nlu" / "b.yml").write_text('nlu:\n  - intent: "yes"\n')
    project.write(tmp_path)
    assert project.intents(tmp_path) == ["no", "yes"]
    assert "          - intent: yes\n" in (tmp_path / "data" / "stories.yml").read_text()
