"""Connections that hang while the database works: new ones are opened at once, and nothing waits for the old."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import text

from tests.support.postgres import Postgres, halted, running
from tests.support.world import ANNA, Clock, World
from wayfinder.back_office.port import Snapshot, UnavailableError
from wayfinder.back_office.sample.read import CompanySample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.limits import SECONDS
from wayfinder.content.model import Library
from wayfinder.driver import SECONDS as TURN_SECONDS
from wayfinder.driver import Driver
from wayfinder.engine.moves import Topic
from wayfinder.engine.walk import Walk


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A server whose processes these tests may halt."""
    with running() as found:
        yield found


@pytest.fixture
def world(server: Postgres, library: Library, sample: list[CompanySample]) -> Iterator[World]:
    clock = Clock()
    back_office = SqlBackOffice(server.url(), clock, library, sample)
    back_office.prepare()
    yield World(back_office, clock)
    back_office.close()


def test_hung_under_way_each_question_ends_in_time_and_the_next_turns_are_served(
    world: World, library: Library
) -> None:
    """More than there were threads to close snapshots: these waited for ever, and each turn lost a connection."""
    world.sign_in(ANNA)
    with ExitStack() as under_way:
        turns = [under_way.enter_context(world.back_office.snapshot()) for _ in range(4)]
        backends = [_backend(turn) for turn in turns]
        with halted(backends):
            with ThreadPoolExecutor(len(turns)) as pool:
                assert max(pool.map(_gives_up_after, turns)) < TURN_SECONDS
            under_way.close()
            _serves(world, library, turns=20, seconds=1)
            _eventually_gives_all_connections_back(world)


def test_hung_while_idle_one_turn_may_wait_and_the_next_are_served(world: World, library: Library) -> None:
    world.sign_in(ANNA)
    with ExitStack() as under_way:
        turns = [under_way.enter_context(world.back_office.snapshot()) for _ in range(4)]
        backends = [_backend(turn) for turn in turns]
    _eventually_gives_all_connections_back(world)
    with halted(backends):
        world.held()  # it finds out that the first is hung, and takes a new one
        _serves(world, library, turns=20, seconds=1)


def test_a_server_that_takes_connections_and_says_nothing_is_given_up_in_time(world: World, server: Postgres) -> None:
    world.back_office.database.close()  # so that a new connection is needed
    with server.hung():
        began = time.monotonic()
        with pytest.raises(UnavailableError):
            world.held()
        assert SECONDS - 0.5 < time.monotonic() - began < TURN_SECONDS
    assert world.held() is not None


def _gives_up_after(turn: Snapshot) -> float:
    """Seconds."""
    began = time.monotonic()
    with pytest.raises(UnavailableError):
        turn.grants("c")
    return time.monotonic() - began


def _serves(world: World, library: Library, turns: int, seconds: float) -> None:
    """So many turns, each with look-ups that are answered, each in that time."""
    driver = Driver(library, world.back_office, world.clock)
    for _ in range(turns):
        began = time.monotonic()
        turn = driver.turn(Walk(), [Topic("org_expired_or_hold")], "c")
        assert time.monotonic() - began < seconds
        assert {asked.outcome for asked in turn.asked} == {"answered"}


def _backend(turn: Snapshot) -> int:
    """The process that serves a turn; its connection is then open."""
    turn.grants("c")
    connection: Any = turn._reading()  # type: ignore[attr-defined]
    return int(connection.scalar(text("SELECT pg_backend_pid()")))


def _eventually_gives_all_connections_back(world: World) -> None:
    pool: Any = world.back_office.database._engine.pool
    end = time.monotonic() + 5
    while pool.checkedout() and time.monotonic() < end:
        time.sleep(0.02)
    assert pool.checkedout() == 0
