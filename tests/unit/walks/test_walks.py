"""Every tree behaves as its file in tests/trees says, and that file reaches each of its steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.walk_files import DATA, FOLDER, every_file, read, suite
from wayfinder.content.load import load
from wayfinder.workbench.walk_tests.check import play_walk

WALKS = [
    pytest.param(path, name, id=f"{path.parent.name}/{path.stem}: {name}")
    for path in every_file()
    for name in read(path).walks
]


def test_every_tree_has_its_walks_and_no_walks_are_left_over() -> None:
    trees = {f"{tree.area}/{name}.yml" for name, tree in load(DATA).trees.items()}
    assert {str(path.relative_to(FOLDER)) for path in every_file()} == trees


@pytest.mark.parametrize(("path", "name"), WALKS)
def test_walk(path: Path, name: str) -> None:
    result = play_walk(suite().library_of(path.stem), read(path).walks[name])
    assert result.failure is None, f"\n{result.failure}"


@pytest.mark.parametrize("path", every_file(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_step_is_walked(path: Path) -> None:
    assert suite().play(path.stem).unwalked == []


def test_walks_of_the_conversation_do_not_depend_on_what_a_topic_says() -> None:
    """Editing a topic never makes them fail."""
    topics = {topic for topic, spec in load(DATA).topics.items() if spec.area != "conversation"}
    begun = {
        play.do.split()[1]
        for path in (FOLDER / "conversation").glob("*.yml")
        for test in read(path).walks.values()
        for play in test.play
        if play.do.startswith("topic ")
    }
    assert begun & topics == set()
