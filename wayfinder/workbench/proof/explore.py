"""Explores every walk of a tree without walking each: by step and the facts that can still be read from there.

A visited tree is explored once for what it is visited with, and summed up: how it can end, with which facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from wayfinder.content.model import Library
from wayfinder.content.steps import Visit
from wayfinder.errors import WayfinderError
from wayfinder.workbench.proof.count import Count
from wayfinder.workbench.proof.edges import Edge, Person
from wayfinder.workbench.proof.reads import UNKNOWN_AT, Env, Places, Reading, inputs_of, is_local

FELL = "fell"
NOTHING: Places = frozenset()


Exit = tuple[str, Env]
Exits = Mapping[Exit, Count]


class Caller(NamedTuple):
    """What a tree is walked for: what can be read `later`, and the trees that are walked and might be visited again."""

    later: Places = NOTHING
    within: frozenset[str] = frozenset()


Node = tuple[str, str, Env, Caller]


class TooManyError(WayfinderError):
    """There are more states than the budget allows."""


class Walks:
    """All walks of a library as one kind of person makes them. `reached` and `failures` grow while trees are explored.

    `failures` are by tree: where a walk does not end, or cannot go on. A `rough` exploration forgets what was learned
    in a visited tree, unless the tree that visits it asks for that itself: more walks than there are, with far fewer
    states. With a `budget`, no tree may have more new states.
    """

    def __init__(
        self, library: Library, reading: Reading, *, proved: bool, rough: bool = False, budget: int | None = None
    ) -> None:
        self.reached: set[tuple[str, str]] = set()
        self.failures: dict[str, set[str]] = {}
        self._library = library
        self._reading = reading
        self._person = Person(library, proved)
        self._rough = rough
        self._budget = budget
        self._limit: int | None = None
        self._done: dict[Node, Exits] = {}
        self._path: dict[Node, None] = {}

    def of(self, tree: str) -> Exits:
        """How a tree can end that begins with nothing known.

        Raises:
            TooManyError: when there are more states than the budget allows.
        """
        self._path.clear()
        self._limit = None if self._budget is None else len(self._done) + self._budget
        return self._from(tree, self._library.trees[tree].start, {}, Caller())

    def _from(self, tree: str, step: str, known: Mapping[str, str], caller: Caller) -> Exits:
        reads = self._reading.after(tree, step, within=caller.within) | caller.later
        node = (tree, step, frozenset(self._reading.keep(known, reads).items()), caller)
        if node in self._path:
            self._fail_on_cycle(node)
            return {}
        if node not in self._done:
            if self._limit is not None and len(self._done) + len(self._path) > self._limit:
                raise TooManyError
            self._path[node] = None
            self._done[node] = self._explore(node)
            del self._path[node]
        return self._done[node]

    def _explore(self, node: Node) -> Exits:
        tree, name, env, caller = node
        step = self._library.trees[tree].steps.get(name)
        if step is None:
            self._fail(tree, f"a state without ending: there is no step `{name}`")
            return {}
        self.reached.add((tree, name))
        found: dict[Exit, Count] = {}
        known = dict(env)
        if isinstance(step, Visit):
            ways = self._visit(tree, step, known, caller)
        else:
            ways = self._edges(tree, self._person.edges(step, f"{tree}/{name}", known), caller)
        for exit_, count in ways:
            longer = Count(steps=1).then(count)
            found[exit_] = found[exit_] | longer if exit_ in found else longer
        return found

    def _edges(self, tree: str, edges: Iterator[Edge], caller: Caller) -> Iterator[tuple[Exit, Count]]:
        for edge in edges:
            asked = Count(questions=edge.questions)
            if edge.ending is not None:
                yield (edge.ending, frozenset()), asked
                continue
            for exit_, count in self._on(tree, edge.to, edge.known, caller).items():
                yield exit_, asked.then(count)

    def _on(self, tree: str, step: str | None, known: Mapping[str, str], caller: Caller) -> Exits:
        if step is None:
            return {(FELL, frozenset(self._reading.keep(known, caller.later).items())): Count()}
        return self._from(tree, step, known, caller)

    def _visit(self, tree: str, step: Visit, known: Mapping[str, str], caller: Caller) -> Iterator[tuple[Exit, Count]]:
        """What happens in the visited tree; where that falls off its end, this one goes on."""
        visited = self._reading.visited(step)
        within = caller.within | {tree}
        if visited.tree in within:
            self._fail_on_return(tree, visited.tree)
            return
        read = self._reading.heres(self._reading.inside(visited.tree, within))
        taken = {key: value for key, value in known.items() if key in read and _travels(key, value)}
        after = self._reading.after(tree, step.next, visits=not self._rough, within=caller.within) | caller.later
        later = frozenset(place for place in after if place[0] in read and not is_local(place[0]))
        inside = self._from(
            visited.tree, visited.start, taken, Caller(later, within & self._reading.visits(visited.tree))
        )
        # What the visit cannot read stays as it is; what it may ask again is open again.
        left = {
            key: value for key, value in known.items() if is_local(key) or key not in read or self._stays(key, value)
        }
        for (ending, env), count in inside.items():
            deeper = msgspec.structs.replace(count, visits=count.visits + 1)
            if ending != FELL:
                yield (ending, env), deeper
                continue
            for exit_, rest in self._on(tree, step.next, {**left, **dict(env)}, caller).items():
                yield exit_, deeper.then(rest)

    def _stays(self, key: str, value: str) -> bool:
        """Whether it is still known after a visit that does not say so: a value is, unless it is worked out anew."""
        return self._rough and _travels(key, value) and not inputs_of(self._library, key)

    def _fail_on_return(self, tree: str, again: str) -> None:
        """A tree is visited from within itself: nobody knows any more where they are, and it may go on for ever."""
        trees = list(dict.fromkeys(tree for tree, _, _, _ in self._path))
        around = [*trees[trees.index(again) :], again]
        self._fail(tree, f"a walk does not end: it comes back before it has left: {' → '.join(around)}")

    def _fail_on_cycle(self, node: Node) -> None:
        path = list(self._path)
        around = [*path[path.index(node) :], node]
        places = [f"{tree}/{step}" for tree, step, _, _ in around]
        self._fail(node[0], f"a walk does not end: {' → '.join(places)}")

    def _fail(self, tree: str, message: str) -> None:
        self.failures.setdefault(tree, set()).add(message)


def _travels(key: str, value: str) -> bool:
    """Whether something known counts in another tree too."""
    return not is_local(key) and not value.startswith(UNKNOWN_AT)
