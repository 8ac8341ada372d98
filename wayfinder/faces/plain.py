"""Blocks as plain text, without the additions of a face. Used by `rasa shell`, which cannot show blocks, and
`prove`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from typing_extensions import assert_never

from wayfinder.content.texts import Label
from wayfinder.engine.blocks import Block, Choices, Citation, Form, Link, Span, Spans, Status, Steps, Text


def words(spans: Spans) -> str:
    """Spans as plain text, links as `text (url)`."""
    return "".join(map(_word, spans))


def lines(blocks: Iterable[Block]) -> list[str]:
    """The text of the blocks: each paragraph, item, option and source on a line of its own."""
    return [line for block in blocks for line in _lines(block)]


def text_of(blocks: Sequence[Block]) -> str:
    """All blocks in one message; options are numbered, and a number chooses one."""
    return "\n\n".join(text for text in map(_shown, blocks) if text)


def _lines(block: Block) -> list[str]:
    match block:
        case Text():
            return [words(block.spans)]
        case Steps():
            return list(map(words, block.items))
        case Choices():
            return [option.label for option in block.options]
        case Citation():
            return [f"{block.title}: {block.section}"]
        case Form() | Status():
            return []  # not words of the content
        case _:
            assert_never(block)


def _shown(block: Block) -> str:
    match block:
        case Steps():
            return "\n".join(f"{number}. {line}" for number, line in enumerate(_lines(block), 1))
        case Choices():
            return "\n".join(f"[{number}] {line}" for number, line in enumerate(_lines(block), 1))
        case Citation():
            return f"({block.title}: {block.section})"
        case Form():
            return "" if block.required else "(You may leave this empty: say skip.)"
        case Status():
            return f"({block.outcome}{f', reference {block.reference}' if block.reference else ''})"
        case Text():
            return words(block.spans)
        case _:
            assert_never(block)


def _word(span: Span) -> str:
    match span:
        case str():
            return span
        case Label():
            return span.label
        case Link():
            return span.url if span.text == span.url else f"{span.text} ({span.url})"
        case _:
            assert_never(span)
