"""Hides addresses, ids and long numbers: they say who is meant, but nothing about the topic or the option."""

from __future__ import annotations

import re

from wayfinder.content.values import ID
from wayfinder.understanding.tokens import words

# An address begins where a word does: looking for one from each letter would take time that grows with the square.
_ADDRESS = r"(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+"
_LONG_NUMBER = r"\b\d{5,}\b"
# No word of an option begins like this.
_MARK = "0"
_VALUE = re.compile(rf"{_ADDRESS}|\b{ID}\b|{_LONG_NUMBER}")


def without_values(text: str) -> str:
    """The rest of the text on one line; empty when no letter or digit is left."""
    rest = " ".join(_VALUE.sub(" ", text).split())
    return rest if any(sign.isalnum() for sign in rest) else ""


def with_values_marked(text: str) -> str:
    """The text with the words inside values marked: they still count as words, but match no word of an option."""
    return _VALUE.sub(lambda found: " ".join(f"{_MARK}{word}" for word in words(found[0])), text)
