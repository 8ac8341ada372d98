"""Addresses, ids and long numbers tell who or what is meant, never which topic: the classifier doesn't see them."""

from __future__ import annotations

import re

_ADDRESS = r"[^\s@<>]+@[^\s@<>]+"
_ID = r"\b(?=[A-Za-z]*\d)[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\b"
_LONG_NUMBER = r"\b\d{5,}\b"
_VALUE = re.compile(f"{_ADDRESS}|{_ID}|{_LONG_NUMBER}")


def masked(text: str) -> str:
    """The text without these values; the text itself when it holds nothing else."""
    rest = " ".join(_VALUE.sub(" ", text).split())
    return rest if any(sign.isalnum() for sign in rest) else text
