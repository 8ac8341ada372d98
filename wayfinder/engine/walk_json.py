"""A walk as JSON of at most 8 kB, sent with each turn.

It is written compactly: structs as arrays, each distinct frame once, and a fact by the text of its key.
"""

from __future__ import annotations

from typing import Any, get_type_hints

import msgspec

from wayfinder.content.fact_key import FactKey
from wayfinder.engine.requests import Origin
from wayfinder.engine.walk import Fact, Frame, Mark, Number, Walk
from wayfinder.engine.walk_size import smaller

SIZE_LIMIT = 8_000  # bytes


class _Mark(msgspec.Struct, frozen=True, array_like=True):
    """A mark; its stack holds indices into `frames`."""

    question: Number
    stack: list[int]
    asked: str


class _Fact(msgspec.Struct, frozen=True, array_like=True):
    """A fact; its key is text."""

    key: str
    value: str
    origin: Origin
    at: float
    question: Number
    grant: str | None = None
    step: str | None = None


# The fields of a walk whose written form differs from the one in memory.
_WRITTEN: dict[str, Any] = {"stack": list[int], "facts": list[_Fact], "marks": list[_Mark], "lapsed": _Mark | None}


def _fields() -> list[tuple[str, Any, Any]]:
    """The fields of a walk, with their defaults."""
    types = {**get_type_hints(Walk, include_extras=True), **_WRITTEN}
    return [(f.name, types[f.name], _default(f.default, f.default_factory)) for f in msgspec.structs.fields(Walk)]


def _default(value: Any, factory: Any) -> Any:
    return msgspec.field(default_factory=factory) if value is msgspec.NODEFAULT else msgspec.field(default=value)


_Packed: Any = msgspec.defstruct(
    "_Packed", [("frames", list[Frame]), *_fields()], frozen=True, omit_defaults=True, kw_only=True
)


def dumps(walk: Walk) -> str:
    """The walk as JSON, at most `SIZE_LIMIT` bytes: the least needed parts are dropped first (`walk_size`)."""
    raw = msgspec.json.encode(_pack(walk))
    while len(raw) > SIZE_LIMIT and (less := smaller(walk)) is not None:
        walk = less
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


def _pack(walk: Walk) -> Any:
    frames = _Frames([])
    written = {
        "stack": frames.places(walk.stack),
        "facts": [_Fact(str(f.key), f.value, f.origin, f.at, f.question, f.grant, f.step) for f in walk.facts],
        "marks": [frames.written(mark) for mark in walk.marks],
        "lapsed": None if walk.lapsed is None else frames.written(walk.lapsed),
    }
    return _Packed(frames=frames.frames, **{**_as_they_are(walk), **written})


def _unpack(packed: Any) -> Walk:
    frames = _Frames(packed.frames)
    read = {
        "stack": frames.at(packed.stack),
        "facts": [_fact(fact) for fact in packed.facts],
        "marks": [frames.read(mark) for mark in packed.marks],
        "lapsed": None if packed.lapsed is None else frames.read(packed.lapsed),
    }
    return Walk(**{**_as_they_are(packed), **read})


def _as_they_are(walk: Any) -> dict[str, Any]:
    return {name: getattr(walk, name) for name in Walk.__struct_fields__ if name not in _WRITTEN}


def _fact(fact: _Fact) -> Fact:
    return Fact(FactKey.parse(fact.key), fact.value, fact.origin, fact.at, fact.question, fact.grant, fact.step)


class _Frames:
    """Each distinct frame once; a stack is written as indices into this list."""

    def __init__(self, frames: list[Frame]) -> None:
        self.frames = frames
        self._places: dict[bytes, int] = {}

    def written(self, mark: Mark) -> _Mark:
        """A mark with its stack as indices."""
        return _Mark(mark.question, self.places(mark.stack), mark.asked)

    def read(self, mark: _Mark) -> Mark:
        """A mark with its stack."""
        return Mark(mark.question, self.at(mark.stack), mark.asked)

    def places(self, stack: list[Frame]) -> list[int]:
        """The stack as indices; new frames are added."""
        return [self._place(frame) for frame in stack]

    def at(self, places: list[int]) -> list[Frame]:
        """The stack with these indices. Raises IndexError when there is no such frame."""
        return [self.frames[place] for place in places]

    def _place(self, frame: Frame) -> int:
        key = msgspec.json.encode(frame)
        if key not in self._places:
            self._places[key] = len(self.frames)
            self.frames.append(frame)
        return self._places[key]
