"""Values inside a sentence: "it's ann@example.com I think" holds an e-mail address."""

from __future__ import annotations

import re

from wayfinder.trees import values

# Chat programs wrap addresses: <mailto:ann@example.com|ann@example.com>.
_BETWEEN = re.compile(r"[\s<>|,;()\[\]\"]+|mailto:")
_AROUND = ".:!?'"


def spot(kind: str, text: str) -> str | None:
    """The first value of the type `kind` in the text; the whole text when any words will do."""
    whole = values.parse(kind, text)
    if whole is not None:
        return whole
    found = (values.parse(kind, piece.strip(_AROUND)) for piece in _BETWEEN.split(text))
    return next((value for value in found if value is not None), None)
