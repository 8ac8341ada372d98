"""Every tree walks as its file in tests/trees says, and every step of it is walked there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.support.walk_files import DATA, FOLDER, Play, WalkTest, files, read
from tests.support.walk_player import Player, Said
from wayfinder.content.load import load
from wayfinder.content.model import Library
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Status
from wayfinder.engine.requests import File, LookUp
from wayfinder.engine.walk_json import dumps, loads

WALKS = [
    pytest.param(path, name, id=f"{path.parent.name}/{path.stem}: {name}")
    for path in files()
    for name in read(path).walks
]


@cache
def library() -> Library:
    return load(DATA)


def test_every_tree_has_its_walks_and_no_walks_are_left_over() -> None:
    trees = {f"{tree.area}/{name}.yml" for name, tree in library().trees.items()}
    assert {str(path.relative_to(FOLDER)) for path in files()} == trees


@pytest.mark.parametrize(("path", "name"), WALKS)
def test_walk(path: Path, name: str) -> None:
    test = read(path).walks[name]
    player = Player(library(), test)
    for number, play in enumerate(test.play, 1):
        said = _play(player, play)
        where = f"move {number}, `{play.do}`, said:\n{said.text}\n"
        _check(player, play, said, where)
        assert not [words for words in test.never if words in said.text], where
        assert loads(dumps(player.walk)) == player.walk, where


@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_step_is_walked(path: Path) -> None:
    walked = {step for test in read(path).walks.values() for step in _steps(test)}
    assert {f"{path.stem}/{step}" for step in library().trees[path.stem].steps} <= walked


def _play(player: Player, play: Play) -> Said:
    if play.refuses is not None:
        player.refuses = list(play.refuses)
    return player.do(play.do)


def _steps(test: WalkTest) -> set[str]:
    player = Player(library(), test)
    return {step for play in test.play for step in _play(player, play).steps}


def _check(player: Player, play: Play, said: Said, where: str) -> None:
    open_question = open_question_of(library(), player.walk)
    assert said.blocks, f"{where}nothing was said"
    _check_words(play, said, where)
    if play.at is not None:
        assert _standing(player) == play.at, where
    if play.offers is not None:
        assert [option.value for option in open_question.options] == play.offers, where
    if play.asks is not None:
        assert open_question.fact == play.asks, where
    if play.looks_up is not None:
        assert [ask.look_up for ask in said.requests if isinstance(ask, LookUp)] == play.looks_up, where
    if play.ends is not None:
        assert [block.outcome for block in said.blocks if isinstance(block, Status)] == [play.ends], where
    if play.files is not None:
        assert [ask.fields for ask in said.requests if isinstance(ask, File)] == [play.files], where


def _check_words(play: Play, said: Said, where: str) -> None:
    rest = said.text
    for words in play.fragments:
        _, found, rest = rest.partition(words)
        assert found, f"{where}expected: {words}"


def _standing(player: Player) -> str:
    stack = player.walk.stack
    return f"{stack[-1].tree}/{stack[-1].step}" if stack else "nowhere"
