"""The words of the content with which messages are compared."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.model import Library, RemedySpec
from wayfinder.engine.steps.say import one_line


def texts(library: Library) -> Iterator[str]:
    """What can be chosen or asked, and the examples and answers of side questions. Some come more than once or are
    empty."""
    for spec in library.facts.values():
        yield one_line(spec.ask)
        for value, label in spec.values.items():
            yield from (label, *spec.synonyms.get(value, []), *spec.examples.get(value, []))
    for remedy in library.remedies.values():
        yield from remedy_texts(remedy)
    for tree in library.trees.values():
        for step in tree.steps.values():
            yield from (one_line(getattr(step, "ask", "")), *getattr(step, "options", {}).values())
            yield from getattr(step, "exits", {}).values()
            yield from (text for texts in getattr(step, "examples", {}).values() for text in texts)
        for aside in tree.asides:
            yield from (*aside.asked, " ".join(aside.paragraphs))


def remedy_texts(spec: RemedySpec) -> list[str]:
    """What people call a remedy, and what they say of it."""
    return [spec.label, *spec.synonyms, *spec.phrases]
