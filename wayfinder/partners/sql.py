"""The back office in a database: SQLite for one machine, PostgreSQL for more."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property

from wayfinder.partners import grants, migrate
from wayfinder.partners.database import Database
from wayfinder.partners.filing import Filing
from wayfinder.partners.mask import masked
from wayfinder.partners.port import Partners, Snapshot
from wayfinder.partners.snapshot import SqlSnapshot
from wayfinder.partners.times import moment
from wayfinder.settings import ROOT
from wayfinder.trees.files import read
from wayfinder.trees.format import Library

_log = logging.getLogger(__name__)


class SqlPartners(Partners):
    """The back office behind a database URL. `clock` gives Unix time in seconds.

    It connects when it is first asked something. `library` says which cases there are; without
    one it is read from the data folder when the first case is filed.
    """

    def __init__(self, url: str, clock: Callable[[], float], library: Library | None = None) -> None:
        self.database = Database(url)
        self.clock = clock
        self._library = library
        self._closers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="partners-close")

    @cached_property
    def filing(self) -> Filing:
        """Where cases and hand-overs go."""
        return Filing(self.database, self._library or read(ROOT / "data").library)

    def prepare(self) -> None:
        """Make or change the tables where needed.

        Raises:
            UnavailableError: when the database does not answer.
        """
        migrate.migrate(self.database)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A snapshot for one turn. It connects when it is first asked, and the turn does not wait for its end."""
        snapshot = SqlSnapshot(self.database, lambda: self.filing, self.clock)
        try:
            yield snapshot
        finally:
            self._closers.submit(snapshot.close)

    def grant(self, conversation: str, email: str, scope: grants.Scope, how: str, hours: float) -> str:
        """Note that somebody proved in this conversation who they are; the id of the grant.

        Raises:
            RefusedError: when an administrator's is asked for somebody who is none.
            UnavailableError: when it cannot be written.
        """
        now = moment(self.clock())
        new = grants.Grant(grants.new_id(), email.strip().lower(), scope, now + timedelta(hours=hours))
        with self.database.writing() as connection:
            grants.add(connection, conversation, new, how, now)
        _log.info("a %s grant was given by %s", scope, how)
        _log.debug("grant of %s in %s", masked(new.email), masked(conversation))
        return new.id

    def revoke(self, conversation: str) -> None:
        """End all grants of a conversation.

        Raises:
            UnavailableError: when it cannot be written.
        """
        with self.database.writing() as connection:
            grants.end(connection, conversation, moment(self.clock()))

    def close(self) -> None:
        """End the snapshots that are over, and give up all connections."""
        self._closers.shutdown()
        self.database.close()
