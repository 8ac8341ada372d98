from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from tests.support.world import NOW, World
from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sql.database import CONNECTIONS, Database
from wayfinder.back_office.sql.schema import invitations, people
from wayfinder.back_office.sql.times import moment


@pytest.fixture
def database(url: str) -> Any:
    database = Database(url)
    yield database
    database.close()


def test_sqlite_checks_keys_and_lets_readers_read_on(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    with database.reading() as connection:
        pragmas = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("foreign_keys", "journal_mode")}
    assert pragmas == {"foreign_keys": 1, "journal_mode": "wal"}
    database.close()


def test_a_row_that_belongs_to_nobody_is_refused(database: Database) -> None:
    with pytest.raises(UnavailableError, match="IntegrityError"), database.writing() as connection:
        connection.execute(insert(people).values(company_id=4711, email="a@b.example", name="A"))


def test_the_same_address_cannot_be_stored_twice_in_other_letters(database: Database) -> None:
    row = {"company_id": 1, "name": "A"}
    with database.writing() as connection:
        row["company_id"] = connection.scalar(select(people.c.company_id))
    for email in ("Anna.Berg@harbourlights.example", "anna.berg@harbourlights.example"):
        with pytest.raises(UnavailableError, match="IntegrityError"), database.writing() as connection:
            connection.execute(insert(people).values(email=email, **row))


def test_times_come_back_in_utc_whatever_zone_they_came_in(database: Database) -> None:
    there = timezone(timedelta(hours=9))
    with database.writing() as connection:
        person = connection.scalar(select(people.c.id))
        row = {"person_id": person, "email": "zone@test.example"}
        connection.execute(insert(invitations).values(sent_at=moment(NOW).astimezone(there), **row))
        sent = connection.scalar(select(invitations.c.sent_at).where(invitations.c.email == "zone@test.example"))
    assert sent == moment(NOW)
    assert sent.tzinfo == timezone.utc


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(UnavailableError), database.reading() as connection:
        connection.execute(select(people.c.id).join(invitations).where(invitations.c.sent_at > datetime(2026, 1, 1)))


def test_a_reader_sees_one_moment_while_others_write(database: Database) -> None:
    with database.reading() as reader:
        before = reader.execute(select(invitations.c.id)).all()
        with database.writing() as writer:
            writer.execute(invitations.delete())
        assert reader.execute(select(invitations.c.id)).all() == before
    with database.reading() as reader:
        assert reader.execute(select(invitations.c.id)).all() == []


def test_a_snapshot_that_has_ended_holds_no_connection(world: World) -> None:
    ended = []
    for _ in range(CONNECTIONS + 1):
        with world.back_office.snapshot() as snapshot:
            assert snapshot.grants("c") == []
        ended.append(snapshot)  # kept, so that it is not the garbage collector that gives the connection back


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_reading_connection_cannot_write(database: Database) -> None:
    with pytest.raises(UnavailableError, match="InternalError"), database.reading() as connection:
        connection.execute(invitations.delete())


def test_a_failed_transaction_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as connection:
        _break_off(connection)
    with database.reading() as connection:
        assert connection.execute(select(invitations.c.id)).first() is not None


def _break_off(connection: Any) -> None:
    connection.execute(invitations.delete())
    raise RuntimeError("cable pulled")
