"""Two sides walk one tree, and are compared state by state."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wayfinder.content.contract import UNKNOWN
from wayfinder.workbench.proof.alike import Alike
from wayfinder.workbench.proof.changes import Changes, Difference
from wayfinder.workbench.proof.reads import is_try, known_in
from wayfinder.workbench.proof.side import Position, Side, still_asked

FACTS_LIMIT = 60  # more in one state means that a side asks without end
PAIRS_LIMIT = 5_000  # pairs of positions compared in one tree; the rest is left out, and `Changes.more` says so

Progress = Callable[[str, int], None]


class Pairs:
    """Two sides walk one tree; each pair of positions is compared once and the result kept."""

    def __init__(self, before: Side, after: Side, alike: Alike, progress: Progress) -> None:
        self._before = before
        self._after = after
        self._alike = alike
        self._progress = progress
        self._tree = ""
        self._done: dict[object, Changes] = {}

    def changes(self, tree: str) -> Changes:
        """The changes of this tree."""
        self._tree = tree
        return self._compare(self._before.begin(), self._after.begin(), {}, reads=False)

    def _compare(self, before: Position, after: Position, fixed: Mapping[str, str], *, reads: bool) -> Changes:
        before, after = _meet(self._before, before, fixed), _meet(self._after, after, fixed)
        before, after, reads = _cut(before, after, reads)
        asks = self._asks(before, after)
        if asks is None or len(fixed) > FACTS_LIMIT:
            return _ended(before, after, reads)
        if self._wait_alike(before, after):
            reads = reads or bool(before.said or after.said)  # the other side will not say that any more
            if self._go_on_alike(before, after, reads):
                return _goes_on(reads)
        key = self._key(before, after, fixed, reads)
        if key not in self._done and len(self._done) >= PAIRS_LIMIT:
            return Changes(more=True)
        if key not in self._done:
            found = Changes()
            for value in self._values(asks, before, after):
                found |= self._compare(before, after, {**fixed, asks: value}, reads=reads).given(asks, value)
            self._done[key] = found
            self._progress(self._tree, len(self._done))
        return self._done[key]

    def _asks(self, before: Position, after: Position) -> str | None:
        """What is asked next: the side that may still reach the step where the other waits goes on first."""
        if after.asks is not None and before.asks is not None and self._alike.can_reach(after.walk, before.walk):
            return after.asks
        return before.asks or after.asks

    def _wait_alike(self, before: Position, after: Position) -> bool:
        """Whether both wait for the same answer and know the same facts, of those that can still be asked for."""
        was, now = (each._replace(said=()) for each in (before, after))
        return self._before.mark(was) == self._after.mark(now)

    def _go_on_alike(self, before: Position, after: Position, reads: bool) -> bool:
        """Whether both will go the same way from here and, unless their words differ already, say the same."""
        if reads:
            return self._alike.leads_the_same_way(after.walk)
        return self._alike.is_unchanged(after.walk) and self._filled_in(before) == self._filled_in(after)

    def _key(self, before: Position, after: Position, fixed: Mapping[str, str], reads: bool) -> object:
        """The part of two positions that decides the result. Values that lead the same way everywhere count as one."""
        sides = ((self._before, before), (self._after, after))
        read = [side.reads(position) for side, position in sides]
        asked = still_asked(read[0] | read[1], fixed)
        told = {name: value for name, value in asked if value != UNKNOWN and not is_try(name)}
        kept = [
            frozenset(side.reading.keep(told, places).items()) for (side, _), places in zip(sides, read, strict=True)
        ]
        rest = frozenset((name, value) for name, value in asked if name not in told)
        return (*kept, rest, reads, *(self._mark(*each) for each in sides))

    def _mark(self, side: Side, position: Position) -> object:
        """The part of one position that decides how it goes on."""
        walk = position.walk
        stack = tuple((frame.tree, frame.step, frozenset(frame.data.items())) for frame in walk.stack)
        kept = side.reading.keep(known_in(walk), side.reads(position))
        shown = self._filled_in(position)
        return stack, frozenset(kept.items()), frozenset(shown.items()), walk.request is None, *position[1:]

    def _filled_in(self, position: Position) -> dict[str, str]:
        """The known facts that texts ahead may show."""
        details = self._alike.details(position.walk)
        shown = ((str(fact.key), fact.value) for fact in position.walk.facts)
        return {key: value for key, value in shown if key in details}

    def _values(self, asks: str, before: Position, after: Position) -> dict[str, None]:
        was = self._before.values(before) if before.asks == asks else []
        now = self._after.values(after) if after.asks == asks else []
        return dict.fromkeys([*was, *now])


def _meet(side: Side, position: Position, fixed: Mapping[str, str]) -> Position:
    """Go on while the question is about a fact that is fixed already."""
    while position.asks is not None and position.asks in fixed:
        position = side.answer(position, fixed[position.asks])
    return position


def _cut(before: Position, after: Position, reads: bool) -> tuple[Position, Position, bool]:
    """Drop the words that both have said. Once words differ (`reads`), no more of them need comparing."""
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


def _goes_on(reads: bool) -> Changes:
    return Changes(1, reads=1, examples=[Difference({}, "goes on", "goes on")]) if reads else Changes(1)


def _ended(before: Position, after: Position, reads: bool) -> Changes:
    was, now = before.ending, after.ending
    if was != now:
        return Changes(1, ends=1, examples=[Difference({}, was, now)])
    if reads or before.said or after.said:
        return Changes(1, reads=1, examples=[Difference({}, was, now)])
    return Changes(1)
