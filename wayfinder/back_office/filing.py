"""Filing cases and hand-overs: once each, however often they are sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, insert, select

from wayfinder.back_office.forms import CONTACT, checked
from wayfinder.back_office.grants import held_now
from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.schema import cases, hand_overs
from wayfinder.content.model import Library
from wayfinder.engine.moves import File, HandOver
from wayfinder.references import new_reference

OPEN_CASES = 5
PERIOD = timedelta(days=1)
LIMIT_REACHED = (
    f"{OPEN_CASES} cases of this address were filed since yesterday and are still open. "
    "The people who work on them will answer; another case would not make it faster."
)


class Filing:
    """Files into one database, by the content of `library`."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    def case(self, conversation: str, ask: File, now: datetime) -> str:
        """The reference of the case. Without a live grant it is marked as not verified.

        Raises:
            RefusedError: with a reason for the person, when a field is not right or too many are open.
            UnavailableError: when it could not be filed.
        """
        with self._database.writing() as connection:
            earlier = self._earlier(connection, cases, conversation, ask.key)
            return earlier or self._file(connection, conversation, ask, now)

    def hand_over(self, conversation: str, wish: HandOver, now: datetime) -> str:
        """The reference of the hand-over.

        Raises:
            UnavailableError: when it could not be passed on.
        """
        with self._database.writing() as connection:
            earlier = self._earlier(connection, hand_overs, conversation, wish.key)
            return earlier or self._pass_on(connection, conversation, wish, now)

    def _earlier(self, connection: Any, table: Any, conversation: str, key: str) -> str | None:
        """What the same key has led to. Two who ask at the same time wait for each other here."""
        self._database.lock(connection, f"{table.name} of {conversation}")
        same = and_(table.c.conversation == conversation, table.c.key == key)
        reference: str | None = connection.scalar(select(table.c.reference).where(same))
        return reference

    def _file(self, connection: Any, conversation: str, ask: File, now: datetime) -> str:
        fields = checked(self._library, ask, now.timestamp())
        proved = _proved(connection, conversation, now)
        contact, verified = proved or fields.get(CONTACT, ""), proved is not None
        self._check_limit(connection, contact, verified, now)
        row = {"contact": contact, "verified": verified, "kind": ask.case, "key": ask.key, "fields": fields}
        queue = self._library.cases[ask.case].queue
        return _insert(connection, cases, {**row, "queue": queue, "conversation": conversation}, now)

    def _check_limit(self, connection: Any, contact: str, verified: bool, now: datetime) -> None:
        """Proved and stated contacts count apart: a stranger cannot use up the cases of somebody else."""
        self._database.lock(connection, f"cases for {contact}")
        recent = and_(cases.c.contact == contact, cases.c.created_at > now - PERIOD)
        same = and_(recent, cases.c.verified == verified, cases.c.state == "open")
        if connection.scalar(select(func.count()).select_from(cases).where(same)) >= OPEN_CASES:
            raise RefusedError(LIMIT_REACHED)

    def _pass_on(self, connection: Any, conversation: str, wish: HandOver, now: datetime) -> str:
        contact = _proved(connection, conversation, now)
        row = {"contact": contact, "topic": wish.topic, "step": wish.step, "facts": wish.facts, "key": wish.key}
        return _insert(connection, hand_overs, {**row, "conversation": conversation}, now)


def _proved(connection: Any, conversation: str, now: datetime) -> str | None:
    """The address that was proved in this conversation and still holds, the newest."""
    held = held_now(connection, conversation, now)
    return held[-1].email if held else None


def _insert(connection: Any, table: Any, row: dict[str, Any], now: datetime) -> str:
    reference = new_reference("W")
    connection.execute(insert(table).values(**row, reference=reference, state="open", created_at=now))
    return reference
