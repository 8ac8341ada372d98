"""The newest invitation of a person to join the Partner Community."""

from __future__ import annotations

from datetime import datetime

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups.spec import Spec
from wayfinder.back_office.records import Invitation, Person
from wayfinder.back_office.sql.queries import View
from wayfinder.back_office.subjects import person
from wayfinder.content.derive import invitation_age
from wayfinder.engine.requests import LookUp


def invitation(grant: Grant, view: View, ask: LookUp) -> dict[str, str]:
    """Whether there is one, whether it is still valid, and whether it went to the right address."""
    who = person(grant, view, ask)
    newest = view.invitation(who) if who is not None else None
    if who is None or newest is None:
        return {"invitation.state": "none"}
    return {**_state(newest, view), **_address(newest, who)}


def _state(newest: Invitation, view: View) -> dict[str, str]:
    if newest.accepted_at is not None:
        return {"invitation.state": "accepted"}
    age = time_between(newest.sent_at, view.now)
    sent = {"invitation.sent_at": newest.sent_at.isoformat(timespec="minutes"), "invitation.age": age}
    return {**sent, "invitation.state": invitation_age(sent, view.now.timestamp())}


def time_between(start: datetime, end: datetime) -> str:
    """A length of time in words: minutes, hours up to two days, then days."""
    minutes = max(int((end - start).total_seconds() // 60), 1)
    if minutes < 60:
        return _counted(minutes, "minute")
    return _counted(minutes // 60, "hour") if minutes < 48 * 60 else _counted(minutes // (24 * 60), "day")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _address(newest: Invitation, who: Person) -> dict[str, str]:
    if who.org_email is None:
        return {}
    return {"invitation.address": "match" if newest.email == who.org_email else "mismatch"}


INVITATION = Spec(
    read=invitation,
    scope="mailbox",
    about=("me", "colleague"),
    facts={
        "invitation.state": ("fresh", "expired", "accepted", "none"),
        "invitation.sent_at": (),
        "invitation.age": (),
        "invitation.address": ("match", "mismatch"),
    },
)
