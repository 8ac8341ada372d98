"""Staging: changes the data of a sample person so that a fact gets a given value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Boolean, Table, and_, delete, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.future import Connection
from sqlalchemy.sql.elements import ColumnElement

from wayfinder.back_office.grants import ADMINISTRATES
from wayfinder.back_office.look_ups import LOOK_UPS
from wayfinder.back_office.look_ups.org import HOLD_LIFE
from wayfinder.back_office.look_ups.permissions import PERMISSIONS
from wayfinder.back_office.sql import schema as t
from wayfinder.back_office.sql.database import Database
from wayfinder.errors import WayfinderError


class StagingError(WayfinderError):
    """The fact or value cannot be set. The message says what can."""


class Stage(msgspec.Struct, frozen=True):
    """The sample person who is staged, in a transaction."""

    connection: Connection
    person: Row
    now: datetime

    def write(self, table: Table, which: ColumnElement[Boolean], **values: Any) -> None:
        """Change rows; at least one must exist."""
        if self.connection.execute(update(table).where(which).values(**values)).rowcount == 0:
            raise StagingError("There is nothing of that kind to change: set its state first, or file a case.")

    def replace(self, table: Table, **values: Any) -> None:
        """Replace the person's row in a table; without values, remove it."""
        self.connection.execute(delete(table).where(table.c.person_id == self.person.id))
        if values:
            self.connection.execute(insert(table).values(person_id=self.person.id, **values))

    def own(self, **values: Any) -> None:
        """Change the person."""
        self.write(t.people, t.people.c.id == self.person.id, **values)

    def org(self, **values: Any) -> None:
        """Change the person's org."""
        if self.person.org_id is None:
            raise StagingError("This person has no org.")
        self.write(t.orgs, t.orgs.c.id == self.person.org_id, **values)


Setter = Callable[[Stage, str], None]


def stage(database: Database, email: str, fact: str, value: str, now: datetime) -> None:
    """Make `fact` be `value` for a sample person, from now on.

    Raises:
        StagingError: when there is no such person, fact or value.
        UnavailableError: when the database does not answer.
    """
    setter = SETTERS.get(fact)
    if setter is None:
        raise StagingError(f"`{fact}` cannot be set. These can: {', '.join(sorted(SETTERS))}.")
    values = next(spec.facts[fact] for spec in LOOK_UPS.values() if fact in spec.facts)
    if values and value not in values:
        raise StagingError(f"`{fact}` is one of {', '.join(values)}.")
    with database.writing() as connection:
        sample = t.people.join(t.companies)
        who = and_(t.people.c.email == email.lower(), t.companies.c.sample)
        person = connection.execute(select(t.people).select_from(sample).where(who)).first()
        if person is None:
            raise StagingError(f"There is nobody in the sample with the address {email}.")
        setter(Stage(connection, person, now), value)


def _account(staged: Stage, value: str) -> None:
    staged.replace(t.accounts, **({} if value == "none" else {"state": value}))


def _address(staged: Stage, value: str) -> None:
    email = staged.person.email
    staged.own(org_email=email if value == "match" else f"other.{email}")


def _invitation(staged: Stage, value: str) -> None:
    if value == "none":
        staged.replace(t.invitations)
        return
    sent = staged.now - timedelta(hours=13 if value == "expired" else 1)
    accepted = staged.now if value == "accepted" else None
    staged.replace(
        t.invitations, email=staged.person.org_email or staged.person.email, sent_at=sent, accepted_at=accepted
    )


def _invitation_address(staged: Stage, value: str) -> None:
    address = staged.person.org_email or staged.person.email
    staged.own(org_email=address)
    to = address if value == "match" else f"other.{address}"
    staged.write(t.invitations, t.invitations.c.person_id == staged.person.id, email=to)


def _sso(staged: Stage, value: str) -> None:
    staged.org(sso_domain="company.my.salesforce.com" if value == "yes" else None)


