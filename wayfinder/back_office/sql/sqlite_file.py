"""The file of a SQLite database. It is created once; if it is lost later, no new one silently takes its place.

SQLite itself would create a new file, and a process with the old one open would write to a deleted file.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sql.limits import SECONDS

_log = logging.getLogger(__name__)
OTHERS = 0o007
Identity = tuple[int, int]  # device and inode


class GoneError(UnavailableError):
    """The database that was in this file is gone."""


class SqliteFile:
    """One file. A marker file beside it says that a database was created here."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._marker = path.with_name(f"{path.name}.made")
        self._made = False

    def identity(self) -> Identity | None:
        """The identity of the current file; None when it is missing or empty."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found.st_size else None

    def is_gone(self) -> bool:
        """Whether a database was created here and no longer exists."""
        return self.identity() is None and (self._made or self._marker.exists())

    def connect(self) -> sqlite3.Connection:
        """A new connection. The very first one creates the file, which only its owner may read.

        Raises:
            GoneError: when the database was lost.
            sqlite3.Error: when it cannot be opened.
        """
        if self.is_gone():
            _log.error("The database file is gone. What to do: ./run back-office show")
            raise GoneError("the database file is gone")
        if self.identity() is None:
            with suppress(OSError):  # SQLite will report the reason
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=SECONDS, check_same_thread=False)
        _set_up(connection)
        return connection

    def remember(self) -> None:
        """Note that there is a database here now, and take away other users' access to a file of an earlier version."""
        self._made = True
        with suppress(OSError):  # without the marker, there is only less protection
            self._marker.touch(mode=0o600)
        for path in self.path.parent.glob(f"{self.path.name}*"):
            with suppress(OSError):
                path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)

    def forget(self) -> None:
        """Allow a new database to be created here, if there is none."""
        self._made = False
        self._marker.unlink(missing_ok=True)


def sqlite_file(url: str) -> SqliteFile | None:
    """The file of a database URL; None for another database."""
    parsed = make_url(url)
    return SqliteFile(Path(parsed.database or "")) if parsed.get_backend_name() == "sqlite" else None


def what_is_lost(url: str) -> str | None:
    """When the file of a database is gone: what that means and what to do, in words for the operator."""
    file = sqlite_file(url)
    if file is None or not file.is_gone():
        return None
    return (
        f"The database {file.path} is gone, with its cases and grants. Put the file back, "
        "or begin with a new one: ./run back-office reset"
    )


def _set_up(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None  # we begin transactions ourselves: see `wayfinder.back_office.sql.database`
    connection.execute("PRAGMA foreign_keys = ON")
    _keep_write_ahead_log(connection)


def _keep_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file to write-ahead logging, once. SQLite itself does not wait for others when it does that."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
