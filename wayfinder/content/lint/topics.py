"""Rules about topics: what is marked ready has its tree, phrases and test; the conversation has its trees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wayfinder.content.contract import Repair
from wayfinder.content.files import Loaded
from wayfinder.content.lint.base import CONVERSATION_AREA, Finding, Known, unknown
from wayfinder.content.model import TopicSpec

_INTENT = re.compile(r"^ *- intent: *(\S+)", re.MULTILINE)


def of_topics(loaded: Loaded, known: Known) -> Iterator[Finding]:
    """What is wrong in data/topics.yml."""
    phrases = {area: _intents(loaded.data, area) for area in {spec.area for spec in loaded.library.topics.values()}}
    for name, spec in loaded.library.topics.items():
        for section in spec.sources:
            if section not in known.sections:
                yield unknown("source section", section, known.sections), ("topics", name, "sources")
        if spec.status == "ready":
            for missing in _missing(loaded.data, name, spec, known, phrases[spec.area]):
                yield f"`{name}` is marked ready, but {missing} is missing", ("topics", name, "status")
    for name, section_spec in loaded.library.sections.items():
        if section_spec.document not in loaded.library.documents:
            message = unknown("document", section_spec.document, loaded.library.documents)
            yield message, ("sections", name, "document")


def missing_trees(known: Known) -> Iterator[str]:
    """The conversation trees that the engine begins and that are not there."""
    for name in map(str, Repair):
        if name not in known.trees:
            yield f"data/trees/{CONVERSATION_AREA}/{name}.yml is missing: the engine begins this tree"


def walks_of(data: Path, area: str, topic: str) -> Path:
    """The file that tests the tree of a topic."""
    return data.parent / "tests" / "trees" / area / f"{topic}.yml"


def phrases_of(data: Path, area: str) -> Path:
    """The file with the training phrases of an area."""
    return data / "nlu" / f"{area}.yml"


def _missing(data: Path, name: str, spec: TopicSpec, known: Known, intents: set[str]) -> Iterator[str]:
    if name not in known.trees:
        yield f"its tree data/trees/{spec.area}/{name}.yml"
    if name not in intents:
        yield f"`- intent: {name}` in data/nlu/{spec.area}.yml"
    test = walks_of(data, spec.area, name)
    # A data folder on its own, such as another revision's, has no tests beside it.
    if test.parents[1].is_dir() and not test.is_file():
        yield f"its test tests/trees/{spec.area}/{name}.yml"


def _intents(data: Path, area: str) -> set[str]:
    path = phrases_of(data, area)
    return set(_INTENT.findall(path.read_text(encoding="utf-8"))) if path.is_file() else set()
