"""Explores every walk of a tree without walking each: by step and the facts that can still be read from there.

A visited tree is explored once for what it is visited with, and summed up: how it can end, with which facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from wayfinder.trees.format import Library, Visit
from wayfinder.trees.prove_reads import UNKNOWN_AT, Env, Places, Reading, is_local
from wayfinder.trees.prove_steps import Edge, Person

FELL = "fell"
NOTHING: Places = frozenset()


class Count(msgspec.Struct, frozen=True):
    """Walks that end alike: how many, and at most how many steps, questions and visits within visits."""

    walks: int = 1
    steps: int = 0
    questions: int = 0
    visits: int = 0

    def then(self, other: Count) -> Count:
        """These walks, each going on with the others."""
        return Count(
            self.walks * other.walks,
            self.steps + other.steps,
            self.questions + other.questions,
            max(self.visits, other.visits),
        )

    def __or__(self, other: Count) -> Count:
        return Count(
            self.walks + other.walks,
            max(self.steps, other.steps),
            max(self.questions, other.questions),
            max(self.visits, other.visits),
        )


Exit = tuple[str, Env]
Exits = Mapping[Exit, Count]
Node = tuple[str, str, Env, Places]


class Walks:
    """All walks of a library as one kind of person makes them. `reached` and `failures` grow while trees are explored.

    `failures` are by tree: where a walk does not end, or cannot go on.
    """

    def __init__(self, library: Library, reading: Reading, proved: bool) -> None:
        self.reached: set[tuple[str, str]] = set()
        self.failures: list[tuple[str, str]] = []
        self._library = library
        self._reading = reading
        self._person = Person(library, proved)
        self._done: dict[Node, Exits] = {}
        self._path: dict[Node, None] = {}

    def of(self, tree: str) -> Exits:
        """How a tree can end that begins with nothing known."""
        return self._from(tree, self._library.trees[tree].start, {}, NOTHING)

    def _from(self, tree: str, step: str, known: Mapping[str, str], later: Places) -> Exits:
        reads = self._reading.after(tree, step) | later
        node = (tree, step, frozenset(self._reading.keep(known, reads).items()), later)
        if node in self._path:
            self._fail_on_cycle(node)
            return {}
        if node not in self._done:
            self._path[node] = None
            self._done[node] = self._explore(node)
            del self._path[node]
        return self._done[node]

    def _explore(self, node: Node) -> Exits:
        tree, name, env, later = node
        step = self._library.trees[tree].steps.get(name)
        if step is None:
            self.failures.append((tree, f"a state without ending: there is no step `{name}`"))
            return {}
        self.reached.add((tree, name))
        found: dict[Exit, Count] = {}
        known = dict(env)
        if isinstance(step, Visit):
            ways = self._visit(tree, step, known, later)
        else:
            ways = self._edges(tree, self._person.edges(step, f"{tree}/{name}", known), later)
        for exit_, count in ways:
            longer = Count(steps=1).then(count)
            found[exit_] = found[exit_] | longer if exit_ in found else longer
        return found

    def _edges(self, tree: str, edges: Iterator[Edge], later: Places) -> Iterator[tuple[Exit, Count]]:
        for edge in edges:
            asked = Count(questions=edge.questions)
            if edge.ending is not None:
                yield (edge.ending, frozenset()), asked
                continue
            for exit_, count in self._on(tree, edge.to, edge.known, later).items():
                yield exit_, asked.then(count)

    def _on(self, tree: str, step: str | None, known: Mapping[str, str], later: Places) -> Exits:
        if step is None:
            return {(FELL, frozenset(self._reading.keep(known, later).items())): Count()}
        return self._from(tree, step, known, later)

    def _visit(self, tree: str, step: Visit, known: Mapping[str, str], later: Places) -> Iterator[tuple[Exit, Count]]:
        """What happens in the visited tree; where that falls off its end, this one goes on."""
        visited = self._reading.visited(step)
        reads = self._reading.inside(visited.tree)
        read = self._reading.heres(reads)
        taken = {key: value for key, value in known.items() if key in read and _travels(key, value)}
        # What the visit cannot read stays as it is; what it may ask again is open again.
        left = {key: value for key, value in known.items() if is_local(key) or key not in read}
        wanted = frozenset(place for place in self._reading.after(tree, step.next) | later if place[0] in read)
        inside = self._from(visited.tree, visited.start, taken, _travelling(wanted))
        for (ending, env), count in inside.items():
            deeper = msgspec.structs.replace(count, visits=count.visits + 1)
            if ending != FELL:
                yield (ending, env), deeper
                continue
            for exit_, rest in self._on(tree, step.next, {**left, **dict(env)}, later).items():
                yield exit_, deeper.then(rest)

    def _fail_on_cycle(self, node: Node) -> None:
        path = list(self._path)
        around = [*path[path.index(node) :], node]
        places = [f"{tree}/{step}" for tree, step, _, _ in around]
        self.failures.append((node[0], f"a walk does not end: {' → '.join(places)}"))


def _travels(key: str, value: str) -> bool:
    """Whether something known counts in another tree too."""
    return not is_local(key) and not value.startswith(UNKNOWN_AT)


def _travelling(places: Places) -> Places:
    return frozenset(place for place in places if not is_local(place[0]))
