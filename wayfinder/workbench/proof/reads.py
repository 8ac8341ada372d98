"""Which facts a walk can still read from where it stands: all else cannot change how it ends.

What is told in a visited tree and does not come back with it (what was tried there, what nobody knew there) is left
out on purpose: a tree that is visited twice in a walk then counts as if it asked that twice. It never asks more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from typing_extensions import assert_never

from wayfinder.content.contract import CONVERSATION, UNKNOWN, Repair
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import Library, Tree
from wayfinder.content.steps import Case, Find, Human, Need, Step, Tell, Try, Visit, branch, targets
from wayfinder.engine.walk import Walk

# What is known, by the text of a fact's key or the step (`tree/step`) of a remedy: a value, `KNOWN` for one that does
# not matter (yet), or `UNKNOWN_AT` and the step that gave up on it.
Env = frozenset[tuple[str, str]]
KNOWN = "*"
UNKNOWN_AT = "?"

# Facts by name, and where each is read: `tree/step`, or nothing for what only has to be known.
Places = frozenset[tuple[str, str]]


class Reading:
    """What the trees of a library read, worked out once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._closures: dict[str, frozenset[str]] = {}
        self._trees: dict[tuple[str, frozenset[str]], Places] = {}
        self._steps: dict[tuple[str, str | None, bool, frozenset[str]], Places] = {}
        self._heres: dict[Places, dict[str, frozenset[str]]] = {}
        self._alike: dict[tuple[str, str, frozenset[str]], str] = {}

    def visited(self, step: Visit) -> Tree:
        """The tree that a visit walks: a planned topic's place is taken by the tree that says so."""
        return self.library.trees.get(step.visit) or self.library.trees[Repair.PLANNED]

    def after(
        self, tree: str, step: str | None, *, visits: bool = True, within: frozenset[str] = frozenset()
    ) -> Places:
        """What can be read from a step on, in this tree and, with `visits`, in those that it visits.

        Trees that are being walked (`within`) are not visited again.
        """
        key = (tree, step, visits, within)
        if key not in self._steps:
            found: set[tuple[str, str]] = set()
            for name in self._reachable(tree, step):
                each = self.library.trees[tree].steps[name]
                if isinstance(each, Visit) and visits:
                    found |= self.inside(self.visited(each).tree, within | {tree})
                found |= self._own(tree, name)
            self._steps[key] = frozenset(found)
        return self._steps[key]

    def inside(self, tree: str, within: frozenset[str]) -> Places:
        """What a visit of a tree can read of what is known before."""
        key = (tree, within & self.visits(tree))
        if key not in self._trees:
            names = self._visits(tree, within)
            own = {place for name in names for place in self.after(name, self._start(name), visits=False)}
            self._trees[key] = frozenset(place for place in own if not is_local(place[0]))
        return self._trees[key]

    def visits(self, tree: str) -> frozenset[str]:
        """A tree and all that it visits, and those visit."""
        if tree not in self._closures:
            self._closures[tree] = self._visits(tree, frozenset())
        return self._closures[tree]

    def _visits(self, tree: str, within: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        waiting = [tree]
        while waiting:
            name = waiting.pop()
            if name not in found and name not in within:
                found.add(name)
                steps = self.library.trees[name].steps.values()
                waiting += [self.visited(step).tree for step in steps if isinstance(step, Visit)]
        return frozenset(found)

    def keep(self, known: Mapping[str, str], places: Places) -> dict[str, str]:
        """Only what can still be read of what is known. Values that lead the same way everywhere are one."""
        heres = self.heres(places)
        kept: dict[str, str] = {}
        for key, value in known.items():
            if key not in heres:
                continue
            if not value.startswith(UNKNOWN_AT):
                kept[key] = self._one_of(key, value, heres[key])
            elif value[1:] in heres[key]:
                kept[key] = value
        return kept

    def heres(self, places: Places) -> Mapping[str, frozenset[str]]:
        """Where each fact is read, by fact."""
        if places not in self._heres:
            found: dict[str, set[str]] = {}
            for key, here in places:
                found.setdefault(key, set()).add(here)
            self._heres[places] = {key: frozenset(heres) for key, heres in found.items()}
        return self._heres[places]

    def _one_of(self, key: str, value: str, heres: frozenset[str]) -> str:
        """The first of the values that lead where this one leads, wherever it is read."""
        if is_local(key) or value == KNOWN:
            return value
        if (key, value, heres) not in self._alike:
            finds = [step for here in heres if here and isinstance(step := self._step(here), Find)]
            ways = [branch(step, value) for step in finds]
            values = (each for each in spec_of(self.library, key).values if each != UNKNOWN)
            alike = (each for each in values if [branch(step, each) for step in finds] == ways)
            self._alike[key, value, heres] = next(alike, value) if finds else KNOWN
        return self._alike[key, value, heres]

    def _step(self, here: str) -> Step:
        tree, _, step = here.partition("/")
        return self.library.trees[tree].steps[step]

    def _own(self, tree: str, name: str) -> set[tuple[str, str]]:
        here = f"{tree}/{name}"
        step = self.library.trees[tree].steps[name]
        if isinstance(step, Try):
            return {(here, here)}  # what came of it before
        keys = list(read_by(self.library, step))
        inputs = {(fact, "") for key in keys for fact in inputs_of(self.library, key)}
        return {(key, here) for key in keys} | inputs

    def _start(self, tree: str) -> str:
        return self.library.trees[tree].start

    def _reachable(self, tree: str, step: str | None) -> set[str]:
        steps: Mapping[str, Step] = self.library.trees[tree].steps
        found: set[str] = set()
        waiting = [step] if step is not None else []
        while waiting:
            name = waiting.pop()
            if name in steps and name not in found:
                found.add(name)
                waiting += targets(steps[name])
        return found


def is_local(key: str) -> bool:
    """Whether it stays with the tree: what was tried, and details of the conversation."""
    return is_try(key) or key.startswith(CONVERSATION)


def is_try(key: str) -> bool:
    """Whether it is a remedy (`tree/step`), not a fact."""
    return "/" in key


def key_of(library: Library, step: Find | Need) -> str:
    """The key under which the fact of a step is kept, as text."""
    return str(library.key(step.fact, step.about))


def spec_of(library: Library, key: str) -> FactSpec:
    """The declaration of a kept fact."""
    return library.facts[FactKey.parse(key).name]


def inputs_of(library: Library, key: str) -> list[str]:
    """The facts that this one can be derived from."""
    derived = spec_of(library, key).derived
    return [str(FactKey.parse(key).of_same_person(name)) for name in derived.inputs] if derived is not None else []


def read_by(library: Library, step: Find | Need | Tell | Visit | Case | Human) -> Iterator[str]:
    """The facts that a step itself reads."""
    match step:
        case Find() | Need():
            yield key_of(library, step)
        case Case():
            yield from (field.fact for field in library.cases[step.case].fields)
        case Tell() | Visit() | Human():
            pass
        case _:
            assert_never(step)


def known_in(walk: Walk) -> dict[str, str]:
    """What is known in a walk of the engine, and what came of the remedies tried."""
    known = {tried.step: tried.result for tried in walk.tries}
    facts = {str(fact.key): fact for fact in walk.facts}
    return known | {key: UNKNOWN_AT + (f.step or "") if f.value == UNKNOWN else f.value for key, f in facts.items()}
