"""The state of a conversation: a stack of trees, what is known, and how to go back.

A walk is plain data. It serialises to JSON under 8 kB and travels with the turn, so it is written
compactly: structs as arrays, a question as a number that only grows, each distinct frame once.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from wayfinder.engine.moves import Held, Origin, Request

SIZE_LIMIT = 8_000
UNDO_LIMIT = 50
Role = Literal["topic", "visit", "repair"]


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """A tree that is being walked. `data` are the details that a repair tree may speak of.

    `began` is the number of the last question before a topic; with the tree it tells one visit of a topic from another.
    """

    tree: str
    step: str
    role: Role
    version: str
    data: dict[str, str] = {}
    began: int = 0

    def belongs_to(self, topic: Frame) -> bool:
        """Whether both stand for the same topic, opened once."""
        return self.tree == topic.tree and self.began == topic.began


class Fact(msgspec.Struct, frozen=True, array_like=True):
    """Something known. `name` is a fact, or `fact@colleague`; `at` is Unix time in whole seconds.

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

    @property
    def topic(self) -> Frame | None:
        """The topic that asked."""
        return next((frame for frame in reversed(self.stack) if frame.role == "topic"), None)

    @property
    def is_repair(self) -> bool:
        """Whether the conversation itself asked, not a topic."""
        return any(frame.role == "repair" for frame in self.stack)


class Walk(msgspec.Struct, frozen=True):
    """The state of a conversation. Change it only through `wayfinder.engine.advance.advance`.

    `lapsed` is the question that was open when looked-up facts were forgotten: when the walk comes to it
    again, it is still the same question. `request` has no facts in it: they went out with the request. `unasked` tells
    that it was news of the driver which led to it, not the person.
    """

    question: int = 0
    stack: list[Frame] = []
    facts: list[Fact] = []
    marks: list[Mark] = []
    grants: list[Held] = []
    misses: int = 0
    request: Request | None = None
    requests: int = 0
    lapsed: Mark | None = None
    unasked: bool = False


class _Packed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A walk as it is written: `stack` and `marks` name frames by their place in `frames`."""

    question: int
    frames: list[Frame]
    stack: list[int]
    facts: list[Fact]
    marks: list[tuple[int, list[int], str]]
    grants: list[Held] = []
    misses: int = 0
    request: Request | None = None
    requests: int = 0
    lapsed: Mark | None = None
    unasked: bool = False


def dumps(walk: Walk) -> str:
    """The walk as JSON, at most `SIZE_LIMIT` bytes: the oldest undo steps go first, then the oldest facts."""
    raw = msgspec.json.encode(_pack(walk))
    while len(raw) > SIZE_LIMIT and (len(walk.marks) > 1 or walk.facts):
        walk = _smaller(walk)
        raw = msgspec.json.encode(_pack(walk))
    return raw.decode()


def loads(text: str) -> Walk:
    """The walk that `dumps` wrote.

    Raises:
        msgspec.DecodeError: when the text is not a walk.
    """
    packed = msgspec.json.decode(text, type=_Packed)
    try:
        return _unpack(packed)
    except IndexError:
        raise msgspec.ValidationError("a frame is missing") from None


def _smaller(walk: Walk) -> Walk:
    if len(walk.marks) > 1:
        return msgspec.structs.replace(walk, marks=walk.marks[1:])
    return msgspec.structs.replace(walk, facts=walk.facts[1:])


def _pack(walk: Walk) -> _Packed:
    places: dict[bytes, int] = {}
    frames: list[Frame] = []

    def place(frame: Frame) -> int:
        key = msgspec.json.encode(frame)
        if key not in places:
            places[key] = len(frames)
            frames.append(frame)
        return places[key]

    stack = [place(frame) for frame in walk.stack]
    marks = [(mark.question, [place(frame) for frame in mark.stack], mark.asked) for mark in walk.marks]
    return _Packed(frames=frames, stack=stack, marks=marks, **_rest(walk))


def _unpack(packed: _Packed) -> Walk:
    def frames(places: list[int]) -> list[Frame]:
        return [packed.frames[place] for place in places]

    marks = [Mark(question, frames(places), asked) for question, places, asked in packed.marks]
    return Walk(stack=frames(packed.stack), marks=marks, **_rest(packed))


def _rest(walk: Walk | _Packed) -> dict[str, Any]:
    return {name: getattr(walk, name) for name in _REST}


_REST = ("question", "facts", "grants", "misses", "request", "requests", "lapsed", "unasked")
