"""What can be answered now: for those who turn words into moves, and for the faces."""

from __future__ import annotations

import msgspec


class OpenOption(msgspec.Struct, frozen=True):
    """One option that is open: its opaque id, its label, its value and other words for it."""

    id: str
    label: str
    value: str
    synonyms: list[str] = []


class Told(msgspec.Struct, frozen=True):
    """An earlier answer that can be corrected. `options` are labels by value, none for a typed value.

    `synonyms` are other words for the options, by value.
    """

    fact: str
    value: str
    options: dict[str, str] = {}
    synonyms: dict[str, list[str]] = {}


class OpenQuestion(msgspec.Struct, frozen=True):
    """What is open. `kind` is a value type when a value is asked; `told` is newest first.

    `fact` is the fact that the open step is about, `why` the reason for asking it.
    """

    fact: str | None = None
    kind: str | None = None
    topic: str | None = None
    options: list[OpenOption] = []
    told: list[Told] = []
    why: str = ""
