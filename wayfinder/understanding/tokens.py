"""Texts as words, for comparing what is typed with what is offered."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Lower-case words without apostrophes and punctuation: "I don't!" is [i, dont]. Wide letters are plain ones."""
    return list(_words(text))


@lru_cache(maxsize=4_096)
def _words(text: str) -> tuple[str, ...]:
    """The same texts come again and again: every label is compared with every clause."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return tuple(_WORD.findall(plain.replace("'", "").replace("\u2019", "").replace("\u2018", "")))


def phrase(text: str) -> str:
    """The words of a text, joined by single spaces."""
    return " ".join(words(text))
