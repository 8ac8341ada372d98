"""Which facts a walk can still read from where it stands: all else cannot change how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from wayfinder.trees.format import Case, FactSpec, Find, Library, Need, Step, Tree, Try, Visit, targets
from wayfinder.trees.state import CONVERSATION

PLANNED = "planned"

# What is known: a value, `KNOWN` for one that does not matter (yet), or `UNKNOWN_AT` and the step that gave up on it.
Env = frozenset[tuple[str, str]]
KNOWN = "*"
UNKNOWN_AT = "?"


class Reads(msgspec.Struct, frozen=True):
    """Facts by name, and where each is read: an unknown only counts at the step that it was told at."""

    keys: frozenset[str] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()

    def __or__(self, other: Reads) -> Reads:
        return Reads(self.keys | other.keys, self.places | other.places)

    def keep(self, env: Mapping[str, str]) -> dict[str, str]:
        """Only what can still be read of what is known."""
        return {key: value for key, value in env.items() if self._reads(key, value)}

    def _reads(self, key: str, value: str) -> bool:
        return (key, value[1:]) in self.places if value.startswith(UNKNOWN_AT) else key in self.keys


NOTHING = Reads()


class Reading:
    """The reads of a library, worked out once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._trees: dict[str, Reads] = {}
        self._steps: dict[tuple[str, str | None], Reads] = {}

    def visited(self, step: Visit) -> Tree:
        """The tree that a visit walks: a planned topic's place is taken by the tree that says so."""
        return self._library.trees.get(step.visit) or self._library.trees[PLANNED]

    def after(self, tree: str, step: str | None) -> Reads:
        """What can be read from a step on, in this tree and those it visits."""
        if (tree, step) not in self._steps:
            reads = NOTHING
            for name in self._reachable(tree, step):
                reads |= self._of_step(tree, name)
            self._steps[tree, step] = reads
        return self._steps[tree, step]

    def _of_tree(self, tree: str) -> Reads:
        """What a visit of a tree can read. Details of the conversation stay with the frame that has them."""
        if tree not in self._trees:
            self._trees[tree] = NOTHING  # a tree that visits itself adds nothing new
            reads = NOTHING
            for name in self.visits(tree):
                for step in self._library.trees[name].steps:
                    reads |= self._own(name, step)
            keys = frozenset(key for key in reads.keys if not key.startswith(CONVERSATION))
            self._trees[tree] = Reads(keys, frozenset(place for place in reads.places if place[0] in keys))
        return self._trees[tree]

    def _of_step(self, tree: str, name: str) -> Reads:
        step = self._library.trees[tree].steps[name]
        return self._of_tree(self.visited(step).tree) if isinstance(step, Visit) else self._own(tree, name)

    def _own(self, tree: str, name: str) -> Reads:
        here = f"{tree}/{name}"
        keys = set(read_by(self._library, self._library.trees[tree].steps[name], here))
        inputs = {fact for key in keys if "/" not in key for fact in inputs_of(self._library, key)}
        return Reads(frozenset(keys | inputs), frozenset((key, here) for key in keys))

    def _reachable(self, tree: str, step: str | None) -> set[str]:
        steps: Mapping[str, Step] = self._library.trees[tree].steps
        found: set[str] = set()
        waiting = [step] if step is not None else []
        while waiting:
            name = waiting.pop()
            if name in steps and name not in found:
                found.add(name)
                waiting += targets(steps[name])
        return found

    def visits(self, tree: str) -> set[str]:
        """A tree and all that it visits, and those visit."""
        found: set[str] = set()
        waiting = [tree]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                steps = self._library.trees[name].steps.values()
                waiting += [self.visited(step).tree for step in steps if isinstance(step, Visit)]
        return found


def key_of(library: Library, step: Find | Need) -> str:
    """The name under which the fact of a step is kept."""
    fact = step.find if isinstance(step, Find) else step.need
    return f"{fact}@colleague" if step.about == "colleague" and spec_of(library, fact).about != "colleague" else fact


def spec_of(library: Library, key: str) -> FactSpec:
    """The declaration of a kept fact."""
    return library.facts[key.partition("@")[0]]


def inputs_of(library: Library, key: str) -> list[str]:
    """The facts that this one can be derived from."""
    derived = spec_of(library, key).derived
    suffix = "@colleague" if key.endswith("@colleague") else ""
    return [name + suffix for name in derived.inputs] if derived is not None else []


def read_by(library: Library, step: Step, here: str) -> Iterator[str]:
    """What a step itself reads; a try reads what came of it before."""
    if isinstance(step, (Find, Need)):
        yield key_of(library, step)
    if isinstance(step, Case):
        yield from (field.fact for field in library.cases[step.case].fields)
    if isinstance(step, Try):
        yield here
