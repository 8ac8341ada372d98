"""A Salesforce org: its type, its state, and how many days are left."""

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
    """Facts of the named org or the person's own; a colleague's have their own names. Empty when there is none."""
    found = org(grant, view, ask)
    if found is None:
        return {}
    today = view.now.date()
    told = {"id": found.id, "type": found.kind, "status": _status(found, today)}
    if ask.about == "colleague":
        return {f"user.org_{name}": value for name, value in told.items()}
    return {**{f"org.{name}": value for name, value in told.items()}, **_dates(found), **_hold(found, today)}


def _status(found: Org, today: date) -> str:
    """The status: an active org whose time has run out is expired, even before it is put on hold."""
    if found.status != "active" or found.expires_on is None:
        return found.status
    if found.expires_on < today:
        return "expired"
    return "expiring" if found.expires_on - today <= SOON else "active"


def _dates(found: Org) -> dict[str, str]:
    return {} if found.expires_on is None else {"org.expires_on": found.expires_on.isoformat()}


def _hold(found: Org, today: date) -> dict[str, str]:
    """Days until the purge: only for an org on hold for which no extension was requested."""
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