def _org_status(staged: Stage, value: str) -> None:
    days = {"expiring": 10, "expired": -1}.get(value)
    expires = None if days is None else (staged.now + timedelta(days=days)).date()
    since = (staged.now - timedelta(days=1)).date() if value == "hold" else None
    staged.org(status="active" if days is not None else value, expires_on=expires, on_hold_since=since)


def _hold_days_left(staged: Stage, value: str) -> None:
    if not value.isdecimal() or int(value) > HOLD_LIFE.days:
        raise StagingError(f"`org.hold_days_left` is a number from 0 to {HOLD_LIFE.days}.")
    since = staged.now + timedelta(days=int(value)) - HOLD_LIFE
    staged.org(status="hold", on_hold_since=since.date(), extension_requested=False)


def _expires_on(staged: Stage, value: str) -> None:
    try:
        staged.org(expires_on=date.fromisoformat(value))
    except ValueError:
        raise StagingError("`org.expires_on` is a day such as 2027-06-30.") from None


def _certification(staged: Stage, value: str) -> None:
    days = 0 if value == "recent" else 100
    row = {"linked_to": "elsewhere" if value == "elsewhere" else "own", "linked_at": staged.now - timedelta(days=days)}
    staged.replace(t.certification_links, **({} if value == "not_linked" else row))


def _trailblazer(staged: Stage, value: str) -> None:
    if value == "no_account":
        staged.replace(t.trailblazer_links)
    else:
        staged.replace(t.trailblazer_links, linked_to={"linked": "own", "not_linked": None}.get(value, value))


def _permission(name: str) -> Setter:
    def setter(staged: Stage, value: str) -> None:
        same = and_(t.permissions.c.person_id == staged.person.id, t.permissions.c.permission == name)
        staged.connection.execute(delete(t.permissions).where(same))
        if value == "granted":
            staged.connection.execute(insert(t.permissions).values(person_id=staged.person.id, permission=name))

    return setter


def _admins(staged: Stage, value: str) -> None:
    """`one` is the person; `several` are all active people of the company."""
    colleagues = select(t.people.c.id).where(t.people.c.company_id == staged.person.company_id)
    active = list(staged.connection.scalars(colleagues.join(t.accounts).where(t.accounts.c.state == "active")))
    chosen = {"none": [], "one": [i for i in active if i == staged.person.id], "several": active}[value]
    if len(chosen) < {"none": 0, "one": 1, "several": 2}[value]:
        raise StagingError("Not enough people of this company have an active account.")
    admins = and_(t.permissions.c.permission == ADMINISTRATES, t.permissions.c.person_id.in_(colleagues))
    staged.connection.execute(delete(t.permissions).where(admins))
    for person_id in chosen:
        staged.connection.execute(insert(t.permissions).values(person_id=person_id, permission=ADMINISTRATES))


def _cases(staged: Stage, value: str) -> None:
    own = and_(t.cases.c.contact == staged.person.email, t.cases.c.verified)
    if value == "none":
        staged.connection.execute(delete(t.cases).where(own))
    else:
        staged.write(t.cases, own, state=value)


SETTERS: dict[str, Setter] = {
    "account.state": _account,
    "account.address": _address,
    "me.username": lambda staged, value: staged.own(username=value.lower()),
    "invitation.state": _invitation,
    "invitation.address": _invitation_address,
    "sso.used": _sso,
    "sso.domain": lambda staged, value: staged.org(sso_domain=value),
    "org.status": _org_status,
    "org.type": lambda staged, value: staged.org(kind=value),
    "org.extension": lambda staged, value: staged.org(extension_requested=value == "requested"),
    "org.hold_days_left": _hold_days_left,
    "org.expires_on": _expires_on,
    "certification.link": _certification,
    "trailblazer.link": _trailblazer,
    "admins.count": _admins,
    "cases.state": _cases,
    **{f"permission.{name}": _permission(name) for name in PERMISSIONS},
}
