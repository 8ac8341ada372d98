"""Compares two libraries step by step: which steps have changed, and which steps lead only to unchanged ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from wayfinder.content.contract import Repair
from wayfinder.content.model import Library
from wayfinder.content.steps import Step, Visit, targets
from wayfinder.engine.walk import Walk
from wayfinder.workbench.proof.step_content import Place, content_of, details_of

Likeness = Literal["same", "other words", "other ways"]


class Alike:
    """Two libraries, compared step by step. Texts that people do not see in passing (`why`, synonyms) do not count."""

    def __init__(self, before: Library, after: Library) -> None:
        self._after = after
        self._reworded: set[Place] = set()
        self._rerouted: set[Place] = set()
        self._reach: dict[Place, frozenset[Place]] = {}
        self._details: dict[Place, set[str]] = {}
        for place in places(after):
            was, now = content_of(before, place), content_of(after, place)
            if was is None or now is None or was.ways != now.ways:
                self._rerouted.add(place)
            elif was != now:
                self._reworded.add(place)

    def tree(self, tree: str) -> Likeness:
        """How much a tree and the trees that it visits have changed."""
        reached = self._reached(Place(tree, self._after.trees[tree].start))
        if not reached.isdisjoint(self._rerouted):
            return "other ways"
        return "same" if reached.isdisjoint(self._reworded) else "other words"

    def is_unchanged(self, walk: Walk) -> bool:
        """Whether no step has changed that the walk may still reach, in its open tree or after returning from it."""
        return self.leads_the_same_way(walk) and all(way.isdisjoint(self._reworded) for way in self._steps_ahead(walk))

    def leads_the_same_way(self, walk: Walk) -> bool:
        """Whether only words have changed in the steps that the walk may still reach."""
        return all(way.isdisjoint(self._rerouted) for way in self._steps_ahead(walk))

    def _steps_ahead(self, walk: Walk) -> Iterator[frozenset[Place]]:
        for frame in walk.stack[:-1]:
            place = self._returns(Place(frame.tree, frame.step))
            if place is not None:
                yield self._reached(place)
        if walk.stack:
            yield self._reached(Place(walk.stack[-1].tree, walk.stack[-1].step))

    def can_reach(self, walk: Walk, other: Walk) -> bool:
        """Whether a walk may still reach the step at which another waits."""
        if not walk.stack or not other.stack:
            return False
        here, there = (Place(each.stack[-1].tree, each.stack[-1].step) for each in (walk, other))
        return there in self._reached(here)

    def details(self, walk: Walk) -> set[str]:
        """The facts that texts ahead of the walk may fill in."""
        return {name for frame in walk.stack for name in self._details_from(Place(frame.tree, frame.step))}

    def _details_from(self, place: Place) -> set[str]:
        if place not in self._details:
            steps = (self._step(each) for each in self._reached(place))
            self._details[place] = {name for step in steps if step is not None for name in details_of(step)}
        return self._details[place]

    def _returns(self, place: Place) -> Place | None:
        """The step at which a tree goes on after a visit; None when it then ends."""
        step = self._step(place)
        if not isinstance(step, Visit):
            return place
        return Place(place.tree, step.next) if step.next is not None else None

    def _reached(self, place: Place) -> frozenset[Place]:
        if place not in self._reach:
            found: set[Place] = set()
            waiting = [place]
            while waiting:
                here = waiting.pop()
                if here not in found:
                    found.add(here)
                    waiting += self._next(here)
            self._reach[place] = frozenset(found)
        return self._reach[place]

    def _next(self, place: Place) -> Iterator[Place]:
        step = self._step(place)
        if step is None:
            return
        yield from (Place(place.tree, target) for target in targets(step))
        if isinstance(step, Visit):
            visited = step.visit if step.visit in self._after.trees else Repair.PLANNED.value
            yield Place(visited, self._after.trees[visited].start)

    def _step(self, place: Place) -> Step | None:
        tree = self._after.trees.get(place.tree)
        return tree.steps.get(place.step) if tree else None


def places(library: Library) -> Iterator[Place]:
    """All steps of all trees."""
    return (Place(name, step) for name, tree in library.trees.items() for step in tree.steps)
