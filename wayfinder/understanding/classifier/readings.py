"""The readings of a message: of the whole, then of each of its clauses."""

from __future__ import annotations

from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.clauses import clauses
from wayfinder.understanding.reading import Reading


def read(model: Hybrid, text: str) -> list[Reading]:
    """One reading when the message is a single clause. A text without words has no intents."""
    parts = clauses(text)
    texts = [text, *parts] if len(parts) > 1 else [text]
    return [model.read(part) or Reading(part) for part in texts]
