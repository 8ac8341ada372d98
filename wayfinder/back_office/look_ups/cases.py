"""The newest case of a person who has proved who they are."""

from __future__ import annotations

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups.spec import Spec
from wayfinder.back_office.sql.queries import View
from wayfinder.engine.requests import LookUp


def cases(grant: Grant, view: View, ask: LookUp) -> dict[str, str]:  # noqa: ARG001 - it is only about the person
    """Only cases filed under a grant count, because anybody can put an address into a case."""
    newest = view.latest_case(grant.email)
    if newest is None:
        return {"cases.state": "none"}
    return {
        "cases.state": newest.state,
        "cases.reference": newest.reference,
        "cases.filed_on": newest.created_at.date().isoformat(),
    }


CASES = Spec(
    read=cases,
    scope="mailbox",
    about=("me",),
    facts={"cases.state": ("open", "closed", "none"), "cases.reference": (), "cases.filed_on": ()},
)
