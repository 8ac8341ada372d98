"""Whether the Trailblazer account of a person is linked to their Salesforce user."""

from __future__ import annotations

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups.spec import Spec
from wayfinder.back_office.records import Link
from wayfinder.back_office.sql.queries import View
from wayfinder.back_office.subjects import person
from wayfinder.engine.requests import LookUp


def trailblazer(grant: Grant, view: View, ask: LookUp) -> dict[str, str]:
    """No Trailblazer account, one that is not linked, linked, or linked to another Salesforce user."""
    who = person(grant, view, ask)
    if who is None:
        return {}
    return {"trailblazer.link": _link(view.trailblazer(who))}


def _link(link: Link | None) -> str:
    if link is None:
        return "no_account"
    if link.to is None:
        return "not_linked"
    return "linked" if link.to == "own" else "elsewhere"


TRAILBLAZER = Spec(
    read=trailblazer,
    scope="mailbox",
    about=("me", "colleague"),
    facts={"trailblazer.link": ("linked", "not_linked", "elsewhere", "no_account")},
)
