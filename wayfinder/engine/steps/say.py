"""Saying the texts of the content, as spans: details filled in, labels and links marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zlib import crc32

import msgspec

from wayfinder.content.asides import Aside
from wayfinder.content.fact_key import FactKey
from wayfinder.content.steps import Sourced
from wayfinder.content.texts import Detail, Part, parts
from wayfinder.engine.blocks import Block, Citation, Link, Span, Spans, Text
from wayfinder.engine.working_walk import WorkingWalk

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def spans(state: WorkingWalk, text: str) -> Spans:
    """A text as spans. A detail that is not known shows its fallback."""
    return [_span(state, part) for part in parts(text)]


def say(state: WorkingWalk, text: str) -> bool:
    """Say one paragraph, unless the way that is being walked again said the same. True when it was said."""
    block = Text(spans(state, text))
    if not text or (state.said and checksum(block) in state.said):
        return False
    state.blocks.append(block)
    state.has_news = True
    return True


def checksum(block: Block) -> int:
    """A number that tells blocks apart."""
    return crc32(msgspec.json.encode(block))


def say_with(state: WorkingWalk, text: str, details: Mapping[str, str]) -> None:
    """Say one paragraph with these details of the conversation."""
    top = state.top
    for name, value in details.items():
        state.note(name, value)
    say(state, text)
    state.stack[-1] = top


def one_line(text: str) -> str:
    """The question with which a text ends; the whole text when it does not end with one."""
    last = _SENTENCE_END.split(text)[-1]
    is_whole = last.count("{") == last.count("}")
    return last if last.endswith("?") and is_whole else text


def cite(state: WorkingWalk, said: Sourced | Aside, topic: str) -> None:
    """Name the sources of advice, each once a turn."""
    tree = state.library.trees[topic]
    cite_sections(state, said.sources or tree.sources, tree.verified)


def cite_sections(state: WorkingWalk, sections: list[str], verified: str) -> None:
    """Name sections as sources, each once a turn. `verified` is the day when a person last compared with them."""
    for name in sections:
        section = state.library.sections.get(name)
        document = state.library.documents.get(section.document) if section else None
        if section is None or document is None:
            continue
        block = Citation(document.title, section.heading, document.article, document.published, verified)
        if not any(isinstance(said, Citation) and block.is_of_same_section(said) for said in state.blocks):
            state.blocks.append(block)


def shown(state: WorkingWalk, key: FactKey, value: str) -> str:
    """A fact's value in words."""
    return state.spec(key).values.get(value, value)


def _span(state: WorkingWalk, part: Part) -> Span:
    return _detail(state, part) if isinstance(part, Detail) else part


def _detail(state: WorkingWalk, detail: Detail) -> Span:
    if detail.name.startswith("link."):
        link = state.library.links[detail.name.removeprefix("link.")]
        return Link(link.text, link.url) if link.url else detail.fallback or link.text
    key = FactKey.parse(detail.name)
    value = state.value(key)
    return detail.fallback or "" if value is None else shown(state, key, value)
