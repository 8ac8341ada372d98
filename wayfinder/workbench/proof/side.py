"""One of two libraries whose trees are compared: a tree of it played by the real engine, through given facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wayfinder.content.contract import CONVERSATION, UNKNOWN, Asked
from wayfinder.content.fact_key import FactKey
from wayfinder.content.model import Library
from wayfinder.engine.advance import advance, open_question_of
from wayfinder.engine.blocks import Status
from wayfinder.engine.moves import Choose, DontKnow, Filed, Found, Give, Grants, Move, Topic
from wayfinder.engine.requests import Held, LookUp, Request
from wayfinder.engine.settle import settle
from wayfinder.engine.walk import Walk
from wayfinder.faces.plain import lines
from wayfinder.workbench.proof.play import NOW, over, values_of
from wayfinder.workbench.proof.reads import Places, Reading

EVERYTHING = Grants([Held("proof", ["mailbox", "admin", "agent"], until=float("inf"))])
REQUESTS_LIMIT = 50


class Standing(NamedTuple):
    """Where a side waits: what it `asks` (None once it has ended), and what it `said` that the other has not."""

    walk: Walk
    said: tuple[str, ...]
    asks: str | None
    ending: str


class Side:
    """Someone of whom everything can be looked up walks a tree of this library."""

    def __init__(self, library: Library, reading: Reading, tree: str) -> None:
        self._library = library
        self.reading = reading
        self._tree = tree

    def begin(self) -> Standing:
        """The tree begins."""
        walk = advance(self._library, Walk(), EVERYTHING, NOW).walk
        return self._go(walk, Topic(self._tree), ())

    def values(self, standing: Standing) -> list[str]:
        """What the answer can be to what is asked."""
        fact = self._library.facts.get(FactKey.parse(standing.asks or "").name)
        if fact is not None:
            return [*(values_of(fact) if fact.values else values_of(fact)[:1]), UNKNOWN]
        return [
            option.value
            for option in open_question_of(self._library, standing.walk).options
            if option.value != "change"
        ]

    def answer(self, standing: Standing, value: str) -> Standing:
        """Go on with this answer. Where it is none here, or leads nowhere, the walk ends with that."""
        walk = standing.walk
        move = self._move(walk, standing.asks or "", value)
        if move is None:
            return standing._replace(asks=None, ending=f"`{value}` is not offered")
        gone_on = self._go(walk, move, standing.said)
        if _is_where_it_was(gone_on.walk, walk):
            return standing._replace(asks=None, ending=f"waits for {standing.asks}")
        return gone_on

    def mark(self, standing: Standing) -> object:
        """What of a standing decides how it goes on."""
        stack = tuple((frame.tree, frame.step, frozenset(frame.data.items())) for frame in standing.walk.stack)
        known = {tried.step: tried.result for tried in standing.walk.tries}
        known |= {str(fact.key): fact.value + (fact.step or "") for fact in standing.walk.facts}
        facts = frozenset(item for item in known.items() if item[0] in self.reading.heres(self.reads(standing)))
        return stack, facts, standing.walk.request is None, standing.said, standing.asks, standing.ending

    def reads(self, standing: Standing) -> Places:
        """What this side can still ask for."""
        return frozenset().union(*(self.reading.after(frame.tree, frame.step) for frame in standing.walk.stack))

    def _go(self, walk: Walk, move: Move, said: tuple[str, ...]) -> Standing:
        done = settle(self._library, walk, move, NOW, self._answer, REQUESTS_LIMIT)
        said = said + tuple(lines(done.blocks))
        if not over(done.walk, self._tree):
            return Standing(done.walk, said, self._asks(done.walk), "")
        endings = [block.outcome for block in done.blocks if isinstance(block, Status)]
        return Standing(done.walk, said, None, endings[-1] if endings else "answered")

    def _answer(self, walk: Walk, ask: Request) -> Found | Filed | None:
        """A look-up of what is asked waits for its answer; nothing else is found, and everything is filed."""
        if not isinstance(ask, LookUp):
            return Filed(ask.id, "R-1")
        return None if self._is_of(ask, self._asks(walk)) else Found(ask.id, {}, "not asked for")

    def _is_of(self, ask: LookUp, fact: str) -> bool:
        spec = self._library.facts.get(FactKey.parse(fact).name)
        return spec is not None and spec.look_up == ask.look_up

    def _asks(self, walk: Walk) -> str:
        """A fact, or a step whose answer is no fact."""
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
    return (walk.stack, walk.facts, walk.tries) == (before.stack, before.facts, before.tries)


def still_asked(reads: Places, fixed: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Of the facts that are fixed, those that may still be asked for."""
    names = {name for place in reads for name in place}
    return frozenset((name, value) for name, value in fixed.items() if name in names)
