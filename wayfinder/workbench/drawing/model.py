"""A tree as boxes and arrows, in words for a support lead: every drawing is made from this."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
from typing_extensions import assert_never

from wayfinder.content.contract import OTHER, UNKNOWN
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import CaseSpec, Library, Tree
from wayfinder.content.remedy_key import remedy_name
from wayfinder.content.steps import Case, Find, Human, Need, Remedies, Step, Tell, Try, Visit
from wayfinder.workbench.drawing.notes import Note, notes
from wayfinder.workbench.drawing.words import words

Kind = Literal["find", "quiet", "need", "tell", "try", "remedies", "visit", "case", "human"]
Ending = Literal["solved", "case", "human", "end"]

KINDS: dict[Kind, str] = {
    "find": "Question",
    "quiet": "Check",
    "need": "Value to type",
    "tell": "Says",
    "try": "To try",
    "remedies": "To choose from",
    "visit": "Other tree",
    "case": "Support case",
    "human": "Person",
}
ENDINGS: dict[Ending, str] = {
    "solved": "✔ ends solved",
    "case": "✔ ends with a case",
    "human": "→ ends with a person",
    "end": "■ ends or returns",
}
PROOFS = {"none": "", "mailbox": " once the mailbox is proved", "admin": " for administrators", "agent": " for agents"}
ITEMS_SHOWN = 4


class Box(msgspec.Struct, frozen=True):
    """A step. `texts` are paragraphs, `mark` how the fact is found, `link` the id of the tree that it visits."""

    id: str
    kind: Kind
    texts: list[str]
    mark: str = ""
    ending: Ending | None = None
    link: str | None = None


class Arrow(msgspec.Struct, frozen=True):
    """From a step to one that may follow, with one label for each value that leads there."""

    start: str
    end: str
    labels: list[str] = []


class Drawing(msgspec.Struct, frozen=True):
    """A tree to be drawn; the first box is where it starts. `notes` are what else belongs to the tree."""

    tree: str
    title: str
    sources: list[str]
    verified: str
    boxes: list[Box]
    arrows: list[Arrow]
    notes: list[Note] = []


def drawing(library: Library, tree: Tree) -> Drawing:
    """The drawing of a tree. Missing steps are left out: lint reports them."""
    names = [tree.start, *(name for name in tree.steps if name != tree.start)]
    steps = [(name, tree.steps[name]) for name in names if name in tree.steps]
    arrows = [arrow for name, step in steps for arrow in _arrows(library, name, step)]
    return Drawing(
        tree=tree.tree,
        title=tree.title,
        sources=_sources(library, tree),
        verified=tree.verified,
        boxes=[_box(library, name, step) for name, step in steps],
        arrows=[arrow for arrow in arrows if arrow.end in tree.steps and arrow.end != arrow.start],
        notes=list(notes(library, tree)),
    )


def _sources(library: Library, tree: Tree) -> list[str]:
    found = [library.sections.get(name) for name in tree.sources]
    return [
        f"{library.documents[it.document].title}: {it.heading}"
        for it in found
        if it and it.document in library.documents
    ]


# --- boxes ------------------------------------------------------------------------------------


def _box(library: Library, name: str, step: Step) -> Box:
    box = _box_of(library, name, step)
    return msgspec.structs.replace(box, texts=[*_about_remedies(library, step), *box.texts])


def _box_of(library: Library, name: str, step: Step) -> Box:
    match step:
        case Find() | Need():
            return _asking(library, name, step)
        case Tell():
            texts = [words(library, text) for text in step.paragraphs]
            return Box(name, "tell", texts, ending="end" if step.next is None else None)
        case Try():
            ending: Ending | None = "solved" if step.done is None else None
            return Box(name, "try", [*_to_try(library, step), *_waits(step)], ending=ending)
        case Remedies():
            return Box(name, "remedies", [*_alternatives(library, step), *_waits(step)], ending="solved")
        case Visit():
            return _visited(library, name, step)
        case Case():
            return Box(name, "case", _case(library, step), ending="case")
        case Human():
            return Box(name, "human", [words(library, step.human)], ending="human")
        case _:
            assert_never(step)


def _visited(library: Library, name: str, step: Visit) -> Box:
    visited = library.trees.get(step.visit)
    ending: Ending | None = "end" if step.next is None else None
    title = visited.title if visited else f"{step.visit} (planned: a person takes it)"
    return Box(name, "visit", [title], ending=ending, link=step.visit if visited else None)


def _asking(library: Library, name: str, step: Find | Need) -> Box:
    quiet = isinstance(step, Find) and step.never_asks
    spec = library.facts.get(step.fact) or FactSpec(label=step.fact)
    ask = spec.label if quiet else step.ask or spec.ask or spec.label
    text = words(library, ask) + (" (of a colleague)" if step.about == "colleague" else "")
    kind: Kind = "quiet" if quiet else "find" if isinstance(step, Find) else "need"
    ending: Ending | None = "end" if isinstance(step, Need) and step.next is None else None
    only = "only what was " if isinstance(step, Find) and step.looked_up else ""
    stuck = isinstance(step, Need) and step.unknown is None
    texts = [text, *(["(Who can't give it: a person, or leave.)"] if stuck else [])]
    return Box(name, kind, texts, only + _mark(spec), ending)


def _mark(spec: FactSpec) -> str:
    if spec.derived is not None:
        return "worked out from what is known"
    return f"looked up{PROOFS[spec.proof]}" if spec.look_up else ""


def _to_try(library: Library, step: Try) -> list[str]:
    items = [f"{at}. {words(library, item)}" for at, item in enumerate(step.steps, 1)]
    more = [f"… and {len(items) - ITEMS_SHOWN} more"] if len(items) > ITEMS_SHOWN else []
    return [*([words(library, step.intro)] if step.intro else []), *items[:ITEMS_SHOWN], *more]


def _alternatives(library: Library, step: Remedies) -> list[str]:
    found = (library.remedies.get(name) for name in step.names)
    items = [f"• {words(library, spec.words)}" for spec in found if spec is not None]
    return [*([words(library, step.intro)] if step.intro else []), *items]


def _waits(step: Try | Remedies) -> list[str]:
    return [f"(People may wait here for {step.waits}, and come back.)"] if step.waits else []


def _about_remedies(library: Library, step: Step) -> Iterator[str]:
    """When the step is left out, and what it makes worth another try."""
    if isinstance(step, Remedies):
        yield "(Each is left out once it has failed.)"
    elif step.proposes:
        yield f"(Left out once this has failed: {_labels(library, step.proposes)}.)"
    if step.renews:
        yield f"(Worth another try from here on: {_labels(library, step.renews)}.)"


def _labels(library: Library, keys: list[str]) -> str:
    found = (library.remedies.get(remedy_name(key)) for key in keys)
    return ", ".join(spec.label for spec in found if spec is not None)


def _case(library: Library, step: Case) -> list[str]:
    spec = library.cases.get(step.case)
    if spec is None:
        return [step.case]
    labels = [_label(library, field.fact) for field in spec.fields]
    ways = "; ".join(_ways_round(library, spec))
    return [spec.title, f"Collects: {', '.join(labels)}", *([f"(Who can't give it: {ways}.)"] if ways else [])]


def _ways_round(library: Library, spec: CaseSpec) -> Iterator[str]:
    """What else would do where a required field cannot be given."""
    for field in spec.fields:
        if field.instead is not None:
            yield f"{_label(library, field.instead)} instead of {_label(library, field.fact)}"
        if field.without:
            yield f"without {_label(library, field.fact)}"


def _label(library: Library, fact: str) -> str:
    return library.facts[fact].label if fact in library.facts else fact


# --- arrows -----------------------------------------------------------------------------------


def _arrows(library: Library, name: str, step: Step) -> Iterator[Arrow]:
    """One arrow for each step that may follow, however many values lead there."""
    labels: dict[str, list[str]] = {}
    for target, label in _ways(library, step):
        labels.setdefault(target, []).extend([label] if label else [])
    yield from (Arrow(name, target, found) for target, found in labels.items())


def _ways(library: Library, step: Step) -> Iterator[tuple[str, str]]:
    match step:
        case Find():
            spec = library.facts.get(step.find) or FactSpec(label=step.find)
            yield from ((target, _value(spec, step, value)) for value, target in step.then.items())
        case Try() | Remedies():
            yield from step.exits.items()
            if isinstance(step, Try) and step.done is not None:
                yield step.done, "done"
            yield step.otherwise, "it did not help"
        case Need():
            yield from _if(step.next, "")
            yield from _if(step.unknown, "not known")
        case Case():
            yield from _if(step.otherwise, "not filed")
        case Tell() | Visit():
            yield from _if(step.next, "")
        case Human():
            pass
        case _:
            assert_never(step)


def _if(target: str | None, label: str) -> Iterator[tuple[str, str]]:
    if target is not None:
        yield target, label


def _value(spec: FactSpec, step: Find, value: str) -> str:
    if value == OTHER:
        return "anything else"
    if value == UNKNOWN:
        return "not known"
    label = step.options.get(value) or spec.values.get(value, value)
    return f"{label} (only looked up)" if step.options and value not in step.options else label
