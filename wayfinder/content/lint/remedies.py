"""Rules about data/remedies.yml: each remedy has a name and words of its own, and some step proposes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wayfinder.content.lint.base import Finding
from wayfinder.content.model import Library, RemedySpec
from wayfinder.content.remedy_key import remedy_name

_NAME = re.compile(r"[a-z0-9_]+")


def of_remedies(library: Library) -> Iterator[Finding]:
    """What is wrong with the remedies."""
    for name, spec in library.remedies.items():
        for message, place in _of_one(name, spec):
            yield message, ("remedies", name, *place)
    for key, texts in _TEXTS.items():
        yield from _said_twice(library, key, texts)
    proposed = _proposed(library)
    for name in library.remedies:
        if name not in proposed:
            yield f"no step proposes `{name}`: name it in a step, or remove it", ("remedies", name)


def _of_one(name: str, spec: RemedySpec) -> Iterator[Finding]:
    if not _NAME.fullmatch(name):
        yield f"`{name}` is not a valid name: use small letters, digits and `_`", ()
    for key in ("words", "label"):
        if not getattr(spec, key).strip():
            yield f"`{key}` is empty: write what people read", (key,)


# What tells one remedy from another, by key: no two may share it.
_TEXTS: dict[str, Callable[[RemedySpec], list[str]]] = {
    "words": lambda spec: [spec.words],
    "label": lambda spec: [spec.label],
    "synonyms": lambda spec: spec.synonyms,
    "phrases": lambda spec: spec.phrases,
}


def _said_twice(library: Library, key: str, texts: Callable[[RemedySpec], list[str]]) -> Iterator[Finding]:
    """Words that would not tell which remedy is meant."""
    of: dict[str, str] = {}
    for name, spec in library.remedies.items():
        for text in filter(None, (" ".join(text.lower().split()) for text in texts(spec))):
            first = of.setdefault(text, name)
            if first != name:
                yield f"`{first}` has the same `{key}`: tell them apart", ("remedies", name, key)


def _proposed(library: Library) -> set[str]:
    steps = (step for tree in library.trees.values() for step in tree.steps.values())
    return {remedy_name(key) for step in steps for key in step.proposes}
