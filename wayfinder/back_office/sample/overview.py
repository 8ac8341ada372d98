"""Everything that the look-ups say about a sample person: for the operator of this machine."""

from __future__ import annotations

from datetime import datetime, timedelta

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups import LOOK_UPS, look_up
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.queries import View
from wayfinder.engine.requests import LookUp


def facts_of(database: Database, email: str, now: datetime) -> dict[str, str] | None:
    """All facts about a person, as they themselves would be told; None when nobody has that address.

    Raises:
        UnavailableError: when the database does not answer.
    """
    own = Grant("operator", email, "mailbox", now + timedelta(minutes=1))
    with database.reading() as connection:
        view = View(connection, now)
        if view.person(email) is None:
            return None
        found = [look_up(own, view, LookUp(name, name, "me", own.id)).values for name in LOOK_UPS]
    return {name: value for facts in found for name, value in facts.items()}
