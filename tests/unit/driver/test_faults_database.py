"""SEC-6: the database fails at each statement of a turn, for people with a grant and when strangers file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from tests.support.driven import Driven, statuses, text
from tests.support.honest import DONE, claims, told
from tests.support.walk_files import DATA, files, read
from tests.support.world import ANNA, CARLA, DARA, TESSA, Clock, World
from wayfinder.back_office.sample.read import read_sample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.schema import cases, hand_overs
from wayfinder.content.contract import UNKNOWN
from wayfinder.content.files import read as read_content
from wayfinder.content.model import Library
from wayfinder.driver import Driver, Turn
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.moves import Choose, Move, Repeat, Topic
from wayfinder.engine.walk import Fact, Walk

PEOPLE = {ANNA: "admin", CARLA: "mailbox", DARA: "mailbox", TESSA: "mailbox"}
MOST_STATEMENTS = 60


class Breaking:
    """Counts the statements that are sent, and fails at one of them and at all that follow."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.sent = 0

    @contextmanager
    def at(self, number: int) -> Iterator[None]:
        """Within this context the statement with this number is the first to fail."""
        self.sent = 0

        def fail(*_: Any) -> None:
            self.sent += 1
            if self.sent > number:
                raise OperationalError("gone", {}, Exception("gone"))

        event.listen(self._engine, "before_cursor_execute", fail)
        try:
            yield
        finally:
            event.remove(self._engine, "before_cursor_execute", fail)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_content(DATA).library


@pytest.fixture
def world(tmp_path: Path, library: Library) -> Iterator[World]:
    clock = Clock()
    back_office = SqlBackOffice(f"sqlite:///{tmp_path / 'test.db'}", clock, library, read_sample(DATA))
    back_office.prepare()
    yield World(back_office, clock)
    back_office.close()


@pytest.mark.parametrize("email", PEOPLE)
def test_a_proved_person_is_asked_what_could_not_be_read(email: str, world: World, library: Library) -> None:
    driver = Driver(library, world.back_office, world.clock)
    breaking = Breaking(world.back_office.database._engine)
    world.sign_in(email, PEOPLE[email])  # type: ignore[arg-type]
    read_whole = 0
    for topic in (name for name, tree in library.trees.items() if tree.area != "conversation"):
        well = driver.turn(Walk(), [Topic(topic)], "c")
        for number in range(MOST_STATEMENTS):
            with breaking.at(number):
                turn = driver.turn(Walk(), [Topic(topic)], "c")
            _check(library, world, well, turn, f"{topic} at statement {number}")
            assert driver.turn(turn.walk, [Repeat()], "c").blocks
            if breaking.sent <= number:
                read_whole += bool(_read(turn))
                break
        else:
            pytest.fail(f"{topic} sends more than {MOST_STATEMENTS} statements")
    assert read_whole, "nothing was ever looked up: this proves nothing"


def test_a_failed_filing_is_admitted_and_exists_once_after_another_try(world: World, library: Library) -> None:
    driver = Driver(library, world.back_office, world.clock)
    breaking = Breaking(world.back_office.database._engine)
    filed = 0
    for before, move in _filing(library):
        for number in range(MOST_STATEMENTS):
            conversation = f"c{filed}.{number}"
            with breaking.at(number):
                turn = driver.turn(before, [move], conversation, reach=True)
            if breaking.sent <= number:
                break
            assert not _claims(library, turn)
            assert _references(world, conversation) == []
            _try_again(driver, turn.walk, conversation)
            assert len(_references(world, conversation)) == 1
            world.clock.now += 21_600  # four a day: one may file five, and the dates in the cases must stay ahead
        filed += 1
    assert filed > 20


def _check(library: Library, world: World, well: Turn, turn: Turn, where: str) -> None:
    assert text(turn), where
    assert len(statuses(turn)) <= 1, where
    assert not _claims(library, turn) or _references(world, "c"), where
    assert told(well.walk) <= told(turn.walk), where
    held = {grant.id for grant in turn.walk.grants}
    assert {fact.grant for fact in turn.walk.facts if fact.origin in ("looked_up", "agent")} <= held, where
    assert {(str(fact.key), fact.value) for fact in _read(turn)} <= {
        (str(fact.key), fact.value) for fact in _read(well)
    }, where


def _claims(library: Library, turn: Turn) -> bool:
    done = {status.outcome for status in statuses(turn)} & set(DONE)
    return bool(done) or any(words in text(turn) for words in claims(library))


def _values(turn: Turn) -> set[tuple[str, str]]:
    return {(str(fact.key), fact.value) for fact in _read(turn)}


def _read(turn: Turn) -> list[Fact]:
    return [fact for fact in turn.walk.facts if fact.origin in ("looked_up", "agent") and fact.value != UNKNOWN]


def _references(world: World, conversation: str) -> list[str]:
    with world.back_office.database.reading() as connection:
        return [
            reference
            for table in (cases, hand_overs)
            for reference in connection.scalars(select(table.c.reference).where(table.c.conversation == conversation))
        ]


def _filing(library: Library) -> Iterator[tuple[Walk, Move]]:
    """The moves at which strangers file, one for each tree."""
    for path in files():
        for name, test in read(path).walks.items():
            if test.proof == "none" and not any(play.refuses for play in test.play):
                points = Driven(library, test).points(name)
                found = [point for point in points if {s.outcome for s in statuses(point.well)} & set(DONE)]
                if found:
                    yield found[0].before, found[0].move
                    break


def _try_again(driver: Driver, walk: Walk, conversation: str) -> None:
    for answer in ("yes", "file"):
        offered = (option for option in open_question_of(driver.library, walk).options if option.value == answer)
        option = next(offered, None)
        if option is not None:
            walk = driver.turn(walk, [Choose(option.id)], conversation, reach=True).walk
