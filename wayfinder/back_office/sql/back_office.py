"""The back office in a database: SQLite for one machine, PostgreSQL for more."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

from wayfinder.back_office import grants
from wayfinder.back_office.filing import Filing
from wayfinder.back_office.mask import masked
from wayfinder.back_office.port import BackOffice, Snapshot
from wayfinder.back_office.sample.fill import fill
from wayfinder.back_office.sample.read import CompanySample
from wayfinder.back_office.sql import migrate
from wayfinder.back_office.sql.database import CONNECTIONS, Database
from wayfinder.back_office.sql.snapshot import SqlSnapshot
from wayfinder.back_office.sql.sqlite_file import Identity
from wayfinder.back_office.sql.times import moment
from wayfinder.content.model import Library

_log = logging.getLogger(__name__)


class SqlBackOffice(BackOffice):
    """The back office behind a database URL. `clock` gives Unix time in seconds, `library` says which cases there are.

    It connects at the first call, and then creates missing tables and fills in the `sample`. So a database that was
    down at the start is used as soon as it is back.
    """

    def __init__(
        self, url: str, clock: Callable[[], float], library: Library, sample: Sequence[CompanySample] = ()
    ) -> None:
        self.database = Database(url)
        self.clock = clock
        self.filing = Filing(self.database, library)
        self._sample = sample
        self._prepared: tuple[Identity | None] | None = None  # the prepared file; another one is prepared again
        # One thread for each possible connection, so that none waits for another that hangs.
        self._closers = ThreadPoolExecutor(max_workers=CONNECTIONS, thread_name_prefix="back-office-close")

    def prepare(self) -> None:
        """Create or change the tables where needed, and fill in the sample if there is none.

        Raises:
            UnavailableError: when the database does not answer.
        """
        if self._prepared == (self.database.identity(),):
            return
        migrate.migrate(self.database)
        if self._sample:
            fill(self.database, self._sample, moment(self.clock()))
        self._prepared = (self.database.identity(),)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A snapshot for one turn. It connects at the first call, and the turn does not wait until it is closed."""
        self.prepare()
        snapshot = SqlSnapshot(self.database, self.filing, self.clock)
        try:
            yield snapshot
        finally:
            self._closers.submit(snapshot.close)

    def grant(self, conversation: str, email: str, scope: grants.Scope, how: str, hours: float) -> str:
        """Store that somebody proved in this conversation who they are. Returns the id of the grant.

        With the scope `agent`, an agent works for them: then `grants.desk_of(conversation)` holds the grant.

        Raises:
            RefusedError: when an `admin` grant is asked for somebody who does not administrate a company.
            UnavailableError: when it cannot be written.
        """
        now = moment(self.clock())
        new = grants.Grant(grants.new_id(), email.strip().lower(), scope, now + timedelta(hours=hours))
        self.prepare()
        with self.database.writing() as connection:
            self.database.lock(connection, f"grants of {conversation}")
            grants.add(connection, conversation, new, how, now)
        _log.info("a %s grant was given by %s", scope, how)
        _log.debug("grant of %s in %s", masked(new.email), masked(conversation))
        return new.id

    def revoke(self, conversation: str) -> None:
        """End all grants of a conversation and of its desk.

        Raises:
            UnavailableError: when it cannot be written.
        """
        with self.database.writing() as connection:
            for holder in (conversation, grants.desk_of(conversation)):
                grants.end(connection, holder, moment(self.clock()))

    def take_up(self, library: Library) -> None:
        """Use this content to check cases, from the next snapshot on."""
        self.filing = Filing(self.database, library)

    def close(self) -> None:
        """End the snapshots that are over, and close all connections."""
        self._closers.shutdown()
        self.database.close()
