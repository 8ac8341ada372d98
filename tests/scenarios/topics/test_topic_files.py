"""Every topic with a tree has conversations: of a stranger, and, if look-ups help, of somebody with a grant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.scenarios.topics import scripts
from wayfinder.content.model import Library
from wayfinder.content.steps import Case, Find, Human, Need, Visit
from wayfinder.content.yaml_file import ContentError
from wayfinder.settings import ROOT
from wayfinder.understanding.tokens import phrase

FILES = scripts.readable()


@pytest.mark.parametrize("path", scripts.files().values(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_can_be_read(path: Path) -> None:
    try:
        scripts.read(path)
    except ContentError as error:
        pytest.fail(f"{error}\nREADME.md in tests/scenarios/topics explains the files", pytrace=False)


def test_every_topic_has_its_conversations_and_none_are_left_over(library: Library) -> None:
    areas = {topic: spec.area for topic, spec in library.topics.items() if topic in library.trees}
    assert {topic: path.parent.name for topic, path in scripts.files().items()} == areas


def test_somebody_has_proved_who_they_are_where_anything_can_be_looked_up(library: Library) -> None:
    assert [topic for topic, file in FILES.items() if _looks_up(library, topic) and not file.proved] == []


def test_there_is_a_stranger_everywhere() -> None:
    assert [topic for topic, file in FILES.items() if not file.stranger] == []


def test_a_stranger_comes_to_a_case_or_a_person_where_a_topic_has_one(library: Library) -> None:
    """So that a failing case or hand-over is tested too. A topic that only informs has neither."""
    ends = {topic: {script.ends for script in file.stranger.values()} for topic, file in FILES.items()}
    assert [topic for topic in FILES if _sends(library, topic) and ends[topic] <= {"answered"}] == []


def test_no_conversation_begins_with_a_training_phrase() -> None:
    trained = {phrase(line) for line in _training_phrases()}
    first = {script.talk[0].says or "" for file in FILES.values() for script in file.scripts}
    assert [said for said in first if phrase(said) in trained] == []


def _training_phrases() -> Iterator[str]:
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        for intent in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            yield from (line.removeprefix("- ") for line in intent["examples"].splitlines())


def _looks_up(library: Library, topic: str) -> bool:
    """Whether a fact can be looked up that the tree wants, or a tree that it visits."""
    wanted = {fact for tree in _visited(library, topic) for fact in _facts(library, tree)}
    return any(library.facts[fact].look_up for fact in wanted if fact in library.facts)


def _sends(library: Library, topic: str) -> bool:
    """Whether it may end in a case or with a person."""
    steps = (step for tree in _visited(library, topic) for step in library.trees[tree].steps.values())
    return any(isinstance(step, (Case, Human)) for step in steps)


def _visited(library: Library, topic: str) -> set[str]:
    """The tree, and all that it leads to."""
    trees, waiting = {topic}, [topic]
    while waiting:
        steps = library.trees[waiting.pop()].steps.values()
        found = {step.visit for step in steps if isinstance(step, Visit)} - trees
        trees |= found
        waiting += found
    return trees


def _facts(library: Library, tree: str) -> Iterator[str]:
    for step in library.trees[tree].steps.values():
        if isinstance(step, Find):
            yield step.find
        elif isinstance(step, Need):
            yield step.need
        elif isinstance(step, Case):
            yield from (field.fact for field in library.cases[step.case].fields)
