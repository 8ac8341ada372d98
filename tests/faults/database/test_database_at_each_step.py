"""SEC-6 on PostgreSQL: the connection is cut, held up or loses answers while people with a grant walk each topic."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

import pytest

from tests.faults.conftest import Some
from tests.support.driven import statuses, text
from tests.support.honest import DONE, claims, told
from tests.support.postgres import running
from tests.support.relay import Relay, Trouble
from tests.support.walk_files import DATA
from tests.support.world import ANNA, NOW, TESSA
from wayfinder.back_office.sample.read import read_sample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.content.contract import UNKNOWN
from wayfinder.content.files import read
from wayfinder.driver import Driver, Turn
from wayfinder.engine.moves import DontKnow, Human, Move, Repeat, Topic
from wayfinder.engine.walk import Walk

pytestmark = pytest.mark.timeout(600)

SOCKET = ".s.PGSQL.5432"
PEOPLE = {ANNA: "admin", TESSA: "mailbox"}
FEW = 2  # topics in ./test
PATIENCE = 0.2  # seconds that the driver waits here
HONEST_SECONDS = 5


@dataclass
class Wired:
    """A driver whose database is reached through a relay."""

    driver: Driver
    wire: Relay


@pytest.fixture(scope="module")
def wired() -> Iterator[Wired]:
    library = read(DATA).library
    with running() as server, tempfile.TemporaryDirectory(prefix="wayfinder-wire-") as folder:
        home = server.url().partition("host=")[2]
        wire = Relay(f"{folder}/{SOCKET}", f"{home}/{SOCKET}")
        with wire.running():
            url = f"postgresql://tests@/postgres?host={folder}"
            back_office = SqlBackOffice(url, lambda: NOW, library, read_sample(DATA))
            for email, scope in PEOPLE.items():
                back_office.grant(email, email, scope, "test", 1)  # type: ignore[arg-type]
            yield Wired(Driver(library, back_office, lambda: NOW, seconds=PATIENCE), wire)
            back_office.close()


def test_whatever_happens_to_the_database_the_words_are_honest_and_the_walk_goes_on(
    wired: Wired, some: Some[str]
) -> None:
    topics = [name for name, tree in wired.driver.library.trees.items() if tree.area != "conversation"]
    looked_up = 0
    for topic in some(topics, FEW):
        for email in PEOPLE:
            walk = Walk()
            for move in (Topic(topic), DontKnow(), DontKnow(), Human()):
                walk = _with_every_trouble(wired, walk, move, email).walk
                looked_up += bool(_read(walk))
    assert looked_up, "nothing was ever looked up: this proves nothing"


def _with_every_trouble(wired: Wired, walk: Walk, move: Move, conversation: str) -> Turn:
    """The turn without a fault, after it was tried with each fault and repeated."""
    for trouble in get_args(Trouble):
        began = time.monotonic()
        with wired.wire.in_trouble(trouble):
            turn = wired.driver.turn(walk, [move], conversation)
        assert time.monotonic() - began < HONEST_SECONDS
        where = f"{trouble}: {move} said:\n{text(turn)}"
        assert text(turn), where
        assert not {status.outcome for status in statuses(turn)} & set(DONE), where
        assert not [words for words in claims(wired.driver.library) if words in text(turn)], where
        assert not _read(turn.walk), where
        assert told(walk) <= told(turn.walk), where
        assert _repeated(wired, turn.walk, conversation).blocks, where
    return _repeated(wired, walk, conversation, move)


def _repeated(wired: Wired, walk: Walk, conversation: str, move: Move | None = None) -> Turn:
    return wired.driver.turn(walk, [move or Repeat()], conversation)


def _read(walk: Walk) -> list[str]:
    return [str(fact.key) for fact in walk.facts if fact.origin == "looked_up" and fact.value != UNKNOWN]
