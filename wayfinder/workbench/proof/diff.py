"""Which states end or read differently with other trees: both are played side by side, through the same facts.

A state is what is so of the facts that either side asks for. A fact is fixed when it is first asked for, and both
sides then meet the same value, told or looked up: the order of the questions does not count, only what comes of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from wayfinder.content.model import Library, Tree
from wayfinder.workbench.proof.reads import Reading
from wayfinder.workbench.proof.side import Side, Standing, still_asked

EXAMPLES = 10
FACTS_LIMIT = 60  # more in one state means that a side asks without end
PAIRS_LIMIT = 20_000  # standings compared in one tree; what lies beyond is not looked at, and that is said


class Difference(msgspec.Struct, frozen=True):
    """A state that is not what it was: how it ended, and ends now. The same twice: it reads differently."""

    facts: dict[str, str]
    before: str
    after: str


class Changes(msgspec.Struct, frozen=True):
    """What became of a tree: of so many `states`, these end differently, those end alike and read differently.

    `more`: there are states that were not compared.
    """

    states: int = 0
    ends: int = 0
    reads: int = 0
    examples: list[Difference] = []
    more: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.states + other.states,
            self.ends + other.ends,
            self.reads + other.reads,
            [*self.examples, *other.examples][:EXAMPLES],
            self.more or other.more,
        )

    def given(self, fact: str, value: str) -> Changes:
        """The same, where this fact has this value."""
        examples = [Difference({fact: value, **each.facts}, each.before, each.after) for each in self.examples]
        return Changes(self.states, self.ends, self.reads, examples, self.more)


def diff(before: Library, after: Library) -> dict[str, Changes]:
    """The changes of each tree that both libraries have, and of which anything that it speaks of is not the same."""
    was, now = Reading(before), Reading(after)
    return {
        tree: _Pairs(Side(before, was, tree), Side(after, now, tree)).changes()
        for tree in after.trees
        if tree in before.trees and _speaks_of(before, was, tree) != _speaks_of(after, now, tree)
    }


def _speaks_of(library: Library, reading: Reading, tree: str) -> object:
    """Everything that a tree's words and ways come from, but not the day it was checked."""
    trees = {name: _content(library.trees[name]) for name in reading.visits(tree)}
    return trees, library.facts, library.cases, library.links, library.topics


def _content(tree: Tree) -> Tree:
    return msgspec.structs.replace(tree, version="", verified="")


class _Pairs:
    """Two sides walk one tree; what comes of a pair of standings is worked out once."""

    def __init__(self, before: Side, after: Side) -> None:
        self._before = before
        self._after = after
        self._done: dict[object, Changes] = {}

    def changes(self) -> Changes:
        return self._compare(self._before.begin(), self._after.begin(), {}, reads=False)

    def _compare(self, before: Standing, after: Standing, fixed: Mapping[str, str], *, reads: bool) -> Changes:
        before, after = _meet(self._before, before, fixed), _meet(self._after, after, fixed)
        before, after, reads = _cut(before, after, reads)
        asks = before.asks or after.asks
        if asks is None or len(fixed) > FACTS_LIMIT:
            return _ended(before, after, reads)
        later = self._before.reads(before) | self._after.reads(after)
        key = (self._before.mark(before), self._after.mark(after), still_asked(later, fixed), reads)
        if key not in self._done and len(self._done) >= PAIRS_LIMIT:
            return Changes(more=True)
        if key not in self._done:
            found = Changes()
            for value in self._values(asks, before, after):
                found |= self._compare(before, after, {**fixed, asks: value}, reads=reads).given(asks, value)
            self._done[key] = found
        return self._done[key]

    def _values(self, asks: str, before: Standing, after: Standing) -> dict[str, None]:
        was = self._before.values(before) if before.asks == asks else []
        now = self._after.values(after) if after.asks == asks else []
        return dict.fromkeys([*was, *now])


def _meet(side: Side, standing: Standing, fixed: Mapping[str, str]) -> Standing:
    """Go on for as long as what is asked is fixed already."""
    while standing.asks is not None and standing.asks in fixed:
        standing = side.answer(standing, fixed[standing.asks])
    return standing


def _cut(before: Standing, after: Standing, reads: bool) -> tuple[Standing, Standing, bool]:
    """Forget the words that both have said. Once they differ, no more words need comparing."""
    same = 0
    for was, now in zip(before.said, after.said, strict=False):
        if was != now:
            reads = True
            break
        same += 1
    return (
        before._replace(said=() if reads else before.said[same:]),
        after._replace(said=() if reads else after.said[same:]),
        reads,
    )


def _ended(before: Standing, after: Standing, reads: bool) -> Changes:
    was, now = before.ending, after.ending
    if was != now:
        return Changes(1, ends=1, examples=[Difference({}, was, now)])
    if reads or before.said or after.said:
        return Changes(1, reads=1, examples=[Difference({}, was, now)])
    return Changes(1)
