"""Reading the test files of authors reports every mistake, with its line and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.topics import scripts
from wayfinder.content.yaml_file import ContentError

SCENARIO = """\
stranger:
  by questions:
    talk:
      - says: hello there
        sees: [one, two]
    asks: []
    ends: answered
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "tests" / "topics" / "login" / "topic.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    try:
        scripts.read(path)
    except ContentError as error:
        return [f"{problem.line}: {problem.message}" for problem in error.problems]
    return []


def test_a_stranger_of_a_topic_that_only_informs_ends_answered(tmp_path: Path) -> None:
    assert problems(tmp_path, SCENARIO) == []


@pytest.mark.parametrize(
    ("was", "now", "problem"),
    [
        ("ends: answered", "ends: solved", "7: `ends` is `solved`: it must be one of answered, case, human"),
        ("ends: answered", "end: case", "2: `ends` is missing"),
        ("says: hello", "say: hello", "4: unknown key `say`: did you mean `says`?"),
        ("asks: []", "asks: none", "6: `asks` is not right: Expected `array`, got `str`"),
        ("stranger:", "strangers:", "1: `stranger` is missing"),
        ("sees: [one, two]", "sees: [one, {two: three}]", "5: `sees` is not right"),
        ("    talk:", "    talk: [", "[ has no ]"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, was: str, now: str, problem: str) -> None:
    assert any(problem in found for found in problems(tmp_path, SCENARIO.replace(was, now)))


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    text = SCENARIO.replace("says:", "say:").replace("ends: answered", "ends: never")
    assert len(problems(tmp_path, text)) == 2
