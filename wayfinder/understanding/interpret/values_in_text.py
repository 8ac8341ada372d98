"""Values inside a sentence: "it's ann@example.com I think" holds an e-mail address."""

from __future__ import annotations

import re

from wayfinder.content import values
from wayfinder.understanding.entities.dates import dates_in

# Chat programs wrap addresses: <mailto:ann@example.com|ann@example.com>.
_BETWEEN = re.compile(r"[\s<>|,;()\[\]\"]+|mailto:")
_AROUND = ".:!?'"


def spot(kind: str, text: str) -> str | None:
    """The only value of the type `kind` in the text; the whole text for free text."""
    whole = values.parse(kind, text)
    if whole is not None and _is_likely(kind, whole):
        return whole
    found = spots(kind, text)
    return found.pop() if len(found) == 1 else None


def spots(kind: str, text: str) -> set[str]:
    """Every value of the type `kind` in the text. Days count if they do not depend on today: "30 June 2027"."""
    if kind == "date":
        return {day.isoformat() for day in dates_in(text)}
    found = (values.parse(kind, piece.strip(_AROUND)) for piece in _BETWEEN.split(text))
    return {value for value in found if value is not None and _is_likely(kind, value)}


def _is_likely(kind: str, value: str) -> bool:
    """Whether it is not an ordinary word of 15 letters, which has the form of an id: "congratulations"."""
    return kind != "org_id" or any(sign.isdigit() for sign in value[:15])
