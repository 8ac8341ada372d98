"""Queries of the back office, each answered through an index."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import Boolean, and_, select
from sqlalchemy.future import Connection
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Select

from wayfinder.back_office.grants import ADMINISTRATES
from wayfinder.back_office.records import FiledCase, Invitation, Link, Org, Person
from wayfinder.back_office.sql.schema import (
    accounts,
    cases,
    certification_links,
    companies,
    invitations,
    orgs,
    people,
    permissions,
    trailblazer_links,
)

NAMES = 5
R = TypeVar("R")
_PERSON = (
    people.c.id,
    people.c.company_id,
    companies.c.name,
    people.c.email,
    people.c.username,
    people.c.org_id,
    people.c.org_email,
    accounts.c.state,
)


class View:
    """The back office at one moment, `now`, read through one connection."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self.now = now

    def person(self, email: str) -> Person | None:
        """The person with this address, in lower case."""
        return self._person(people.c.email == email)

    def person_of(self, username: str) -> Person | None:
        """The person with this Salesforce username, in lower case."""
        return self._person(people.c.username == username)

    def org(self, org_id: str) -> Org | None:
        """The org with this id of 18 characters."""
        columns = [orgs.c[name] for name in Org.__struct_fields__]
        return self._one(Org, select(*columns).where(orgs.c.id == org_id))

    def invitation(self, person: Person) -> Invitation | None:
        """The newest invitation of a person."""
        columns = (invitations.c.email, invitations.c.sent_at, invitations.c.accepted_at)
        newest = select(*columns).where(invitations.c.person_id == person.id).order_by(invitations.c.sent_at.desc())
        return self._one(Invitation, newest)

    def certification(self, person: Person) -> Link | None:
        """Where the certification address of a person is linked."""
        columns = (certification_links.c.linked_to, certification_links.c.linked_at)
        return self._one(Link, select(*columns).where(certification_links.c.person_id == person.id))

    def trailblazer(self, person: Person) -> Link | None:
        """Whether the Trailblazer account of a person is linked to their Salesforce user."""
        columns = (trailblazer_links.c.linked_to, trailblazer_links.c.linked_at)
        return self._one(Link, select(*columns).where(trailblazer_links.c.person_id == person.id))

    def permissions(self, person: Person) -> set[str]:
        """The names of the permissions of a person."""
        found = select(permissions.c.permission).where(permissions.c.person_id == person.id)
        return set(self._connection.scalars(found))

    def admins(self, person: Person) -> list[str]:
        """The names of the administrators of a person's company, at most `NAMES`."""
        joined = people.join(accounts).join(permissions, permissions.c.person_id == people.c.id)
        active = and_(accounts.c.state == "active", permissions.c.permission == ADMINISTRATES)
        found = select(people.c.name).select_from(joined).where(people.c.company_id == person.company_id, active)
        return list(self._connection.scalars(found.order_by(people.c.name).limit(NAMES)))

    def latest_case(self, contact: str) -> FiledCase | None:
        """The newest case that the person with this address filed while they had proved who they are."""
        columns = [cases.c[name] for name in FiledCase.__struct_fields__]
        own = select(*columns).where(cases.c.contact == contact, cases.c.verified)
        return self._one(FiledCase, own.order_by(cases.c.created_at.desc(), cases.c.id.desc()))

    def _person(self, which: ColumnElement[Boolean]) -> Person | None:
        joined = people.join(companies).outerjoin(accounts)
        return self._one(Person, select(*_PERSON).select_from(joined).where(which))

    def _one(self, kind: type[R], query: Select) -> R | None:
        row = self._connection.execute(query.limit(1)).first()
        return None if row is None else kind(*row)
