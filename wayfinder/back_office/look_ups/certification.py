"""Where the certification address of a person is linked. The certificates themselves are never read."""

from __future__ import annotations

from datetime import timedelta

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups.spec import Spec
from wayfinder.back_office.records import Link
from wayfinder.back_office.sql.queries import View
from wayfinder.back_office.subjects import person
from wayfinder.engine.requests import LookUp

UPDATE_TIME = timedelta(hours=24)


def certification(grant: Grant, view: View, ask: LookUp) -> dict[str, str]:
    """Only for the person who asks: a colleague's certifications are the colleague's own data."""
    who = person(grant, view, ask)
    if who is None:
        return {}
    return {"certification.link": _link(view.certification(who), view)}


def _link(link: Link | None, view: View) -> str:
    if link is None or link.to is None:
        return "not_linked"
    if link.to == "elsewhere":
        return "elsewhere"
    recent = link.linked_at is not None and view.now - link.linked_at < UPDATE_TIME
    return "recent" if recent else "linked"


CERTIFICATION = Spec(
    read=certification,
    scope="mailbox",
    about=("me",),
    facts={"certification.link": ("linked", "recent", "not_linked", "elsewhere")},
)
