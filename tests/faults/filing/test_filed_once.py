"""REL-4: a case is filed once and a conversation handed over once, however the request is repeated.

500 tries on SQLite and 100 on PostgreSQL with `./test faults`, a tenth of them with `./test`: over every place of
tests/trees where a click of a stranger files a case or hands over, and every way in which the wish can come twice.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.faults.filing.conftest import Office
from tests.support.driven import Driven, Point, statuses
from tests.support.honest import DONE
from tests.support.walk_files import files, read
from wayfinder.content.model import Library
from wayfinder.driver import Turn
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.moves import Choose, DontKnow, NotSolved, Skip
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads

SQLITE_TRIES, POSTGRESQL_TRIES = 500, 100
CONTACT = "me.email"
_IN_WORDS: dict[type, tuple[str, ...]] = {
    NotSolved: ("otherwise",),
    DontKnow: ("unknown", "otherwise"),
    Skip: ("otherwise",),
}

pytestmark = pytest.mark.timeout(600)


@dataclass
class Try:
    """One person at the point of filing: their state, their move, and the references that they are shown."""

    office: Office
    conversation: str
    walk: Walk
    move: Choose
    shown: set[str]

    @property
    def value(self) -> str:
        """The answer that they click."""
        return self.move.id.partition(".")[2]

    def make(self, walk: Walk, move: Choose) -> Turn:
        """One turn. They can be answered later, as in the walks, so that nobody is asked for an address."""
        turn = self.office.driver.turn(loads(dumps(walk)), [move], self.conversation, reach=True)
        self.shown |= {status.reference or "" for status in statuses(turn) if status.outcome in DONE}
        return turn

    def lose(self) -> Walk:
        """File, and be told that it failed, because the confirmation was lost."""
        with self.office.losing():
            turn = self.make(self.walk, self.move)
        assert not [status for status in statuses(turn) if status.outcome in DONE]
        return turn.walk

    def go_on(self, walk: Walk, *answers: str) -> Walk:
        """Choose each of these where it is offered."""
        for answer in answers:
            offered = (
                option for option in open_question_of(self.office.library, walk).options if option.value == answer
            )
            option = next(offered, None)
            walk = walk if option is None else self.make(walk, Choose(option.id)).walk
        return walk


def _the_same_turn_again(one: Try) -> None:
    """The client, the worker or Rasa repeats a turn whose answer was lost."""
    for _ in range(3):
        one.make(one.walk, one.move)


def _the_same_turn_again_after_a_failure(one: Try) -> None:
    one.lose()
    one.make(one.walk, one.move)


def _told_that_it_failed_they_try_again(one: Try) -> None:
    one.go_on(one.lose(), "yes", "file")


def _it_fails_again_and_again(one: Try) -> None:
    walk = one.lose()
    for _ in range(2):
        with one.office.losing():
            walk = one.go_on(walk, "yes", "file")
    one.go_on(walk, "yes", "file")


def _the_old_button_after_it_is_filed(one: Try) -> None:
    walk = one.make(one.walk, one.move).walk
    one.go_on(one.make(walk, one.move).walk, "yes", "file")


def _the_old_button_after_a_failure(one: Try) -> None:
    walk = one.lose()
    one.go_on(one.make(walk, one.move).walk, "yes", one.value, "yes", "file")


def _two_at_once(one: Try) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: one.make(one.walk, one.move), range(2)))


def _two_at_once_while_answers_are_lost(one: Try) -> None:
    with one.office.losing(), ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: one.make(one.walk, one.move), range(2)))
    one.make(one.walk, one.move)


def _a_lost_one_and_one_more_of_the_state_that_followed(one: Try) -> None:
    """A retry of the old turn arrives when the person has already made the next one."""
    walk = one.lose()
    one.make(one.walk, one.move)
    one.go_on(walk, "yes", "file")


WAYS: list[Callable[[Try], None]] = [
    _the_same_turn_again,
    _the_same_turn_again_after_a_failure,
    _told_that_it_failed_they_try_again,
    _it_fails_again_and_again,
    _the_old_button_after_it_is_filed,
    _the_old_button_after_a_failure,
    _two_at_once,
    _two_at_once_while_answers_are_lost,
    _a_lost_one_and_one_more_of_the_state_that_followed,
]


def test_on_sqlite_it_exists_once(sqlite_office: Office, thorough: bool) -> None:
    _try(sqlite_office, SQLITE_TRIES if thorough else SQLITE_TRIES // 10)


def test_on_postgresql_it_exists_once(postgresql_office: Office, thorough: bool) -> None:
    _try(postgresql_office, POSTGRESQL_TRIES if thorough else POSTGRESQL_TRIES // 10)


def _try(office: Office, tries: int) -> None:
    places = _places(office.library)
    for number in range(tries):
        place, way = places[number % len(places)], WAYS[number % len(WAYS)]
        one = Try(office, f"c{number}", _of_their_own(place.before, number), _click(office.library, place), set())
        way(one)
        references = office.references(one.conversation)
        assert len(references) == 1, f"{way.__name__}: {place.name}"
        assert one.shown == set(references), f"{way.__name__}: {place.name}"


def _places(library: Library) -> list[Point]:
    """The moves at which a stranger files a case or is handed over, equally many of both."""
    walks = [(path, name) for path in files() for name, test in read(path).walks.items() if test.proof == "none"]
    points = [
        point
        for path, name in walks
        if not any(play.refuses for play in read(path).walks[name].play)
        for point in Driven(library, read(path).walks[name]).points(f"{path.stem}: {name}")
    ]
    done = {
        outcome: [p for p in points if [s.outcome for s in statuses(p.well)] == [outcome] and _clicks(library, p)]
        for outcome in DONE
    }
    return [point for pair in zip(done["case"], done["human"], strict=False) for point in pair]


def _clicks(library: Library, point: Point) -> list[Choose]:
    """The move as a click, also where it was said in words."""
    if isinstance(point.move, Choose):
        return [point.move]
    values = _IN_WORDS.get(type(point.move), ())
    return [Choose(option.id) for option in open_question_of(library, point.before).options if option.value in values]


def _click(library: Library, point: Point) -> Choose:
    return _clicks(library, point)[0]


def _of_their_own(walk: Walk, number: int) -> Walk:
    """The state with an address of its own, because an address may file five cases a day."""
    address = next((fact.value for fact in walk.facts if str(fact.key) == CONTACT), None)
    return walk if address is None else loads(dumps(walk).replace(address, f"try{number}@stranger.example"))
