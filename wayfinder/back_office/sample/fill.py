"""Writes the sample into a database. The times of the sample are relative to that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.future import Connection

from wayfinder.back_office.sample.read import CompanySample, OrgSample, PersonSample
from wayfinder.back_office.sample.relative import when
from wayfinder.back_office.sql import schema
from wayfinder.back_office.sql.database import Database

LOCK = "wayfinder back_office sample"


def fill(database: Database, companies: Sequence[CompanySample], now: datetime, *, again: bool = False) -> bool:
    """Write the sample if there is none; with `again`, replace it by a new one.

    Cases, hand-overs and grants stay. Returns whether the sample was written.

    Raises:
        UnavailableError: when the database does not answer.
    """
    with database.writing() as connection:
        database.lock(connection, LOCK)
        old = schema.companies.c.sample
        if not again and connection.scalar(select(schema.companies.c.id).where(old).limit(1)) is not None:
            return False
        connection.execute(delete(schema.companies).where(old))
        for company in companies:
            _company(connection, company, now)
    return True


def _company(connection: Connection, company: CompanySample, now: datetime) -> None:
    company_id = _insert(connection, schema.companies, name=company.name, sample=True)
    for org in company.orgs.values():
        _insert(connection, schema.orgs, company_id=company_id, **_org(org, now))
    for email, person in company.people.items():
        org_id = company.orgs[person.org].id if person.org else None
        person_id = _insert(
            connection,
            schema.people,
            company_id=company_id,
            email=email,
            name=person.name,
            username=person.username or None,
            org_id=org_id,
            org_email=(person.org_email or email) if org_id else None,
        )
        _belongings(connection, person_id, email, person, now)


def _org(org: OrgSample, now: datetime) -> dict[str, Any]:
    expires, held = when(org.expires, now), when(org.on_hold_since, now)
    return {
        "id": org.id,
        "kind": org.type,
        "status": org.status,
        "expires_on": expires.date() if expires else None,
        "on_hold_since": held.date() if held else None,
        "extension_requested": org.extension_requested,
        "sso_domain": org.sso_domain or None,
    }


def _belongings(connection: Connection, person_id: int, email: str, person: PersonSample, now: datetime) -> None:
    if person.account != "none":
        _insert(connection, schema.accounts, person_id=person_id, state=person.account)
    for permission in person.permissions:
        _insert(connection, schema.permissions, person_id=person_id, permission=permission)
    if person.invited:
        sent, accepted = when(person.invited, now), when(person.accepted, now)
        address = person.invited_as or email
        _insert(connection, schema.invitations, person_id=person_id, email=address, sent_at=sent, accepted_at=accepted)
    if person.certification != "not_linked":
        linked = when(person.certification_linked, now)
        links = schema.certification_links
        _insert(connection, links, person_id=person_id, linked_to=person.certification, linked_at=linked)
    if person.trailblazer != "no_account":
        to = None if person.trailblazer == "not_linked" else person.trailblazer
        _insert(connection, schema.trailblazer_links, person_id=person_id, linked_to=to)


def _insert(connection: Connection, table: Table, **row: Any) -> Any:
    """Write one row; the first part of its key."""
    return connection.execute(insert(table).values(**row)).inserted_primary_key[0]
