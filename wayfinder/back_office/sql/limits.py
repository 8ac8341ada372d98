"""Time limits for databases, and the same limit on our side of a connection to PostgreSQL.

Every limit is shorter than the driver's (wayfinder.driver.SECONDS), so that the slow query itself fails, and the turn
does not try again.

The server's own limits (`statement_timeout`, `lock_timeout`) end nothing when the server, or a proxy before it, has
stopped answering and keeps the connection. Then we close it: psycopg2 does so when the callback with which it waits
raises an error.
"""

from __future__ import annotations

import select
import time
from typing import Any

import psycopg2
from psycopg2 import extensions

SECONDS = 2
_EVENTS = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}


class LimitedConnection(extensions.connection):  # type: ignore[misc]  # psycopg2 has no types
    """A connection on which every query fails after `limit` seconds. The connection is then closed."""

    limit = SECONDS + 0.25  # a server that answers reports its own limit first, and the connection stays


def use_limits() -> None:
    """Make psycopg2 wait with our callback, of which a process has one. Other connections wait as usual."""
    extensions.set_wait_callback(_wait)


def _wait(connection: Any) -> None:
    limit = connection.limit if isinstance(connection, LimitedConnection) else float("inf")
    end = time.monotonic() + limit
    while (state := connection.poll()) != extensions.POLL_OK:
        if not _ready(connection.fileno(), _EVENTS[state], end - time.monotonic()):
            raise psycopg2.OperationalError("no answer in time")


def _ready(descriptor: int, event: int, seconds: float) -> bool:
    """Whether it can be read or written within the time. Not `select.select`, which takes only small descriptors."""
    waiting = select.poll()
    waiting.register(descriptor, event)
    return bool(waiting.poll(None if seconds == float("inf") else max(seconds, 0) * 1000))
