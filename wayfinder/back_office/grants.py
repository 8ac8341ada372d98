"""Grants: who proved what in which conversation, and until when. They are the only authority there is."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import and_, exists, insert, or_, select, update

from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sql.schema import accounts, grants, people, permissions
from wayfinder.engine.moves import Held

Scope = Literal["mailbox", "admin", "agent"]
REACH: dict[str, list[str]] = {
    "mailbox": ["mailbox"],
    "admin": ["mailbox", "admin"],
    "agent": ["mailbox", "admin", "agent"],
}
ADMINISTRATES = "manage_users"


class Grant(msgspec.Struct, frozen=True):
    """A conversation may read what `scope` reaches about the person with this address."""

    id: str
    email: str
    scope: str
    until: datetime

    def held(self) -> Held:
        """The grant as the engine sees it: without the address."""
        return Held(self.id, REACH[self.scope], self.until.timestamp())

    def reaches(self, scope: str) -> bool:
        """Whether it allows what needs `scope`."""
        return scope in REACH[self.scope]


def held_now(connection: Any, conversation: str, now: datetime) -> list[Grant]:
    """The grants of a conversation, oldest first. An administrator's ends when the person is none any more."""
    live = and_(grants.c.conversation == conversation, grants.c.until > now, grants.c.revoked_at.is_(None))
    still = or_(grants.c.scope != "admin", administrates(grants.c.email))
    columns = (grants.c.id, grants.c.email, grants.c.scope, grants.c.until)
    rows = connection.execute(select(*columns).where(live, still).order_by(grants.c.created_at, grants.c.id))
    return [Grant(*row) for row in rows]


def proved_address(connection: Any, conversation: str, now: datetime) -> str | None:
    """The address that was proved in this conversation and still holds, the newest."""
    held = held_now(connection, conversation, now)
    return held[-1].email if held else None


def covering(connection: Any, conversation: str, grant: str | None, now: datetime) -> Grant:
    """The grant with this id, if this conversation holds it now.

    Raises:
        RefusedError: when it does not.
    """
    found = next((held for held in held_now(connection, conversation, now) if held.id == grant), None)
    if found is None:
        raise RefusedError("no grant")
    return found


def add(connection: Any, conversation: str, grant: Grant, how: str, now: datetime) -> None:
    """Write a grant down. A conversation is with one person: another person's proofs end.

    Raises:
        RefusedError: when an administrator's is asked for somebody who is none.
    """
    if grant.scope == "admin" and not connection.scalar(select(administrates(grant.email))):
        raise RefusedError("not an administrator")
    if grant.scope != "agent":
        others = and_(grants.c.email != grant.email, grants.c.scope != "agent")
        end(connection, conversation, now, others)
    values = {"conversation": conversation, "how": how, "created_at": now, **msgspec.structs.asdict(grant)}
    connection.execute(insert(grants).values(values))


def end(connection: Any, conversation: str, now: datetime, which: Any = True) -> None:
    """End the grants of a conversation that are `which`, all of them by default."""
    live = and_(grants.c.conversation == conversation, grants.c.revoked_at.is_(None), which)
    connection.execute(update(grants).where(live).values(revoked_at=now))


def administrates(email: Any) -> Any:
    """The condition that the person with this address administrates a company."""
    same = and_(people.c.email == email, accounts.c.state == "active", permissions.c.permission == ADMINISTRATES)
    joined = people.join(accounts).join(permissions, permissions.c.person_id == people.c.id)
    return exists(select(people.c.id).select_from(joined).where(same))


def new_id() -> str:
    """An id for a grant, not to be guessed."""
    return secrets.token_urlsafe(16)
