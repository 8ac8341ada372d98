"""A back office in SQLite, and one in PostgreSQL behind a relay: both can lose the confirmation of what they did."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.postgres import running
from tests.support.relay import Relay
from tests.support.walk_files import DATA
from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.schema import cases, hand_overs
from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.driver import Driver
from wayfinder.workbench.walk_tests.player import NOW

SOCKET = ".s.PGSQL.5432"


class Office:
    """A driver with a real back office. Inside `losing()` it writes, but its answers are lost."""

    def __init__(self, library: Library, url: str, losing: Callable[[Database], AbstractContextManager[None]]) -> None:
        self.library = library
        self.back_office = SqlBackOffice(url, lambda: NOW, library)
        self.back_office.prepare()
        self.driver = Driver(library, self.back_office, lambda: NOW)
        self._losing = losing

    def losing(self) -> AbstractContextManager[None]:
        """Within this context the database does its work, but its answers are lost."""
        return self._losing(self.back_office.database)

    def references(self, conversation: str) -> list[str]:
        """The references of all cases and hand-overs of a conversation."""
        with self.back_office.database.reading() as connection:
            return [found for table in (cases, hand_overs) for found in _references(connection, table, conversation)]


@pytest.fixture(scope="session")
def library() -> Library:
    return read(DATA).library


@pytest.fixture
def sqlite_office(library: Library, tmp_path: Path) -> Iterator[Office]:
    office = Office(library, f"sqlite:///{tmp_path / 'office.db'}", _after_the_commit)
    yield office
    office.back_office.close()


@pytest.fixture
def postgresql_office(library: Library) -> Iterator[Office]:
    with running() as server, tempfile.TemporaryDirectory(prefix="wayfinder-wire-") as folder:
        home = server.url().partition("host=")[2]
        relay = Relay(f"{folder}/{SOCKET}", f"{home}/{SOCKET}")
        with relay.running():
            lost = lambda _: relay.in_trouble("deaf", b"INSERT INTO", b"COMMIT")  # noqa: E731
            office = Office(library, f"postgresql://tests@/postgres?host={folder}", lost)
            yield office
            office.back_office.close()


@contextmanager
def _after_the_commit(database: Database) -> Iterator[None]:
    """SQLite has no connection to cut: the error is raised after the transaction."""
    writing = database.writing

    @contextmanager
    def lost() -> Iterator[Any]:
        with writing() as connection:
            yield connection
        raise UnavailableError("the answer was lost")

    database.writing = lost  # type: ignore[method-assign]
    try:
        yield
    finally:
        database.writing = writing  # type: ignore[method-assign]


def _references(connection: Any, table: Any, conversation: str) -> list[str]:
    return list(connection.scalars(select(table.c.reference).where(table.c.conversation == conversation)))
