"""Rules about topics: each has a short gist with sources, each ready one a tree, and the conversation trees exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wayfinder.content.contract import CONVERSATION_AREA, Repair
from wayfinder.content.files import Loaded
from wayfinder.content.lint.base import Finding, Known, unknown
from wayfinder.content.lint.texts import word_count
from wayfinder.content.model import GIST_WORDS, LinkSpec, TopicSpec


def of_topics(loaded: Loaded, known: Known) -> Iterator[Finding]:
    """The problems of data/topics.yml."""
    for name, spec in loaded.library.topics.items():
        for message, key in (*_of_gist(spec, loaded.library.links), *_of_sources(spec, known)):
            yield message, ("topics", name, key)
        if spec.status == "ready" and name not in known.trees:
            message = f"`{name}` is marked ready, but its tree data/trees/{spec.area}/{name}.yml is missing"
            yield message, ("topics", name, "status")
    for name, section_spec in loaded.library.sections.items():
        if section_spec.document not in loaded.library.documents:
            message = unknown("document", section_spec.document, loaded.library.documents)
            yield message, ("sections", name, "document")


def missing_trees(known: Known) -> Iterator[str]:
    """The conversation trees that the engine needs and that are missing."""
    for name in map(str, Repair):
        if name not in known.trees:
            yield f"data/trees/{CONVERSATION_AREA}/{name}.yml is missing: the engine begins this tree"


def _of_gist(spec: TopicSpec, links: Mapping[str, LinkSpec]) -> Iterator[tuple[str, str]]:
    count = word_count(spec.gist, links)
    if not count:
        yield "the gist is empty: write what helps most people at once", "gist"
    if count > GIST_WORDS:
        yield f"the gist has {count} words, at most {GIST_WORDS} are read: shorten it", "gist"


def _of_sources(spec: TopicSpec, known: Known) -> Iterator[tuple[str, str]]:
    if not spec.sources:
        yield "`sources` is missing: name the sections that the gist comes from", "sources"
    for section in spec.sources:
        if section not in known.sections:
            yield unknown("source section", section, known.sections), "sources"
