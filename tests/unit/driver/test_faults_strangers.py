"""SEC-8: whole walks of strangers about 200 registered and 200 invented addresses are the same, byte for byte.

Every topic is played, with all walks of a stranger in tests/trees, including cases and hand-overs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.walk_files import DATA, WalkTest, files, read
from tests.support.world import DAY, Clock, World
from tests.unit.back_office.test_attacks import OWN, _read
from tests.unit.back_office.test_registry import statements
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.content.files import read as read_content
from wayfinder.content.model import Library
from wayfinder.driver import Driver
from wayfinder.engine.moves import Give
from wayfinder.engine.walk import Walk
from wayfinder.workbench.walk_tests.player import Player

PAIRS = 200
ADDRESSES = ("me.email", "user.email", "certification.email", "user.certification_email")
_ADDRESS = re.compile(rf"({'|'.join(map(re.escape, ADDRESSES))})=\S+")
_REFERENCE = re.compile(r"W-\w{4}-\w{4}")


class Stranger(Player):
    """Plays a walk through the driver, replacing every address by the given one."""

    def __init__(self, driver: Driver, test: WalkTest, email: str) -> None:
        super().__init__(driver.library, test)
        self.walk = Walk()
        self._driver = driver
        self._email = email

    def talk(self) -> str:
        """All that is said and traced."""
        told = self._driver.turn(Walk(), [Give(dict.fromkeys(ADDRESSES, self._email))], self._email)
        said, self.walk = str(told), told.walk
        for play in self.test.play:
            turn = self._driver.turn(self.walk, [self._move(self._words(play.do))], self._email)
            said, self.walk = said + str(turn), turn.walk
        return _REFERENCE.sub("REFERENCE", said).replace(self._email, "WHO")

    def _words(self, do: str) -> str:
        """The move with their address in it; a click on an old choice becomes one that is not open."""
        return _ADDRESS.sub(rf"\1={self._email}", do.replace("click ", "choose "))


@pytest.fixture(scope="module")
def library() -> Library:
    return read_content(DATA).library


@pytest.fixture
def world(tmp_path: Path, library: Library) -> Iterator[World]:
    clock = Clock()
    back_office = SqlBackOffice(f"sqlite:///{tmp_path / 'test.db'}", clock, library)
    back_office.prepare()
    yield World(back_office, clock)
    back_office.close()


def test_a_whole_walk_does_not_tell_who_is_registered(world: World, library: Library) -> None:
    registered = [f"person{number:03}@registered.example" for number in range(PAIRS)]
    world.register(registered)
    driver = Driver(library, world.back_office, world.clock)
    walks = _walks(library)
    assert {topic for topic, _ in walks[:PAIRS]} == {
        tree for tree, found in library.trees.items() if _is_topic(found.area)
    }
    with statements(world) as seen:
        for number, email in enumerate(registered):
            topic, test = walks[number % len(walks)]
            invented = f"person{number:03}@inventions.example"
            said = [Stranger(driver, test, who).talk() for who in (email, invented)]
            assert said[0] == said[1], topic
            assert "look up" not in said[0], topic
            world.clock.now += DAY  # one may file five cases a day
    assert _read(seen) <= OWN


def _walks(library: Library) -> list[tuple[str, WalkTest]]:
    """The strangers' walks: the first walk of every topic, then the second of each, and so on."""
    found = [(path.stem, list(read(path).walks.values())) for path in files() if _is_topic(path.parent.name)]
    strangers = [(topic, [test for test in tests if test.proof == "none"]) for topic, tests in found]
    assert all(topic in library.trees for topic, _ in strangers)
    longest = max(len(tests) for _, tests in strangers)
    return [(topic, tests[at]) for at in range(longest) for topic, tests in strangers if at < len(tests)]


def _is_topic(area: str) -> bool:
    return area != "conversation"
