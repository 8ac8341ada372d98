from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import MappingProxyType
from typing import Any
from unittest.mock import Mock

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import JSON, column, inspect, select, table

from tests.support.world import ANNA, EXTENSION, HOUR, NOW, Clock, World
from wayfinder.back_office.grants import desk_of
from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.migrate import configuration, migrate, prepare
from wayfinder.back_office.sql.migrations.tables import VERSION_TABLE
from wayfinder.back_office.sql.schema import cases, hand_overs, metadata
from wayfinder.back_office.sql.times import UtcTime, moment
from wayfinder.content.model import Library


def test_the_migrations_lead_to_the_tables_of_this_version(empty_url: str) -> None:
    prepare(empty_url)
    database = Database(empty_url)
    with database.reading() as connection:
        options = {"compare_type": True, "version_table": VERSION_TABLE}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    database.close()


def test_preparing_again_changes_nothing(url: str) -> None:
    prepare(url)
    database = Database(url)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM people").scalar_one() >= 60
    database.close()


def test_several_processes_may_start_at_once(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(prepare, [empty_url] * 4))
    assert _tables(empty_url) >= set(metadata.tables)


@pytest.mark.parametrize(("dialect", "failures"), [("sqlite", 2), ("postgresql", 0)])
def test_only_sqlite_is_asked_three_times(dialect: str, failures: int, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = iter([UnavailableError("locked")] * failures + [None, UnavailableError("asked once more")])
    monkeypatch.setattr("wayfinder.back_office.sql.migrate._upgrade", lambda _: _raise(next(outcomes)))
    migrate(_of_dialect(dialect))
    assert str(next(outcomes)) == "asked once more"


@pytest.mark.parametrize(("dialect", "tries"), [("sqlite", 3), ("postgresql", 1)])
def test_a_database_that_stays_locked_is_given_up(dialect: str, tries: int, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = iter([UnavailableError("locked")] * tries)
    monkeypatch.setattr("wayfinder.back_office.sql.migrate._upgrade", lambda _: _raise(next(outcomes)))
    with pytest.raises(UnavailableError, match="locked"):
        migrate(_of_dialect(dialect))
    assert list(outcomes) == []


def test_it_can_be_undone_to_the_first(empty_url: str) -> None:
    database = Database(empty_url)
    migrate(database)
    with database.writing() as connection:
        command.downgrade(configuration(connection), "base")
    database.close()
    assert _tables(empty_url) == {VERSION_TABLE}


def test_what_an_earlier_version_filed_is_found_again_by_its_key_and_content(empty_url: str, library: Library) -> None:
    _at_first_version(empty_url, {**EXTENSION, "me.email": "zoë@stranger.example"})
    back_office = SqlBackOffice(empty_url, Clock(), library)
    world = World(back_office, Clock())
    assert world.file("k", me__email="zoë@stranger.example") == "W-OLD1"
    assert world.file("k", me__email="another@stranger.example") != "W-OLD1"
    assert world.hand_over("k") == "W-OLD2"
    back_office.close()


def test_a_hand_over_of_an_earlier_version_keeps_its_facts_and_address(empty_url: str) -> None:
    _at_first_version(empty_url, {**EXTENSION, "me.email": ANNA}, {"me.email": ANNA})
    database = Database(empty_url)
    migrate(database)
    with database.writing() as connection:
        (row,) = connection.execute(select(hand_overs)).all()
        assert (row.facts, row.tried, row.address) == ({"me.email": {"value": ANNA, "origin": "told"}}, [], ANNA)
        command.downgrade(configuration(connection), "0003")
        facts = table("hand_overs", column("facts", JSON))
        assert connection.execute(select(facts.c.facts)).scalar_one() == {"me.email": ANNA}
    database.close()


def test_of_the_grants_of_an_earlier_version_only_the_newest_persons_hold(empty_url: str, library: Library) -> None:
    database = Database(empty_url)
    with database.writing() as connection:
        command.upgrade(configuration(connection), "0001")
        for number, (email, scope) in enumerate(
            [("a@b.example", "mailbox"), ("a@b.example", "agent"), (ANNA, "mailbox")]
        ):
            times = {"created_at": moment(NOW + number), "until": moment(NOW + HOUR), "how": "test"}
            row = {"id": f"g{number}", "conversation": "c", "email": email, "scope": scope}
            _insert(connection, "grants", {**row, **times})
    database.close()
    back_office = SqlBackOffice(empty_url, Clock(), library)
    world = World(back_office, back_office.clock)  # type: ignore[arg-type]
    assert world.held("c") == ["g2"]
    world.clock.now += 2 * HOUR  # also when the newest has ended
    assert (world.held("c"), world.held(desk_of("c"))) == ([], [])
    back_office.close()


def test_back_at_the_first_version_nothing_is_lost_and_no_key_occurs_twice(empty_url: str, library: Library) -> None:
    back_office = SqlBackOffice(empty_url, Clock(), library)
    world = World(back_office, Clock())
    filed = [world.file("k", me__email=f"{name}@stranger.example") for name in "ab"]
    passed_on = [world.hand_over("k", facts={"me.email": name}) for name in "ab"]
    with back_office.database.writing() as connection:
        command.downgrade(configuration(connection), "0001")
        for done, references in ((cases, filed), (hand_overs, passed_on)):
            found = connection.execute(select(done.c.reference, done.c.key).order_by(done.c.id)).all()
            assert [row.reference for row in found] == references
            assert len({row.key for row in found}) == 2
    back_office.close()


def _at_first_version(url: str, fields: dict[str, str], known: Mapping[str, str] = MappingProxyType({})) -> None:
    """A database of version 0001 with a case and a hand-over in it."""
    database = Database(url)
    same = {"conversation": "c", "key": "k", "state": "open", "created_at": moment(NOW)}
    case = {"kind": "org_extension", "queue": "q", "fields": fields, "contact": fields["me.email"], "verified": False}
    with database.writing() as connection:
        command.upgrade(configuration(connection), "0001")
        _insert(connection, "cases", {**same, **case, "reference": "W-OLD1"})
        _insert(connection, "hand_overs", {**same, "facts": dict(known), "reference": "W-OLD2"})
    database.close()


def _insert(connection: Any, name: str, row: dict[str, Any]) -> None:
    """Into a table as it was: `schema.py` may say otherwise by now."""
    types: dict[type, Any] = {datetime: UtcTime, dict: JSON}
    columns = [column(key, types.get(type(value))) for key, value in row.items()]
    connection.execute(table(name, *columns).insert().values(row))


def _tables(url: str) -> set[str]:
    database = Database(url)
    with database.reading() as connection:
        found = set(inspect(connection).get_table_names())
    database.close()
    return found


def _of_dialect(dialect: str) -> Database:
    return Mock(spec=Database, dialect=dialect)


def _raise(error: Exception | None) -> None:
    if error is not None:
        raise error
