"""Grants: who proved what in which conversation, and until when. Nothing else gives access.

A grant has a holder: a conversation, which is with one person, or the desk of a conversation, at which an agent works
for that person. A person's turn never sees the grants of the desk.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec
from sqlalchemy import Boolean, String, and_, exists, insert, or_, select, update
from sqlalchemy.future import Connection
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Exists

from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sql.schema import accounts, grants, people, permissions
from wayfinder.engine.requests import Held

Scope = Literal["mailbox", "admin", "agent"]
REACH: dict[str, list[str]] = {
    "mailbox": ["mailbox"],
    "admin": ["mailbox", "admin"],
    "agent": ["mailbox", "admin", "agent"],
}
ADMINISTRATES = "manage_users"
AGENT = "agent"
_DESK = "desk:"


class Grant(msgspec.Struct, frozen=True):
    """Allows its holder to read what `scope` covers about the person with this address."""

    id: str
    email: str
    scope: str
    until: datetime

    def held(self) -> Held:
        """The grant as the engine sees it: without the address."""
        return Held(self.id, REACH[self.scope], self.until.timestamp())

    def reaches(self, scope: str) -> bool:
        """Whether the grant allows what needs `scope`."""
        return scope in REACH[self.scope]


def desk_of(conversation: str) -> str:
    """The holder of the grants of agents that work on a conversation.

    It has a colon, which the id of no conversation has (`wayfinder.turns.request.Id`): no person's turn can name it.
    """
    return f"{_DESK}{conversation}"


def not_ended(connection: Connection, holder: str) -> list[Grant]:
    """The grants of a holder that were not ended, oldest first. Some may have run out.

    An `admin` grant does not count while its person is not an administrator. Agents' grants count at a desk only.
    """
    mine = and_(grants.c.holder == holder, grants.c.ended_at.is_(None))
    fits = grants.c.scope == AGENT if holder.startswith(_DESK) else grants.c.scope != AGENT
    still = or_(grants.c.scope != "admin", administrates(grants.c.email))
    columns = (grants.c.id, grants.c.email, grants.c.scope, grants.c.until)
    found = select(*columns).where(mine, fits, still).order_by(grants.c.created_at, grants.c.id)
    return [Grant(*row) for row in connection.execute(found)]


def held_now(connection: Connection, holder: str, now: datetime) -> list[Grant]:
    """The grants that a holder has now, oldest first."""
    return live(not_ended(connection, holder), now)


def live(found: Sequence[Grant], now: datetime) -> list[Grant]:
    """The grants that have not run out, all of one person: if there are several people, the one who proved last."""
    on_time = [grant for grant in found if grant.until > now]
    return [grant for grant in on_time if grant.email == on_time[-1].email]


def proved_address(connection: Connection, holder: str, now: datetime, under: str | None = None) -> str | None:
    """The address of the person whose grants are held now.

    None also when the current work began `under` the grant of another person, who has left meanwhile.
    """
    email = next((grant.email for grant in held_now(connection, holder, now)), None)
    begun = select(grants.c.email).where(grants.c.id == under, grants.c.holder == holder)
    return email if under is None or connection.scalar(begun) == email else None


def covering(connection: Connection, holder: str, grant: str | None, now: datetime) -> Grant:
    """The grant with this id, if this holder has it now.

    Raises:
        RefusedError: when it does not.
    """
    found = next((held for held in held_now(connection, holder, now) if held.id == grant), None)
    if found is None:
        raise RefusedError("no grant")
    return found


def add(connection: Connection, conversation: str, grant: Grant, how: str, now: datetime) -> None:
    """Store a grant: an agent's for the desk of the conversation, any other for the conversation.

    A holder has grants about one person only: those about others end, and so does an older one of the same scope. A
    person's proof also ends the desk's grants about others, because another person is in the conversation now.

    Raises:
        RefusedError: when an `admin` grant is asked for somebody who does not administrate a company.
    """
    if grant.scope == "admin" and not connection.scalar(select(administrates(grant.email))):
        raise RefusedError("not an administrator")
    holder = desk_of(conversation) if grant.scope == AGENT else conversation
    end(connection, holder, now, or_(grants.c.email != grant.email, grants.c.scope == grant.scope))
    end_those_over(connection, holder, now)
    if grant.scope != AGENT:
        end(connection, desk_of(conversation), now, grants.c.email != grant.email)
    values = {"holder": holder, "how": how, "created_at": now, **msgspec.structs.asdict(grant)}
    connection.execute(insert(grants).values(values))


def end(connection: Connection, holder: str, now: datetime, which: ColumnElement[Boolean] | None = None) -> None:
    """End the grants of a holder that match `which`, by default all. A grant that has ended never counts again."""
    mine = and_(grants.c.holder == holder, grants.c.ended_at.is_(None))
    ending = mine if which is None else and_(mine, which)
    connection.execute(update(grants).where(ending).values(ended_at=now))


def end_those_over(connection: Connection, holder: str, now: datetime) -> None:
    """End the grants of a holder that have run out, so that setting a clock back does not revive them."""
    end(connection, holder, now, grants.c.until <= now)


def administrates(email: str | ColumnElement[String]) -> Exists:
    """The condition that the person with this address administrates a company."""
    same = and_(people.c.email == email, accounts.c.state == "active", permissions.c.permission == ADMINISTRATES)
    joined = people.join(accounts).join(permissions, permissions.c.person_id == people.c.id)
    return exists(select(people.c.id).select_from(joined).where(same))


def new_id() -> str:
    """A new id for a grant, which cannot be guessed."""
    return secrets.token_urlsafe(16)
