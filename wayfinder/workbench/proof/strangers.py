"""Enumeration safety: what a stranger reads depends only on what they typed, never on what the back office knows.

The same walks show that nothing is promised to somebody whom nobody can answer (`promises`)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from wayfinder.content.model import Library
from wayfinder.engine.moves import Move, SideQuestion
from wayfinder.engine.walk import Walk
from wayfinder.workbench.proof.play import (
    Backend,
    Fingerprint,
    Played,
    begin,
    fingerprint,
    found_first,
    found_last,
    moves,
    over,
    play,
    said,
)
from wayfinder.workbench.proof.promises import Promises
from wayfinder.workbench.proof.reads import Reading
from wayfinder.workbench.proof.wishes import is_wish, unanswered

BACKENDS: tuple[Backend, ...] = (found_first, found_last)


def told_to_strangers(
    library: Library, reading: Reading, promises: Promises, tree: str, reached: Iterable[str]
) -> list[str]:
    """What a stranger could learn in this tree, whose steps they have `reached`, or is promised in vain.

    Visited trees are proved separately, so one way through them is enough here. Only if that misses a step of this
    tree, every way through them is played.
    """
    once = _Compared(library, reading, promises, tree, {tree})
    if once.all() or once.walked >= {f"{tree}/{step}" for step in reached}:
        return once.failures
    return _Compared(library, reading, promises, tree, reading.visits(tree)).all()


class _Compared:
    """Walks of a tree by someone who has proved nothing, played side by side against back offices that differ.

    Two walks are in the same state when they wait at the same place and the trees named in `of` can read the same.
    """

    def __init__(self, library: Library, reading: Reading, promises: Promises, tree: str, of: Container[str]) -> None:
        self.failures: list[str] = []
        self.walked: set[str] = set()
        self._library = library
        self._reading = reading
        self._promises = promises
        self._tree = tree
        self._of = of
        self._seen: set[Fingerprint] = set()
        self._wished: set[str] = set()

    def all(self) -> list[str]:
        """What went wrong."""
        waiting = [[begin(self._library, self._tree, backend) for backend in BACKENDS]]
        while waiting and not self.failures:
            played = waiting.pop()
            self.walked.update(played[0].steps)
            self._compare(played)
            if self._goes_on(played[0]):
                waiting += self._next(played)
        return self.failures

    def _goes_on(self, played: Played) -> bool:
        mark = fingerprint(self._reading, played.walk, self._of)
        if mark in self._seen or over(played.walk, self._tree):
            return False
        self._seen.add(mark)
        return True

    def _next(self, played: list[Played]) -> list[list[Played]]:
        """Make each move against every back office. The walks are equal here, or the comparison would have ended."""
        walks = [each.walk for each in played]
        possible = list(moves(self._library, walks[0]))
        for wish in filter(is_wish, possible):
            self._wish(walks[0], wish)
        return [
            [play(self._library, walk, move, backend) for walk, backend in zip(walks, BACKENDS, strict=True)]
            for move in possible
            if not is_wish(move)
        ]

    def _wish(self, walk: Walk, wish: Move) -> None:
        """Once for each question: what becomes of a wish does not depend on what else is known."""
        if walk.stack[-1].here not in self._wished:
            self._wished.add(walk.stack[-1].here)
            self.failures += unanswered(self._library, walk, wish)

    def _compare(self, played: list[Played]) -> None:
        """Compare what was said. Asides show only what the walk knows: where walks do not differ, once is enough."""
        walk = played[0].walk
        at = "its end" if over(walk, self._tree) else f"{walk.stack[-1].tree}/{walk.stack[-1].step}"
        for look_up in dict.fromkeys(played[0].look_ups):
            self.failures.append(f"on the way to {at} `{look_up}` is looked up for someone who proved nothing")
        if len({said(each.blocks) for each in played}) > 1:
            self.failures.append(f"on the way to {at} a stranger is told what the back office knows")
        if self._promises.broken(played[0]):
            self.failures.append(f"on the way to {at} something is promised to somebody whom nobody can answer")
        if not self._seen or any(each.walk != walk for each in played):
            self.failures += self._told_on_the_side(played)

    def _told_on_the_side(self, played: list[Played]) -> Iterator[str]:
        """The asides of this tree in which a stranger is told something."""
        for aside in self._library.trees[self._tree].asides:
            move = SideQuestion(aside.aspect, self._tree, aside.asked[0])
            heard = [
                play(self._library, each.walk, move, backend) for each, backend in zip(played, BACKENDS, strict=True)
            ]
            if len({said(each.blocks) for each in heard}) > 1:
                yield f"the answer to “{aside.asked[0]}” tells a stranger what the back office knows"
