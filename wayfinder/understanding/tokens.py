"""Texts as words, for comparing what is typed with what is offered."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Lower-case words without apostrophes and punctuation: "I don't!" is [i, dont]. Wide letters are plain ones."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _WORD.findall(plain.replace("'", "").replace("\u2019", "").replace("\u2018", ""))


def phrase(text: str) -> str:
    """The words of a text, joined by single spaces."""
    return " ".join(words(text))
