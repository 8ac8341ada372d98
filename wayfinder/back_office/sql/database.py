"""Connections: time limits, transactions, and errors that never mention a person."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InvalidatePoolError, SQLAlchemyError
from sqlalchemy.future import Connection
from sqlalchemy.pool import QueuePool
from sqlalchemy.pool.base import _ConnectionRecord

from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sql.limits import SECONDS, LimitedConnection, use_limits
from wayfinder.back_office.sql.sqlite_file import GoneError, Identity, sqlite_file

LOGGING_NAME = "back_office"
CONNECTIONS = 15  # connections, at most, of one process
_KEPT = 5  # of them kept open when not in use
_POSTGRESQL = {
    "connection_factory": LimitedConnection,
    "connect_timeout": SECONDS,
    "options": f"-c statement_timeout={SECONDS * 1000} -c lock_timeout={SECONDS * 1000} -c timezone=UTC",
    # A machine that has vanished does not answer: close connections to it.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5000,
}


class Database:
    """One database by URL, SQLite or PostgreSQL. Connects when it is first used."""

    def __init__(self, url: str) -> None:
        self.dialect: str = make_url(url).get_backend_name()
        self.file = sqlite_file(url)
        use_limits()
        self._engine = create_engine(
            url,
            future=True,
            hide_parameters=True,
            logging_name=LOGGING_NAME,
            pool_pre_ping=True,
            pool_timeout=SECONDS,
            poolclass=QueuePool,
            pool_size=_KEPT,
            max_overflow=CONNECTIONS - _KEPT,
            **({"connect_args": _POSTGRESQL} if self.file is None else {"creator": self.file.connect}),
        )
        # At DEBUG SQLAlchemy logs whole rows, which contain personal data.
        logging.getLogger(f"sqlalchemy.engine.Engine.{LOGGING_NAME}").setLevel(logging.WARNING)
        if self.file is not None:
            event.listen(self._engine, "connect", self._note_file)
            event.listen(self._engine, "checkout", self._check_file)
            event.listen(self._engine, "begin", _begin_sqlite)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the database as of its first query, and cannot write.

        Raises:
            UnavailableError: when the database does not answer.
        """
        with available(), self._engine.connect() as connection:
            connection.execution_options(**self._read_options())
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction that is committed at the end, or rolled back by an error.

        Raises:
            UnavailableError: when the database does not answer; then nothing was written, or it is not known whether.
        """
        before = self.identity()
        with available(), self._engine.begin() as connection:
            yield connection
        if before not in (None, self.identity()):
            raise GoneError("the database file was gone when it was written")

    def identity(self) -> Identity | None:
        """The identity of the file of a SQLite database: when that changes, it is another database."""
        return None if self.file is None else self.file.identity()

    def lock(self, connection: Connection, name: str) -> None:
        """Let only one transaction at a time hold the lock `name`. On SQLite only one can write anyway."""
        if self.dialect == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})

    def close(self) -> None:
        """Close the connections in the pool."""
        self._engine.dispose()

    def _note_file(self, _connection: sqlite3.Connection, record: _ConnectionRecord) -> None:
        record.info["file"] = self.identity()

    def _check_file(self, _connection: sqlite3.Connection, record: _ConnectionRecord, _proxy: object) -> None:
        """Close connections to a file that was deleted or replaced: what they wrote would be lost."""
        if record.info["file"] != self.identity():
            raise InvalidatePoolError

    def _read_options(self) -> dict[str, str | bool]:
        if self.dialect == "postgresql":
            return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return {"wayfinder_reads": True}


@contextmanager
def available() -> Iterator[None]:
    """Errors of the database as `UnavailableError`. Their text may quote values: only their kind is kept."""
    try:
        yield
    except SQLAlchemyError as error:
        raise UnavailableError(type(error).__name__) from None


def _begin_sqlite(connection: Connection) -> None:
    """Readers may begin while others write; a writer takes its lock at the start, not half-way."""
    reads = connection.get_execution_options().get("wayfinder_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
