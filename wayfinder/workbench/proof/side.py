"""Plays a tree of one of two compared libraries with the real engine, answering each question with a given value.

An example, the tree `loop`, where `state` can be looked up:

    a: {find: route, then: {mail: b, web: b, unknown: b}}
    b: {find: state, then: {open: c, shut: d, unknown: c}}
    c: {try: [Do this.], otherwise: d}
    d: {human: A person.}

Its positions, each with what it `asks` and the values that `answer` takes there:

    begin()                 route     mail, web, unknown
    answer(.., "mail")      state     open, shut, unknown: the value goes into the answer of the look-up
    answer(.., "open")      loop/c    solved, otherwise: a question that is not about a fact goes by its step
    answer(.., "otherwise") None      the walk has ended; `ending` is "human"

`pairs` gives the same values to both sides and compares what they say and how they end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wayfinder.content.contract import CONVERSATION, UNKNOWN, Asked
from wayfinder.content.fact_key import FactKey
from wayfinder.content.model import Library
from wayfinder.engine.advance import advance, open_question_of
from wayfinder.engine.blocks import Status
from wayfinder.engine.moves import Answered, Choose, DontKnow, Filed, Found, Give, Grants, Move, Proved, Topic
from wayfinder.engine.remedies import not_worth
from wayfinder.engine.requests import Held, LookUp, Prove, Request
from wayfinder.engine.settle import settle
from wayfinder.engine.walk import Walk
from wayfinder.faces.plain import lines
from wayfinder.workbench.proof.play import NOW, over, values_of
from wayfinder.workbench.proof.reads import GONE, Places, Reading, remedy_read

EVERYTHING = Grants([Held("proof", ["mailbox", "admin", "agent"], until=float("inf"))], reach=True)
REQUESTS_LIMIT = 50


class Position(NamedTuple):
    """Where a side waits: what it `asks` (None once it has ended), and what it has `said` and the other has not."""

    walk: Walk
    said: tuple[str, ...]
    asks: str | None
    ending: str


class Side:
    """A tree of this library, walked by someone about whom everything can be looked up."""

    def __init__(self, library: Library, reading: Reading, tree: str) -> None:
        self._library = library
        self.reading = reading
        self._tree = tree

    def begin(self) -> Position:
        """The first position of the tree."""
        walk = advance(self._library, Walk(), [EVERYTHING], NOW).walk
        return self._go(walk, Topic(self._tree), ())

    def values(self, position: Position) -> list[str]:
        """The possible answers to what is asked."""
        fact = self._library.facts.get(FactKey.parse(position.asks or "").name)
        if fact is not None:
            return [*(values_of(fact) if fact.values else values_of(fact)[:1]), UNKNOWN]
        return [
            option.value
            for option in open_question_of(self._library, position.walk).options
            if option.value != "change"
        ]

    def answer(self, position: Position, value: str) -> Position:
        """Go on with this answer. If it is not offered here, or changes nothing, the walk ends, and `ending` says
        so."""
        walk = position.walk
        move = self._move(walk, position.asks or "", value)
        if move is None:
            return position._replace(asks=None, ending=f"`{value}` is not offered")
        gone_on = self._go(walk, move, position.said)
        if _is_where_it_was(gone_on.walk, walk):
            return position._replace(asks=None, ending=f"waits for {position.asks}")
        return gone_on

    def mark(self, position: Position) -> object:
        """The part of a position that decides how the walk goes on."""
        stack = tuple((frame.tree, frame.step, frozenset(frame.data.items())) for frame in position.walk.stack)
        known = {tried.step: tried.result for tried in position.walk.tries}
        known |= {remedy_read(remedy): GONE for remedy in not_worth(position.walk)}
        known |= {str(fact.key): fact.value + (fact.step or "") for fact in position.walk.facts}
        facts = frozenset(item for item in known.items() if item[0] in self.reading.readers(self.reads(position)))
        return stack, facts, position.walk.request is None, position.said, position.asks, position.ending

    def reads(self, position: Position) -> Places:
        """What this side can still ask for."""
        return frozenset().union(*(self.reading.after(frame.tree, frame.step) for frame in position.walk.stack))

    def _go(self, walk: Walk, move: Move, said: tuple[str, ...]) -> Position:
        done = settle(self._library, walk, [move], NOW, self._answer, REQUESTS_LIMIT)
        said = said + tuple(lines(done.blocks))
        if not over(done.walk, self._tree):
            return Position(done.walk, said, self._asks(done.walk), "")
        endings = [block.outcome for block in done.blocks if isinstance(block, Status)]
        return Position(done.walk, said, None, endings[-1] if endings else "answered")

    def _answer(self, walk: Walk, ask: Request) -> Answered | None:
        """Leave the look-up of what is asked open, for `answer`; let other look-ups find nothing, and file
        everything."""
        if isinstance(ask, Prove):
            return Proved(ask.id, "impossible")
        if not isinstance(ask, LookUp):
            return Filed(ask.id, "R-1")
        return None if self._is_of(ask, self._asks(walk)) else Found(ask.id, {}, "not asked for")

    def _is_of(self, ask: LookUp, fact: str) -> bool:
        spec = self._library.facts.get(FactKey.parse(fact).name)
        return spec is not None and spec.look_up == ask.look_up

    def _asks(self, walk: Walk) -> str:
        """What is asked: a fact, or the step (`tree/step`) when the answer is not a fact."""
        fact = open_question_of(self._library, walk).fact
        step = f"{walk.stack[-1].tree}/{walk.stack[-1].step}"
        return step if fact is None or fact.startswith(CONVERSATION) or fact == Asked.REVIEW else fact

    def _move(self, walk: Walk, asks: str, value: str) -> Move | None:
        name = FactKey.parse(asks).name
        if isinstance(walk.request, LookUp):
            return Found(walk.request.id, {} if value == UNKNOWN else {name: value}, None)
        option = next((o for o in open_question_of(self._library, walk).options if o.value == value), None)
        if option is not None:
            return Choose(option.id)
        if value == UNKNOWN:
            return DontKnow()
        return Give({asks: value}) if name in self._library.facts else None


def _is_where_it_was(walk: Walk, before: Walk) -> bool:
    return _state(walk) == _state(before)


def _state(walk: Walk) -> object:
    return walk.stack, walk.facts, walk.tries, walk.remedies


def still_asked(reads: Places, fixed: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """The fixed facts that may still be asked for."""
    names = {name for place in reads for name in place}
    return frozenset((name, value) for name, value in fixed.items() if name in names)
