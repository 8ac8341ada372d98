"""Keeps replies short: what is too much for one reply is kept back, and offered as "more"."""

from __future__ import annotations

from msgspec.structs import replace

from wayfinder.content.contract import Asked
from wayfinder.content.model import REPLY_WORDS, Library
from wayfinder.engine.blocks import Block, Choices, Citation, Form, Link, Option, Span, Status, Steps, Text
from wayfinder.engine.moves import MORE
from wayfinder.engine.walk import Walk


def shortened(library: Library, walk: Walk, blocks: list[Block], last: int) -> tuple[Walk, list[Block]]:
    """The reply with at most `REPLY_WORDS` words, and the walk that holds what is left.

    `last` is where the last step begins in `blocks`: it is said whole, for it is what the person does next. What
    ends a topic is said whole too.
    """
    left = blocks[:last]
    if any(isinstance(block, Status) for block in blocks) or words_of(blocks) <= REPLY_WORDS:
        return walk, blocks
    room = REPLY_WORDS - words_of(blocks[last:])
    kept: list[Block] = []
    while left and (words_of([left[0]]) <= room or isinstance(left[0], Citation)):
        room -= words_of([left[0]])
        kept.append(left.pop(0))
    if not left:
        return walk, blocks
    return replace(walk, rest=left), [*kept, *_with_more(library, walk, blocks[last:])]


def words_of(blocks: list[Block]) -> int:
    """How many words people read: texts and things to do, not options or sources."""
    return sum(len(_text(spans).split()) for block in blocks for spans in _paragraphs(block))


def _paragraphs(block: Block) -> list[list[Span]]:
    if isinstance(block, Text):
        return [block.spans]
    return block.items if isinstance(block, Steps) else []


def _text(spans: list[Span]) -> str:
    return "".join(
        span if isinstance(span, str) else span.text if isinstance(span, Link) else span.label for span in spans
    )


def _with_more(library: Library, walk: Walk, blocks: list[Block]) -> list[Block]:
    """The last step with one more option: to read what was left out."""
    more = Option(f"{walk.question}.{MORE}", library.facts[Asked.MORE].ask)
    last = blocks[-1] if blocks else None
    if isinstance(last, Choices):
        return [*blocks[:-1], Choices([*last.options, more])]
    return [*blocks, Choices([more])] if isinstance(last, (Form, Text, Citation, Steps)) else blocks
