"""Relative times in the sample: `3 hours ago`, `in 10 days`, `today`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_WORDS = re.compile(r"(?:(?P<future>in) )?(?P<number>\d{1,4}) (?P<unit>minute|hour|day)s?(?: (?P<past>ago))?")


def distance(text: str) -> timedelta:
    """How far from now, negative for the past.

    Raises:
        ValueError: when the words are not a time.
    """
    if text == "today":
        return timedelta()
    found = _WORDS.fullmatch(text)
    if found is None or bool(found["future"]) == bool(found["past"]):
        raise ValueError("write a time such as `3 hours ago`, `in 10 days` or `today`")
    span = timedelta(**{f"{found['unit']}s": int(found["number"])})
    return span if found["future"] else -span


def when(text: str, now: datetime) -> datetime | None:
    """The moment that the words mean; None when there are no words."""
    return now + distance(text) if text else None
