"""Lengths of time in words: "two and a half hours" has 150 minutes."""

from __future__ import annotations

import re

from wayfinder.understanding.entities.vocabulary import vocabulary

# A longer number is not a length of time.
_NUMBER = re.compile(r"(\d{1,4}(?:\.\d)?)-?([a-z]*)")


def minutes(said: list[str]) -> float | None:
    """The length that all these lower-case words say together; None when they say none."""
    parts = [_part(part.split()) for part in " ".join(_apart(said)).split(" and ")]
    units = [unit for _, unit in parts if unit is not None]
    if not units or any(number is None for number, _ in parts):
        return None
    return sum((number or 0.0) * (unit or units[0]) for number, unit in parts)


def _apart(said: list[str]) -> list[str]:
    """ "37h" is "37 h"."""
    found = [(_NUMBER.fullmatch(word), word) for word in said]
    return [piece for match, word in found for piece in (match.groups() if match else (word,)) if piece]


def _part(said: list[str]) -> tuple[float | None, int | None]:
    """A number and the length of its unit in minutes; "a half" has no unit of its own."""
    units = [vocabulary().units[word] for word in said if word in vocabulary().units]
    numbers = [_number(word) for word in said if word not in vocabulary().units and word != "of"]
    if not numbers or len(units) > 1:
        return None, None
    product = 1.0
    for number in numbers:
        if number is None:
            return None, None
        product *= number
    return product, units[0] if units else None


def _number(word: str) -> float | None:
    return float(word) if _NUMBER.fullmatch(word) and not word[-1].isalpha() else vocabulary().numbers.get(word)
