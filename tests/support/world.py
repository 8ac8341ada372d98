"""A back office with the sample in it, and a clock that tests move by hand."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from sqlalchemy import insert

from wayfinder.back_office.grants import Scope
from wayfinder.back_office.sql import schema as t
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.content.facts import About
from wayfinder.engine.requests import File, HandOver, Known, LookUp

NOW = 1_795_262_400.0  # 21 November 2026, 12:00 UTC
HOUR = 3600.0
DAY = 24 * HOUR

ANNA = "anna.berg@harbourlights.example"  # an administrator
CARLA = "carla.monti@harbourlights.example"  # a member of the same company
DARA = "dara.quinn@harbourlights.example"  # invited to it
INES = "ines.costa@quarrystone.example"  # an administrator of another company
TESSA = "tessa.wilde@bluepeak.example"  # her org is on hold

EXTENSION = {"org.id": "00D5g000008jYzEEAU", "org.desired_expiration": "2027-06-30", "me.email": "me@stranger.example"}


class Clock:
    """Unix time that changes only when a test changes it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


class World:
    """The back office, and short ways to ask it."""

    def __init__(self, back_office: SqlBackOffice, clock: Clock) -> None:
        self.back_office = back_office
        self.clock = clock
        self._numbers = itertools.count(1)

    def sign_in(self, email: str, scope: Scope = "mailbox", conversation: str = "c", hours: float = 1) -> str:
        return self.back_office.grant(conversation, email, scope, how="test", hours=hours)

    def look_up(
        self,
        name: str,
        grant: str | None,
        about: About = "me",
        conversation: str = "c",
        named: dict[str, str] | None = None,
    ) -> dict[str, str]:
        with self.back_office.snapshot() as snapshot:
            return snapshot.look_up(conversation, LookUp("l1", name, about, grant, named or {})).values

    def held(self, conversation: str = "c") -> list[str]:
        with self.back_office.snapshot() as snapshot:
            return [held.id for held in snapshot.grants(conversation)]

    def file(
        self,
        key: str = "",
        conversation: str = "c",
        kind: str = "org_extension",
        grant: str | None = None,
        **fields: str,
    ) -> str:
        key = key or f"key{next(self._numbers)}"
        with self.back_office.snapshot() as snapshot:
            return snapshot.file(conversation, File("c1", kind, fields_of(fields), key, grant))

    def hand_over(
        self,
        key: str,
        conversation: str = "c",
        facts: dict[str, str] | None = None,
        topic: str | None = "login_loop",
        step: str | None = "login_loop/sso",
        tried: Sequence[str] = (),
    ) -> str:
        told = {"a": "b"} if facts is None else facts
        known = {name: Known(value, "told") for name, value in told.items()}
        wish = HandOver("h1", topic, step, known, key, list(tried), told.get("me.email"))
        with self.back_office.snapshot() as snapshot:
            return snapshot.hand_over(conversation, wish)

    def register(self, emails: Iterable[str]) -> None:
        """Members of one new company, each with an active account."""
        with self.back_office.database.writing() as connection:
            row = {"name": "Registered Ltd", "sample": False}
            company = connection.execute(insert(t.companies).values(row)).inserted_primary_key[0]
            for email in emails:
                person = {"company_id": company, "email": email, "name": email, "username": email}
                key = connection.execute(insert(t.people).values(person)).inserted_primary_key[0]
                connection.execute(insert(t.accounts).values(person_id=key, state="active"))


def fields_of(changes: dict[str, str]) -> dict[str, str]:
    """The fields of an extension with changes, `org_id` for `org.id`; an empty one is left out."""
    changed = {name.replace("__", "."): value for name, value in changes.items()}
    return {name: value for name, value in {**EXTENSION, **changed}.items() if value}
