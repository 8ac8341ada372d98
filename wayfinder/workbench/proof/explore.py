"""Counts every walk of a tree without walking each: walks in the same state are explored together.

A state is a step and the known facts that can still be read from there (`reads`). An example, the tree `loop`:

    a: {find: route, then: {mail: b, web: b, unknown: b}}
    b: {find: state, then: {open: c, held: c, shut: d, unknown: c}}
    c: {try: [Do this.], otherwise: d}
    d: {human: A person.}

has 21 walks and four states, each a step with no facts, for none is read again. They are worked out from the end:

    d: 1 walk ends with a person
    c: 1 is solved; 1 goes on as from d
    b: three values go on as from c, shut as from d: 3 solved, 4 with a person
    a: three values go on as from b: 9 solved, 12 with a person

A visited tree is explored once for each set of facts that it can read, and summed up: how it can end, and with which
facts it returns.
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
from wayfinder.workbench.proof.reads import (
    UNKNOWN_AT,
    Env,
    Places,
    Reading,
    inputs_of,
    is_local,
    is_remedy,
    remedy_read,
)

FELL = "fell"
NOTHING: Places = frozenset()


Exit = tuple[str, Env]
Exits = Mapping[Exit, Count]


class Caller(NamedTuple):
    """Who visits a tree: the facts that the visiting trees may read `later`, and `within` which trees the visit takes
    place, of those that it might visit again."""

    later: Places = NOTHING
    within: frozenset[str] = frozenset()


Node = tuple[str, str, Env, Caller]


class TooManyError(WayfinderError):
    """There are more states than the budget allows."""


class Walks:
    """All walks of a library by one kind of person. `reached` and `failures` grow while trees are explored.

    `failures`, by tree, say where a walk does not end or cannot go on. A `rough` exploration forgets what was learned
    in a visited tree, unless the visiting tree asks for it too: it has far fewer states, and counts more walks than
    there are. With a `budget`, a tree that has more new states than that is given up.
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

    def of(self, tree: str, step: str | None = None, known: Mapping[str, str] | None = None) -> Exits:
        """How a tree can end from a step on, or from its start, with what is known there: values by key of a fact.

        Raises:
            TooManyError: when there are more states than the budget allows.
        """
        self._path.clear()
        self._limit = None if self._budget is None else len(self._done) + self._budget
        return self._from(tree, step or self._library.trees[tree].start, known or {}, Caller())

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
        renewed = set(map(remedy_read, step.renews))
        known = {key: value for key, value in env if key not in renewed}
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
        """What happens in the visited tree; where it falls off its end, the visiting tree goes on."""
        visited = self._reading.visited(step)
        within = caller.within | {tree}
        if visited.tree in within:
            self._fail_on_return(tree, visited.tree)
            return
        read = self._reading.readers(self._reading.inside(visited.tree, within))
        taken = {key: value for key, value in known.items() if key in read and _travels(key, value)}
        after = self._reading.after(tree, step.next, visits=not self._rough, within=caller.within) | caller.later
        later = frozenset(place for place in after if place[0] in read and not is_local(place[0]))
        inside = self._from(
            visited.tree, visited.start, taken, Caller(later, within & self._reading.visits(visited.tree))
        )
        # What the visit cannot read stays known; what it may ask again is as if not known.
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
        """Whether it is known after a rough visit, which does not tell: a value is, unless it is derived. A remedy is
        not, for the visit may have renewed it."""
        if not self._rough or is_remedy(key):
            return False
        return _travels(key, value) and not inputs_of(self._library, key)

    def _fail_on_return(self, tree: str, again: str) -> None:
        """A tree is visited while it is still being walked, which confuses people and may go on for ever."""
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
    """Whether something known is taken along into another tree."""
    return not is_local(key) and not value.startswith(UNKNOWN_AT)
