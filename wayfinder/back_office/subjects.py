"""Finds the person or org that a look-up is about, as far as its grant allows."""

from __future__ import annotations

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.records import Org, Person
from wayfinder.back_office.sql.queries import View
from wayfinder.content.values import email, org_id, username
from wayfinder.engine.requests import LookUp

COLLEAGUE_EMAIL = "user.email"
COLLEAGUE_USERNAME = "user.username"
ORG_ID = "org.id"


def person(grant: Grant, view: View, ask: LookUp) -> Person | None:
    """The person asked about; None when nobody has that address or username.

    An administrator may name a colleague of the same company. Anybody else counts as unknown, so that the answer does
    not tell who is registered with another company.

    Raises:
        RefusedError: when the grant does not cover colleagues, or none is named.
    """
    me = view.person(grant.email)
    if ask.about != "colleague":
        return me
    if not grant.reaches("admin"):
        raise RefusedError("not an administrator")
    found = _named(view, ask)
    same = me is not None and found is not None and found.company_id == me.company_id
    return found if same else None


def org(grant: Grant, view: View, ask: LookUp) -> Org | None:
    """The org asked about: the named one, or the person's own. None when the person has none.

    Raises:
        RefusedError: when the grant does not cover the named org.
    """
    who = person(grant, view, ask)
    own = who.org_id if who is not None else None
    wanted = (org_id(ask.named[ORG_ID]) if ask.about == "org" and ORG_ID in ask.named else None) or own
    if wanted is None:
        return None
    found = view.org(wanted)
    if wanted != own and not _of_company(grant, who, found):
        raise RefusedError("not an org of this person")
    return found


def _named(view: View, ask: LookUp) -> Person | None:
    address = email(ask.named.get(COLLEAGUE_EMAIL, ""))
    if address is not None:
        return view.person(address)
    user = username(ask.named.get(COLLEAGUE_USERNAME, ""))
    if user is None:
        raise RefusedError("no colleague is named")
    return view.person_of(user)


def _of_company(grant: Grant, who: Person | None, found: Org | None) -> bool:
    """An administrator may ask about every org of the company."""
    if who is None or found is None or not grant.reaches("admin"):
        return False
    return found.company_id == who.company_id
