"""The state of a conversation: a stack of trees, what is known, and how to go back.

A walk is plain data. It serialises to JSON under 8 kB and travels with the turn, so the lists are
compact: structs are written as arrays, and a question is a number that only grows.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from wayfinder.trees.moves import Held, Origin, Request

SIZE_LIMIT = 8_000
UNDO_LIMIT = 50
Role = Literal["topic", "visit", "repair"]


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """A tree that is being walked. `data` are the details that a repair tree may speak of."""

    tree: str
    step: str
    role: Role
    version: str
    data: dict[str, str] = {}


class Fact(msgspec.Struct, frozen=True, array_like=True):
    """Something known. `name` is a fact, or `fact@colleague`; `at` is Unix time in seconds.

    `question` is the number of the question that was open when it became known: going back to
    that question forgets it. `step` is kept for an unknown, which another step may ask again.
    """

    name: str
    value: str
    origin: Origin
    at: float
    question: int
    grant: str | None = None
    step: str | None = None


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """A question that was asked, the stack at that moment, and what was asked (a fact, or `try`)."""

    question: int
    stack: list[Frame]
    asked: str


class Walk(msgspec.Struct, frozen=True):
    """The state of a conversation. Change it only through `wayfinder.trees.engine.advance`."""

    question: int = 0
    stack: list[Frame] = []
    facts: list[Fact] = []
    marks: list[Mark] = []
    grants: list[Held] = []
    misses: int = 0
    request: Request | None = None
    requests: int = 0


def dumps(walk: Walk) -> str:
    """The walk as JSON, at most `SIZE_LIMIT` bytes: the oldest undo steps go first, then the oldest facts."""
    raw = msgspec.json.encode(walk)
    while len(raw) > SIZE_LIMIT and (len(walk.marks) > 1 or walk.facts):
        walk = _smaller(walk)
        raw = msgspec.json.encode(walk)
    return raw.decode()


def loads(text: str) -> Walk:
    """The walk that `dumps` wrote.

    Raises:
        msgspec.DecodeError: when the text is not a walk.
    """
    return msgspec.json.decode(text, type=Walk)


def _smaller(walk: Walk) -> Walk:
    if len(walk.marks) > 1:
        return msgspec.structs.replace(walk, marks=walk.marks[1:])
    return msgspec.structs.replace(walk, facts=walk.facts[1:])
