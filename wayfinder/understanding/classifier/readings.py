"""The readings of a message: of the whole, then of each of its clauses."""

from __future__ import annotations

from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.clauses.clauses import clauses
from wayfinder.understanding.reading import Reading


def read(model: Hybrid, text: str) -> list[Reading]:
    """One reading when the message is a single clause. A text without words has no intents."""
    return [model.read(part) or Reading(part) for part in parts(text)]


def parts(text: str) -> list[str]:
    """The whole text, and its clauses where it has several."""
    found = clauses(text)
    return [text, *found] if len(found) > 1 else [text]
