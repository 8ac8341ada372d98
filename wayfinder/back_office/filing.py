"""Files cases and hands conversations over: the same request only once, and a different request never dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import and_, func, insert, select
from sqlalchemy.future import Connection

from wayfinder.back_office import hand_overs
from wayfinder.back_office.forms import CONTACT, checked
from wayfinder.back_office.grants import proved_address
from wayfinder.back_office.port import LimitReachedError
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.schema import cases
from wayfinder.content.model import Library
from wayfinder.engine.requests import File, HandOver
from wayfinder.references import new_reference

OPEN_CASES = 5
PERIOD = timedelta(days=1)
LIMIT_REACHED = (
    f"{OPEN_CASES} cases of yours were filed since yesterday and are still open. "
    "The people who work on them will answer; another case would not make it faster."
)


class Filing:
    """Files into one database. `library` has the kinds of case and their fields."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    def case(self, conversation: str, ask: File, now: datetime) -> str:
        """The reference of the case. Without a live grant it is marked as not verified.

        The same key with the same fields gives the same reference, also for two calls at once. With other fields it is
        another case: keys repeat when a conversation starts again.

        Raises:
            RefusedError: with a reason for the person, when a field is not valid or too many cases are open.
            UnavailableError: when it could not be filed.
        """
        with self._database.writing() as connection:
            self._database.lock(connection, f"cases of {conversation}")
            return _earlier(connection, conversation, ask) or self._file(connection, conversation, ask, now)

    def hand_over(self, conversation: str, wish: HandOver, now: datetime) -> str:
        """The reference of the hand-over.

        The same key gives the same reference while that hand-over is open and belongs to the same person.

        Raises:
            UnavailableError: when it could not be handed over.
        """
        with self._database.writing() as connection:
            self._database.lock(connection, f"hand_overs of {conversation}")
            return hand_overs.pass_on(connection, conversation, wish, now)

    def _file(self, connection: Connection, conversation: str, ask: File, now: datetime) -> str:
        fields = checked(self._library, ask, now.timestamp())
        proved = proved_address(connection, conversation, now, ask.grant)
        contact, verified = proved or fields.get(CONTACT, ""), proved is not None
        self._check_limit(connection, contact, verified, now, conversation)
        reference = new_reference("W")
        row = {
            "reference": reference,
            "conversation": conversation,
            "key": ask.key,
            "content_hash": content_hash(ask.case, ask.fields),
            "kind": ask.case,
            "queue": self._library.cases[ask.case].queue,
            "fields": fields,
            "contact": contact,
            "verified": verified,
            "state": "open",
            "created_at": now,
        }
        connection.execute(insert(cases).values(row))
        return reference

    def _check_limit(
        self, connection: Connection, contact: str, verified: bool, now: datetime, conversation: str
    ) -> None:
        """Proved and merely stated addresses are counted apart, so that strangers cannot use up somebody's limit. Cases
        without an address are counted by conversation."""
        self._database.lock(connection, f"cases for {contact or conversation}")
        recent = and_(cases.c.contact == contact, cases.c.created_at > now - PERIOD)
        if not contact:
            recent = and_(recent, cases.c.conversation == conversation)
        same = and_(recent, cases.c.verified == verified, cases.c.state == "open")
        if connection.scalar(select(func.count()).select_from(cases).where(same)) >= OPEN_CASES:
            raise LimitReachedError(LIMIT_REACHED)


def content_hash(kind: str, fields: Mapping[str, str]) -> str:
    """A hash over the kind and fields of a case, as the engine sent them.

    The fields are not checked first: a date that was in the future when the case was filed may be in the past when it
    is sent again, and would then be refused.
    """
    return hashlib.sha256(msgspec.json.encode([kind, sorted(fields.items())])).hexdigest()


def _earlier(connection: Connection, conversation: str, ask: File) -> str | None:
    """The reference of the case that was filed for the same request, if there is one."""
    content = cases.c.content_hash == content_hash(ask.case, ask.fields)
    same = and_(cases.c.conversation == conversation, cases.c.key == ask.key, content)
    reference: str | None = connection.scalar(select(cases.c.reference).where(same))
    return reference
