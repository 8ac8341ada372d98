"""The open question as plain data, for those who read what people answer to it."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["choice", "value", "remedies", "procedure", "review", "none"]


class OpenOption(msgspec.Struct, frozen=True):
    """One option that is open: its opaque id, its label, its value, other words for it, and answers that mean it."""

    id: str
    label: str
    value: str
    synonyms: list[str] = []
    examples: list[str] = []


class Told(msgspec.Struct, frozen=True):
    """An earlier answer that can be corrected. `options` are labels by value, none for a typed value.

    `synonyms` are other words for the options, by value.
    """

    fact: str
    value: str
    options: dict[str, str] = {}
    synonyms: dict[str, list[str]] = {}


class OpenQuestion(msgspec.Struct, frozen=True):
    """What the walk waits for. `kind` is a value type when a value is asked; `told` is newest first.

    `fact` is the fact that the open step is about (`name` or `name@colleague`), `why` the reason for asking it.
    `remedies` are those that are proposed (`name` or `name@colleague`). `number` is what an answer to it carries; None
    when nothing is asked. `step` is what kind of question it is, `words` its one line.
    `ended` is the topic that was open last, while none is.
    """

    fact: str | None = None
    kind: str | None = None
    topic: str | None = None
    options: list[OpenOption] = []
    remedies: list[str] = []
    told: list[Told] = []
    why: str = ""
    number: int | None = None
    step: Kind = "none"
    words: str = ""
    ended: str | None = None
