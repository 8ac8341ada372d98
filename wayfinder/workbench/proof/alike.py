"""Which steps of two libraries are the same, with everything they refer to, and from where on nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from wayfinder.content.contract import Asked, Repair
from wayfinder.content.fact_key import FactKey
from wayfinder.content.model import Case, CaseSpec, FactSpec, Library, LinkSpec, Step, Tree, Try, Visit, targets
from wayfinder.content.texts import Detail, parts
from wayfinder.engine.walk import Walk
from wayfinder.workbench.proof.reads import inputs_of, read_by

LINK = "link."
WORDS = {"ask", "tell", "intro", "try", "human", "label", "title", "text", "url"}
CHOICES = {"options", "exits", "values"}


Likeness = Literal["same", "other words", "other ways"]


class Place(NamedTuple):
    """A step of a tree."""

    tree: str
    step: str


class Alike:
    """Two libraries, step by step. What nobody is told without asking for it (`why`, synonyms) does not count."""

    def __init__(self, before: Library, after: Library) -> None:
        self._after = after
        self._reworded: set[Place] = set()
        self._rerouted: set[Place] = set()
        self._reach: dict[Place, frozenset[Place]] = {}
        self._details: dict[Place, set[str]] = {}
        for place in places(after):
            was, now = _content(before, place), _content(after, place)
            if was != now:
                (
                    self._reworded if was is not None and now is not None and was.ways == now.ways else self._rerouted
                ).add(place)

    def tree(self, tree: str) -> Likeness:
        """How alike a tree is, with all that it visits."""
        reached = self._reached(Place(tree, self._after.trees[tree].start))
        if not reached.isdisjoint(self._rerouted):
            return "other ways"
        return "same" if reached.isdisjoint(self._reworded) else "other words"

    def is_alike(self, walk: Walk) -> bool:
        """Whether nothing has changed of all that may still come in a walk, in its open tree and on the way back."""
        return self.leads_alike(walk) and all(way.isdisjoint(self._reworded) for way in self._ways_on(walk))

    def leads_alike(self, walk: Walk) -> bool:
        """Whether, of all that may still come in a walk, only words have changed."""
        return all(way.isdisjoint(self._rerouted) for way in self._ways_on(walk))

    def _ways_on(self, walk: Walk) -> Iterator[frozenset[Place]]:
        for frame in walk.stack[:-1]:
            place = self._returns(Place(frame.tree, frame.step))
            if place is not None:
                yield self._reached(place)
        if walk.stack:
            yield self._reached(Place(walk.stack[-1].tree, walk.stack[-1].step))

    def comes_to(self, walk: Walk, other: Walk) -> bool:
        """Whether a walk may still come to where another waits."""
        if not walk.stack or not other.stack:
            return False
        here, there = (Place(each.stack[-1].tree, each.stack[-1].step) for each in (walk, other))
        return there in self._reached(here)

    def details(self, walk: Walk) -> set[str]:
        """The facts that texts may still fill in."""
        return {name for frame in walk.stack for name in self._details_from(Place(frame.tree, frame.step))}

    def _details_from(self, place: Place) -> set[str]:
        if place not in self._details:
            steps = (self._step(each) for each in self._reached(place))
            self._details[place] = {name for step in steps if step is not None for name in _details(step)}
        return self._details[place]

    def _returns(self, place: Place) -> Place | None:
        """Where a tree goes on that waits for the one that it visits."""
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


class _Content(NamedTuple):
    """A step with everything in the library that it speaks of: what leads somewhere first, then what is only read."""

    kind: str
    step: Step
    facts: dict[str, FactSpec]
    case: CaseSpec | None
    start: str | None
    shown: dict[str, FactSpec]
    links: dict[str, LinkSpec | None]
    title: str
    sources: list[tuple[str, str]]

    @property
    def ways(self) -> object:
        """What leads somewhere, without its words."""
        return _without_words(msgspec.to_builtins(self[:5]))


def _content(library: Library, place: Place) -> _Content | None:
    tree = library.trees.get(place.tree)
    step = tree.steps.get(place.step) if tree else None
    if tree is None or step is None:
        return None
    facts = _facts(library, _read(library, step))
    details = {name for each in (step, *facts.values()) for name in _details(each)}
    visit = step.visit if isinstance(step, Visit) else ""
    return _Content(
        kind=type(step).__name__,
        step=msgspec.structs.replace(step, why="", sources=[]),
        facts=facts,
        case=library.cases.get(step.case) if isinstance(step, Case) else None,
        start=library.trees[visit].start if visit in library.trees else None,
        shown=_facts(library, details),
        links={name: library.links.get(name.removeprefix(LINK)) for name in details if name.startswith(LINK)},
        title=library.topics[visit].title if visit in library.topics else "",
        sources=_sources(library, tree, step),
    )


def _without_words(data: Any) -> Any:
    if isinstance(data, (list, tuple)):
        return [_without_words(each) for each in data]
    if not isinstance(data, dict):
        return data
    return {
        key: sorted(value) if key in CHOICES else _without_words(value)
        for key, value in data.items()
        if key not in WORDS
    }


def _read(library: Library, step: Step) -> set[str]:
    """The facts that a step reads, and those whose words its question has."""
    if isinstance(step, Try):
        return {Asked.RESULT.value}
    keys = {FactKey.parse(key).name for key in read_by(library, step)}
    return keys | ({Asked.REVIEW.value, Asked.CHANGE.value} if isinstance(step, Case) else set())


def _facts(library: Library, names: Iterable[str]) -> dict[str, FactSpec]:
    """These facts, and those that they are derived from."""
    waiting = list(names)
    found: dict[str, FactSpec] = {}
    while waiting:
        name = waiting.pop()
        spec = library.facts.get(name)
        if spec is not None and name not in found:
            found[name] = msgspec.structs.replace(spec, why="", invalid="", synonyms={})
            waiting += inputs_of(library, name)
    return found


def _sources(library: Library, tree: Tree, step: Step) -> list[tuple[str, str]]:
    """Citations as people read them."""
    sections = [library.sections.get(name) for name in step.sources or tree.sources]
    return [
        (section.heading, document.title)
        for section in sections
        if section is not None and (document := library.documents.get(section.document)) is not None
    ]


def _details(content: Step | FactSpec) -> list[str]:
    """The names of all details in the texts of a step or a fact."""
    texts = _texts(msgspec.to_builtins(content))
    return [part.name for text in texts for part in parts(text) if isinstance(part, Detail)]


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)
