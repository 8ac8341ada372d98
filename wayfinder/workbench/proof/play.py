"""Plays the real engine for the proof: the possible moves, back offices that answer everything, and states."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

import msgspec

from wayfinder.content.contract import UNKNOWN, Asked, ConversationFact, WayRound
from wayfinder.content.facts import FactSpec, ValueType
from wayfinder.content.model import Library
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block
from wayfinder.engine.moves import Answered, Choose, DontKnow, Filed, Found, Give, Move, Outcome, Proved, Topic
from wayfinder.engine.requests import HandOver, Held, LookUp, Prove, Request
from wayfinder.engine.settle import settle
from wayfinder.engine.walk import Frame, Walk
from wayfinder.workbench.proof.reads import Reading, known_in

NOW = 0.0
# The ways round a value that lead on. The others go back to its question, or to a person: the tree that offers them is
# played by itself.
_LEADING_ON = (WayRound.INSTEAD, WayRound.WITHOUT, WayRound.LEAVE)
SAMPLES: dict[ValueType, tuple[str, str]] = {
    "email": ("kim@example.com", "lee@example.org"),
    "username": ("kim@example.com.partner", "lee@example.org.partner"),
    "org_id": ("00D000000000001EAA", "00D000000000002EAA"),
    "date": ("2027-06-30", "2028-01-31"),
    "text": ("one", "another"),
    "topic": ("one", "another"),
}

Backend = Callable[[Library, LookUp], Found]
Fingerprint = tuple[tuple[tuple[str, str, frozenset[tuple[str, str]]], ...], frozenset[tuple[str, str]], object]


class Played(NamedTuple):
    """Where the engine waits for the person, and what it said, looked up and walked on the way there.

    `handed_over`: whether a person was asked to take over.
    """

    walk: Walk
    blocks: list[Block]
    look_ups: list[str]
    steps: list[str]
    handed_over: bool


def found_first(library: Library, ask: LookUp) -> Found:
    """A back office in which each fact has the first of its values."""
    return Found(ask.id, _values(library, ask, 0))


def found_last(library: Library, ask: LookUp) -> Found:
    """A back office in which each fact has the last of its values."""
    return Found(ask.id, _values(library, ask, -1))


def values_of(spec: FactSpec) -> list[str]:
    """The values of a fact, or samples of what can be typed."""
    return [value for value in spec.values if value != UNKNOWN] or list(SAMPLES[spec.type or "text"])


def begin(library: Library, topic: str, backend: Backend) -> Played:
    """A conversation of someone who has proved nothing, beginning with this tree."""
    return play(library, Walk(), Topic(topic), backend)


def play(library: Library, walk: Walk, move: Move, backend: Backend, outcome: Outcome = "impossible") -> Played:
    """Make a move and answer what the engine asks for, until it waits for the person. `outcome` is that of a proof."""

    def answer(_walk: Walk, ask: Request) -> Answered:
        if isinstance(ask, Prove):
            return Proved(ask.id, outcome, [Held("proved", [ask.scope], float("inf"))] if outcome == "granted" else [])
        return backend(library, ask) if isinstance(ask, LookUp) else Filed(ask.id, "R-1")

    done = settle(library, walk, [move], NOW, answer)
    look_ups = [ask.look_up for ask in done.requests if isinstance(ask, LookUp)]
    # Nobody goes back here, so older marks are dropped to keep the walk small.
    walk = msgspec.structs.replace(done.walk, marks=done.walk.marks[-1:])
    handed_over = any(isinstance(ask, HandOver) for ask in done.requests)
    return Played(walk, done.blocks, look_ups, done.steps, handed_over)


def moves(library: Library, walk: Walk) -> Iterator[Move]:
    """Every answer that the person can give now, including that they do not know."""
    now = open_question_of(library, walk)
    if _offers_ways_round(walk):
        yield from (Choose(option.id) for option in now.options if option.value in _LEADING_ON)
        return
    yield from (Choose(option.id) for option in now.options)
    if now.fact is not None and now.kind is not None:
        yield Give({now.fact: SAMPLES[now.kind][0]})  # type: ignore[index]
    if now.fact != Asked.REVIEW and all(option.value != UNKNOWN for option in now.options):
        yield DontKnow()


def _offers_ways_round(walk: Walk) -> bool:
    return len(walk.stack) > 1 and ConversationFact.ASKED in walk.stack[-1].data


def fingerprint(reading: Reading, walk: Walk, of: Container[str]) -> Fingerprint:
    """The state of a walk: its stack, and the facts that the trees named in `of` can still read themselves."""
    frames = (frame for frame in walk.stack if frame.tree in of)
    reads = frozenset().union(*(reading.after(frame.tree, frame.step, visits=False) for frame in frames))
    known = known_in(walk)
    return tuple(map(_frame_state, walk.stack)), frozenset(reading.keep(known, reads).items()), walk.request


def over(walk: Walk, tree: str) -> bool:
    """Whether a tree has left the stack."""
    return all(frame.tree != tree for frame in walk.stack)


def said(blocks: list[Block]) -> bytes:
    """Blocks in the form in which a face receives them."""
    return msgspec.json.encode(blocks)


def _frame_state(frame: Frame) -> tuple[str, str, frozenset[tuple[str, str]]]:
    return frame.tree, frame.step, frozenset(frame.data.items())


def _values(library: Library, ask: LookUp, at: int) -> dict[str, str]:
    return {name: values_of(spec)[at] for name, spec in library.facts.items() if spec.look_up == ask.look_up}
