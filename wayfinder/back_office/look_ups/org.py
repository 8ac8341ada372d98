"""A Salesforce org: its type, its state, and how long it still lasts."""

from __future__ import annotations

from datetime import date, timedelta

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups.spec import Spec
from wayfinder.back_office.records import Org
from wayfinder.back_office.sql.queries import View
from wayfinder.back_office.subjects import org
from wayfinder.engine.requests import LookUp

# The documents give 30 days from Hold to the purge. From when on an org "expires soon" they do not say.
HOLD_LIFE = timedelta(days=30)
SOON = timedelta(days=30)


def org_state(grant: Grant, view: View, ask: LookUp) -> dict[str, str]:
    """The org that is named, or the person's own; that of a colleague under names of its own. Nothing without one."""
    found = org(grant, view, ask)
    if found is None:
        return {}
    today = view.now.date()
    told = {"id": found.id, "type": found.kind, "status": _status(found, today)}
    if ask.about == "colleague":
        return {f"user.org_{name}": value for name, value in told.items()}
    return {**{f"org.{name}": value for name, value in told.items()}, **_dates(found), **_hold(found, today)}


def _status(found: Org, today: date) -> str:
    """An org that runs out goes from active to expired before somebody puts it on hold."""
    if found.status != "active" or found.expires_on is None:
        return found.status
    if found.expires_on < today:
        return "expired"
    return "expiring" if found.expires_on - today <= SOON else "active"


def _dates(found: Org) -> dict[str, str]:
    return {} if found.expires_on is None else {"org.expires_on": found.expires_on.isoformat()}


def _hold(found: Org, today: date) -> dict[str, str]:
    """Only an org on hold is purged after a time, and only when nobody asked for an extension."""
    extension = {"org.extension": "requested" if found.extension_requested else "not_requested"}
    if found.status != "hold" or found.on_hold_since is None or found.extension_requested:
        return extension
    left = found.on_hold_since + HOLD_LIFE - today
    return {**extension, "org.hold_days_left": str(max(left.days, 0))}


TYPES = ("crm", "developer", "trial", "sandbox", "marketing_cloud")
STATES = ("active", "expiring", "hold", "expired", "locked", "purged")
ORG = Spec(
    read=org_state,
    scope="mailbox",
    about=("me", "colleague", "org"),
    facts={
        "org.id": (),
        "org.type": TYPES,
        "org.status": STATES,
        "org.extension": ("requested", "not_requested"),
        "org.expires_on": (),
        "org.hold_days_left": (),
        "user.org_id": (),
        "user.org_type": TYPES,
        "user.org_status": STATES,
    },
)
