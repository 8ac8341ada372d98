"""The readings of a message: of the whole, then of each of its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.clauses.clauses import clauses
from wayfinder.understanding.reading import Reading

AT_ONCE = 500  # texts: more take more memory and are no faster


def read(model: Hybrid, text: str) -> list[Reading]:
    """One reading when the message is a single clause. A text without words has no intents."""
    texts = parts(text)
    return [reading or Reading(part) for part, reading in zip(texts, model.read_all(texts), strict=True)]


def read_all(model: Hybrid, texts: Sequence[str]) -> list[list[Reading]]:
    """The same for many messages at once, as in training."""
    of_each = [parts(text) for text in texts]
    flat = [part for each in of_each for part in each]
    found: list[Reading | None] = []
    for first in range(0, len(flat), AT_ONCE):
        found += model.read_all(flat[first : first + AT_ONCE])
    readings = iter([reading or Reading(part) for part, reading in zip(flat, found, strict=True)])
    return [[next(readings) for _ in each] for each in of_each]


def parts(text: str) -> list[str]:
    """The whole text, and its clauses where it has several."""
    found = clauses(text)
    return [text, *found] if len(found) > 1 else [text]
