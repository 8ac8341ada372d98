"""A step with everything that it refers to in the library, so that two libraries can be compared step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from wayfinder.content.contract import Asked
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import CaseSpec, Library, LinkSpec, RemedySpec, Tree
from wayfinder.content.remedy_key import remedy_name
from wayfinder.content.steps import Case, Remedies, Step, Try, Visit
from wayfinder.content.texts import Detail, parts
from wayfinder.workbench.proof.reads import inputs_of, read_by

LINK = "link."
WORDS = {"ask", "tell", "intro", "try", "human", "label", "title", "text", "url", "words", "examples"}
CHOICES = {"options", "exits", "values"}


class Place(NamedTuple):
    """A step of a tree."""

    tree: str
    step: str


class StepContent(NamedTuple):
    """A step with everything that it refers to: first the parts that decide where it leads, then those only shown."""

    kind: str
    step: Step
    facts: dict[str, FactSpec]
    case: CaseSpec | None
    start: str | None
    shown: dict[str, FactSpec]
    links: dict[str, LinkSpec | None]
    remedies: dict[str, RemedySpec]
    title: str
    sources: list[tuple[str, str]]

    @property
    def ways(self) -> object:
        """The parts that decide where the step leads, without their words."""
        return _without_words(msgspec.to_builtins(self[:5]))


def content_of(library: Library, place: Place) -> StepContent | None:
    """A step of a library with what it refers to; None when there is no such step."""
    tree = library.trees.get(place.tree)
    step = tree.steps.get(place.step) if tree else None
    if tree is None or step is None:
        return None
    facts = _facts(library, _read(library, step))
    remedies = _remedies(library, step)
    details = {name for each in (step, *facts.values(), *remedies.values()) for name in details_of(each)}
    visit = step.visit if isinstance(step, Visit) else ""
    return StepContent(
        kind=type(step).__name__,
        step=msgspec.structs.replace(step, why="", sources=[]),
        facts=facts,
        case=library.cases.get(step.case) if isinstance(step, Case) else None,
        start=library.trees[visit].start if visit in library.trees else None,
        shown=_facts(library, details),
        links={name: library.links.get(name.removeprefix(LINK)) for name in details if name.startswith(LINK)},
        remedies=remedies,
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
    """The facts that a step reads, and those whose texts its question shows."""
    if isinstance(step, (Try, Remedies)):
        return {step.asks.value, *([Asked.TRIED.value] if step.proposes else [])}
    keys = {FactKey.parse(key).name for key in read_by(library, step)}
    return keys | ({Asked.REVIEW.value, Asked.CHANGE.value} if isinstance(step, Case) else set())


def _remedies(library: Library, step: Step) -> dict[str, RemedySpec]:
    """The remedies that a step proposes, as far as people read them."""
    found = {name: library.remedies[name] for name in map(remedy_name, step.proposes) if name in library.remedies}
    return {name: msgspec.structs.replace(spec, synonyms=[], phrases=[]) for name, spec in found.items()}


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
    """Citations as they are shown: heading and document title."""
    sections = [library.sections.get(name) for name in step.sources or tree.sources]
    return [
        (section.heading, document.title)
        for section in sections
        if section is not None and (document := library.documents.get(section.document)) is not None
    ]


def details_of(content: Step | FactSpec | RemedySpec) -> list[str]:
    """The names of all details in the texts of a step or a fact."""
    texts = _texts(msgspec.to_builtins(content))
    return [part.name for text in texts for part in parts(text) if isinstance(part, Detail)]


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)
