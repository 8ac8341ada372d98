"""The administrators of a person's company."""

from __future__ import annotations

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups.spec import Spec
from wayfinder.back_office.sql.queries import View
from wayfinder.back_office.subjects import person
from wayfinder.engine.requests import LookUp

COUNTS = {0: "none", 1: "one"}


def admins(grant: Grant, view: View, ask: LookUp) -> dict[str, str]:
    """How many there are, and their names. Somebody whose access was revoked may have left, so they get no names."""
    who = person(grant, view, ask)
    if who is None:
        return {}
    names = view.admins(who)
    count = {"admins.count": COUNTS.get(len(names), "several")}
    return count if not names or who.state == "revoked" else {**count, "admins.names": _one_of(names)}


def _one_of(names: list[str]) -> str:
    """The names as a choice: "Ann, Bob or Cy"."""
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


ADMINS = Spec(
    read=admins,
    scope="mailbox",
    about=("me", "colleague"),
    facts={"admins.count": ("none", "one", "several"), "admins.names": ()},
)
