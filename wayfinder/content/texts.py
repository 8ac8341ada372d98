"""Splits texts of the content into plain words, details and labels."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Union

import msgspec


class Detail(msgspec.Struct, frozen=True):
    """`{name}` or `{name|fallback}` in a text."""

    name: str
    fallback: str | None


class Label(msgspec.Struct, frozen=True, tag="label", tag_field="type"):
    """Words exactly as the product shows them on the screen; written `[Log In]` in a text."""

    label: str


Part = Union[str, Detail, Label]
_PART = re.compile(r"\{([^{}|]+)(?:\|([^{}]*))?\}|\[([^\[\]]+)\]")


@lru_cache(maxsize=20_000)
def parts(text: str) -> tuple[Part, ...]:
    """A text as plain words, details and labels, in order."""
    found: list[Part] = []
    end = 0
    for match in _PART.finditer(text):
        if match.start() > end:
            found.append(text[end : match.start()])
        found.append(Label(match[3]) if match[3] else Detail(match[1].strip(), match[2]))
        end = match.end()
    if end < len(text):
        found.append(text[end:])
    return tuple(found)
