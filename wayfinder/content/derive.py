"""Facts that are derived from others: pure functions with a closed list of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone

from wayfinder.content.contract import UNKNOWN

INVITATION_LIFE = timedelta(hours=12)

Derivation = Callable[[Mapping[str, str], float], str]


def invitation_age(inputs: Mapping[str, str], now: float) -> str:
    """`fresh` within 12 hours of `invitation.sent_at` (ISO, UTC), otherwise `expired`."""
    try:
        sent = datetime.fromisoformat(inputs["invitation.sent_at"])
    except ValueError:
        return UNKNOWN
    age = datetime.fromtimestamp(now, timezone.utc) - sent.replace(tzinfo=sent.tzinfo or timezone.utc)
    return "fresh" if age <= INVITATION_LIFE else "expired"


FUNCTIONS: dict[str, Derivation] = {"invitation_age": invitation_age}
