"""The permissions that an administrator can grant."""

from __future__ import annotations

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups.spec import Spec
from wayfinder.back_office.sql.queries import View
from wayfinder.back_office.subjects import person
from wayfinder.engine.requests import LookUp

PERMISSIONS = (
    "manage_users",
    "manage_listings",
    "manage_cases",
    "manage_leads",
    "manage_opportunities",
    "manage_projects",
    "manage_partnership",
    "manage_education",
)


def permissions(grant: Grant, view: View, ask: LookUp) -> dict[str, str]:
    """Each permission, granted or missing. Non-members have no permissions."""
    who = person(grant, view, ask)
    if who is None:
        return {}
    granted = view.permissions(who) if who.active else set()
    return {f"permission.{name}": "granted" if name in granted else "missing" for name in PERMISSIONS}


PERMISSION = Spec(
    read=permissions,
    scope="mailbox",
    about=("me", "colleague"),
    facts={f"permission.{name}": ("granted", "missing") for name in PERMISSIONS},
)
