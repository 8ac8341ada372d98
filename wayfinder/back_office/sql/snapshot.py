"""The view that one turn has of the database, and what it files."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from typing import TypeVar

from sqlalchemy.future import Connection

from wayfinder.back_office.filing import Filing
from wayfinder.back_office.grants import covering, end_those_over, live, not_ended
from wayfinder.back_office.look_ups import look_up
from wayfinder.back_office.port import Facts, Snapshot, UnavailableError
from wayfinder.back_office.sql.database import Database, available
from wayfinder.back_office.sql.queries import View
from wayfinder.back_office.sql.times import moment
from wayfinder.engine.requests import File, HandOver, Held, LookUp

T = TypeVar("T")


class SqlSnapshot(Snapshot):
    """One read transaction, begun by the first query; filing has a transaction of its own.

    The driver may stop waiting for an answer and make the next call while the first still runs in another thread. So
    only one call runs at a time, and others fail at once meanwhile. After one failure the rest of the turn fails at
    once, so that a turn does not wait twice for a dead database.
    """

    def __init__(self, database: Database, filing: Filing, clock: Callable[[], float]) -> None:
        self._database = database
        self._filing = filing
        self._clock = clock
        self._stack = ExitStack()
        self._busy = threading.Lock()
        self._connection: Connection | None = None
        self._failed: str | None = None
        self._ended: tuple[str, datetime] | None = None
        self._over = False

    def grants(self, conversation: str) -> list[Held]:
        """The grants that this conversation holds now."""
        return self._alone(lambda: self._held(conversation))

    def look_up(self, conversation: str, ask: LookUp) -> Facts:
        """Facts about the subject, as far as the grant allows."""
        return self._alone(lambda: self._look_up(conversation, ask))

    def file(self, conversation: str, case: File) -> str:
        """File a case, once per key and content."""
        return self._alone(lambda: self._filing.case(conversation, case, self._now()))

    def hand_over(self, conversation: str, wish: HandOver) -> str:
        """Hand the conversation over, or update the hand-over that is open."""
        return self._alone(lambda: self._filing.hand_over(conversation, wish, self._now()))

    def close(self) -> None:
        """End the transaction: now, or when a call has finished for which the driver no longer waits."""
        self._over = True
        if self._busy.acquire(blocking=False):
            try:
                self._finish()
            finally:
                self._busy.release()

    def _finish(self) -> None:
        self._failed = "closed"
        ended, self._ended = self._ended, None
        with suppress(UnavailableError):
            self._stack.close()
        with suppress(UnavailableError):
            self._note(ended)

    def _note(self, ended: tuple[str, datetime] | None) -> None:
        """Store that grants have run out, so that setting a clock back later does not revive them."""
        if ended is not None:
            with self._database.writing() as connection:
                end_those_over(connection, *ended)

    def _held(self, conversation: str) -> list[Held]:
        now = self._now()
        found = not_ended(self._reading(), conversation)
        if any(grant.until <= now for grant in found):
            self._ended = (conversation, now)
        return [grant.held() for grant in live(found, now)]

    def _look_up(self, conversation: str, ask: LookUp) -> Facts:
        grant = covering(self._reading(), conversation, ask.grant, self._now())
        return look_up(grant, View(self._reading(), self._now()), ask)

    def _alone(self, work: Callable[[], T]) -> T:
        if not self._busy.acquire(blocking=False):
            raise UnavailableError("still busy")
        try:
            return self._once(work)
        finally:
            self._busy.release()
            if self._over:
                self.close()

    def _once(self, work: Callable[[], T]) -> T:
        if self._failed is not None:
            raise UnavailableError(self._failed)
        try:
            with available():
                return work()
        except UnavailableError as error:
            self._failed = str(error)
            raise

    def _reading(self) -> Connection:
        if self._connection is None:
            self._connection = self._stack.enter_context(self._database.reading())
        return self._connection

    def _now(self) -> datetime:
        return moment(self._clock())
