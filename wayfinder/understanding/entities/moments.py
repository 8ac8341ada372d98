"""Points in the past: "37 hours ago", "yesterday"."""

from __future__ import annotations

from datetime import datetime, timedelta

from wayfinder.understanding.entities.amounts import minutes
from wayfinder.understanding.entities.vocabulary import vocabulary

BACK = ("ago", "back", "earlier", "old")


def read_moment(phrase: str, now: datetime) -> datetime | None:
    """The moment that a phrase means, to the minute; None when that is not clear.

    The time zone of people is not known, so "this morning" is only a likely time.
    """
    said = phrase.lower().split()
    if not vocabulary().bounds.isdisjoint(said):
        return None
    back = _minutes_back(said)
    try:
        return None if back is None else (now - timedelta(minutes=back)).replace(second=0, microsecond=0)
    except OverflowError:
        return None


def _minutes_back(said: list[str]) -> float | None:
    for start in range(len(said)):
        hours = vocabulary().ago.get(" ".join(said[start:]))
        if hours is not None:
            return hours * 60
        if said[start] not in vocabulary().about:
            break
    told = [word for word in said[:-1] if word not in vocabulary().about or word == "of"]
    return minutes(told) if said and said[-1] in BACK else None
