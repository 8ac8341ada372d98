"""A dead, slow, hung or locked database: an honest error in time, nothing half done, and recovery afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from tests.support.postgres import Postgres, running
from tests.support.world import ANNA, NOW, Clock, World
from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sample.fill import fill
from wayfinder.back_office.sample.read import CompanySample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.limits import SECONDS
from wayfinder.back_office.sql.migrate import prepare
from wayfinder.back_office.sql.schema import cases
from wayfinder.back_office.sql.snapshot import SqlSnapshot
from wayfinder.back_office.sql.times import moment
from wayfinder.content.model import Library
from wayfinder.driver import Driver
from wayfinder.engine.moves import Topic
from wayfinder.engine.requests import LookUp
from wayfinder.engine.walk import Walk


@pytest.fixture(scope="module")
def server(sample: list[CompanySample]) -> Iterator[Postgres]:
    """A server that these tests may stop: not the one that all others share."""
    with running() as found:
        prepare(found.url())
        database = Database(found.url())
        fill(database, sample, moment(NOW))
        database.close()
        yield found


@pytest.fixture
def frail(server: Postgres, library: Library) -> Iterator[World]:
    back_office = SqlBackOffice(server.url(), Clock(), library)
    yield World(back_office, back_office.clock)  # type: ignore[arg-type]
    back_office.close()


@pytest.mark.parametrize("url", ["postgresql://nobody@/none?host=/nowhere", "sqlite:////nowhere/none.db"])
def test_a_missing_database_is_unavailable_at_once(url: str, library: Library) -> None:
    back_office = SqlBackOffice(url, Clock(), library)
    world = World(back_office, Clock())
    began = time.monotonic()
    for ask in (world.held, world.file, lambda: world.hand_over("k"), lambda: world.sign_in(ANNA), back_office.prepare):
        with pytest.raises(UnavailableError) as caught:
            ask()
        assert "nowhere" not in str(caught.value)
    assert time.monotonic() - began < 1
    back_office.close()


def test_stopped_and_started_again_the_same_object_goes_on(frail: World, server: Postgres) -> None:
    grant = frail.sign_in(ANNA)
    case = frail.file("before")
    server.stop()
    try:
        with pytest.raises(UnavailableError):
            frail.look_up("account", grant)
        with pytest.raises(UnavailableError):
            frail.file("during")
    finally:
        server.start()
    assert frail.look_up("account", grant)["me.email"] == ANNA
    assert frail.file("before") == case
    assert frail.file("during")


def test_a_hung_database_costs_a_turn_some_seconds_and_not_the_conversation(
    frail: World, server: Postgres, library: Library
) -> None:
    frail.sign_in(ANNA)
    driver = Driver(library, frail.back_office, frail.clock, seconds=0.5)
    with server.hung():
        began = time.monotonic()
        turn = driver.turn(Walk(), [Topic("org_expired_or_hold")], "c")
        assert time.monotonic() - began < 5
        assert turn.blocks
    turn = driver.turn(Walk(), [Topic("org_expired_or_hold")], "c")
    assert [asked.outcome for asked in turn.asked] == ["answered"] * len(turn.asked) != []


def test_a_slow_answer_is_given_up_before_the_driver_does(frail: World, server: Postgres) -> None:
    grant = frail.sign_in(ANNA)
    other = Database(server.url())
    with other.writing() as blocker, frail.back_office.snapshot() as snapshot:
        blocker.execute(text("LOCK TABLE grants IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        with pytest.raises(UnavailableError):
            snapshot.look_up("c", LookUp("l1", "account", "me", grant))
        assert SECONDS - 0.5 < time.monotonic() - began < SECONDS + 1
        began = time.monotonic()
        for _ in range(5):  # the rest of the turn does not wait again
            with pytest.raises(UnavailableError):
                snapshot.look_up("c", LookUp("l2", "org", "me", grant))
        assert time.monotonic() - began < 0.1
    other.close()
    assert frail.look_up("account", grant)


def test_sqlite_busy_with_another_writer_files_nothing_and_later_once(tmp_path: Path, library: Library) -> None:
    url = f"sqlite:///{tmp_path / 'busy.db'}"
    prepare(url)
    other = Database(url)
    back_office = SqlBackOffice(url, Clock(), library)
    world = World(back_office, Clock())
    with other.writing(), pytest.raises(UnavailableError):
        world.file("k")
    assert world.file("k") == world.file("k")
    with other.reading() as connection:
        assert len(connection.execute(select(cases.c.id)).all()) == 1
    other.close()
    back_office.close()


def test_an_answer_lost_after_the_case_was_filed_files_no_second(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """REL-4: the database has filed the case, and its confirmation is lost on the way."""
    file = world.back_office.filing.case

    def lost(*arguments: Any) -> str:
        file(*arguments)
        raise UnavailableError("connection lost")

    for number in range(25):
        monkeypatch.setattr(world.back_office.filing, "case", lost)
        with pytest.raises(UnavailableError):
            world.file(f"k{number}", conversation=f"c{number}", me__email=f"me{number}@stranger.example")
        monkeypatch.undo()
        world.file(f"k{number}", conversation=f"c{number}", me__email=f"me{number}@stranger.example")
    with world.back_office.database.reading() as connection:
        assert len(connection.execute(select(cases.c.id)).all()) == 25


def test_of_five_calls_to_a_dead_database_only_the_first_connects(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a turn would wait as many times as it asks."""
    connects: list[str] = []

    def dead() -> None:
        connects.append("refused")
        raise UnavailableError("OperationalError")

    monkeypatch.setattr(world.back_office.database, "reading", dead)
    with world.back_office.snapshot() as snapshot:
        for number in range(5):
            with pytest.raises(UnavailableError, match="OperationalError"):
                snapshot.look_up("c", LookUp(f"l{number}", "account", "me", "g"))
    assert len(connects) == 1


def test_while_one_call_is_busy_the_next_fails_at_once(world: World) -> None:
    grant = world.sign_in(ANNA)
    with world.back_office.snapshot() as snapshot:
        with snapshot._busy, pytest.raises(UnavailableError, match="busy"):  # type: ignore[attr-defined]
            snapshot.grants("c")
        assert snapshot.look_up("c", LookUp("l1", "account", "me", grant)).values


def test_a_call_that_outlasts_its_turn_closes_it_when_done(world: World) -> None:
    """The driver has stopped waiting: nobody else comes back to give the connection back."""
    pool: Any = world.back_office.database._engine.pool
    snapshot = SqlSnapshot(world.back_office.database, world.back_office.filing, world.clock)
    snapshot.grants("c")

    def slow_work() -> int:
        snapshot.close()
        return int(pool.checkedout())

    assert snapshot._alone(slow_work) == 1
    assert pool.checkedout() == 0


def test_a_turn_that_is_over_reads_nothing_more(world: World) -> None:
    with world.back_office.snapshot() as snapshot:
        snapshot.grants("c")
    world.back_office.close()
    with pytest.raises(UnavailableError, match="closed"):
        snapshot.grants("c")


def test_no_connection_is_left_behind(world: World) -> None:
    for _ in range(30):
        world.held()
        world.file()
        world.back_office.clock.now += 86_400  # type: ignore[attr-defined]
    pool = world.back_office.database._engine.pool
    world.back_office._closers.shutdown()
    assert pool.checkedout() == 0  # type: ignore[attr-defined]
