"""SEC-6: the back office fails at each move of each walk of tests/trees. Nothing is invented or lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support.driven import Driven, Point, statuses, text
from tests.support.frail import CANARY, FAULTS, Fault
from tests.support.honest import DONE, faults_of, told
from tests.support.walk_files import every_file, read, suite
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block, Status
from wayfinder.engine.moves import Human, Repeat, answering
from wayfinder.engine.walk import Walk

SLOW_TRIES = 60
FILING: tuple[Fault, ...] = ("breaks", "crashes", "lost", "slow")
WALKS = [(path, name) for path in every_file() for name in read(path).walks]
each_tree = pytest.mark.parametrize("path", every_file(), ids=lambda path: f"{path.parent.name}/{path.stem}")


@each_tree
def test_without_faults_the_driver_walks_as_the_engine_alone_does(path: Path) -> None:
    """Otherwise the tests below would test something other than the walks of tests/trees."""
    for name, test in read(path).walks.items():
        for point, play in zip(_walk(path, name)[1], test.play, strict=True):
            stack = point.well.walk.stack
            assert play.at in (None, f"{stack[-1].tree}/{stack[-1].step}" if stack else "nowhere"), point.name
            assert play.ends is None or [status.outcome for status in statuses(point.well)] == [play.ends], point.name


@each_tree
def test_whatever_fails_the_words_are_honest_and_nothing_is_lost(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in read(path).walks:
        driven, points = _walk(path, name)
        for point in points:
            for fault in FAULTS:
                if fault != "slow":
                    _fail(driven, point, fault)
        assert driven.office.ungranted == []
    assert CANARY not in caplog.text


def test_nobody_waits_for_a_back_office_that_answers_too_late_and_nothing_is_lost() -> None:
    dice = random.Random(6)
    for path, name in dice.sample(WALKS, SLOW_TRIES):
        driven, points = _walk(path, name)
        _fail(driven, dice.choice(points), "slow")


@each_tree
def test_once_it_is_back_the_walk_goes_on(path: Path) -> None:
    for name in read(path).walks:
        driven, points = _walk(path, name)
        for point in points:
            failed = driven.turn(point.before, point.move, "dead").walk
            back = driven.turn(failed, Repeat())
            assert back.blocks, point.name
            assert told(failed) <= told(back.walk), point.name
            driven.office.refuses = []
            person = answering(Human(), open_question_of(driven.library, failed).number)
            ended = [status.outcome for status in statuses(driven.turn(failed, person))]
            assert ended == ["human"] or driven.test.reach == "no", point.name  # an address is asked for first


@each_tree
def test_what_could_not_be_filed_or_passed_on_succeeds_when_the_person_tries_again(path: Path) -> None:
    """REL-4: whether the filing failed or only its confirmation was lost, there is one case in the end."""
    for name in read(path).walks:
        driven, points = _walk(path, name)
        for point in points:
            for fault in FILING if _done(point.well.blocks) else ():
                driven.office.filed.clear()
                driven.office.still_answers = True
                failed = driven.turn(point.before, point.move, fault)
                again = _try_again(driven, failed.walk)
                assert _done(again) == _done(point.well.blocks), f"{point.name}, {fault}"
                assert len(driven.office.filed) == 1, f"{point.name}, {fault}"


def _walk(path: Path, name: str) -> tuple[Driven, list[Point]]:
    driven = Driven(suite().library_of(path.stem), read(path).walks[name])
    return driven, list(driven.points(f"{path.stem}: {name}"))


def _fail(driven: Driven, point: Point, fault: Fault) -> None:
    turn = driven.turn(point.before, point.move, fault)
    wrong = list(faults_of(driven.library, point, turn))
    assert not wrong, f"{fault}: {point.name} said:\n{text(turn)}"


def _done(blocks: list[Block]) -> list[str]:
    return [block.outcome for block in blocks if isinstance(block, Status) and block.outcome in DONE]


def _try_again(driven: Driven, walk: Walk) -> list[Block]:
    """Agrees to another attempt, and files the case when it is read back again."""
    blocks: list[Block] = []
    for answer in ("yes", "file"):
        if (choice := driven.option(walk, answer)) is not None:
            turn = driven.turn(walk, choice)
            walk, blocks = turn.walk, turn.blocks
    return blocks
