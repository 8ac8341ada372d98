"""Blocks as plain text, for `rasa shell` and other channels that know no blocks."""

from __future__ import annotations

from collections.abc import Sequence

from wayfinder.engine.blocks import Block, Choices, Citation, Form, Steps, Text, plain


def text_of(blocks: Sequence[Block]) -> str:
    """All blocks in one message; options are numbered, and a number chooses one."""
    return "\n\n".join(text for text in map(_text, blocks) if text)


def _text(block: Block) -> str:
    if isinstance(block, Text):
        return plain(block.spans)
    if isinstance(block, Steps):
        return "\n".join(f"{number}. {plain(item)}" for number, item in enumerate(block.items, 1))
    if isinstance(block, Choices):
        return "\n".join(f"[{number}] {option.label}" for number, option in enumerate(block.options, 1))
    if isinstance(block, Citation):
        return f"({block.title}: {block.section})"
    if isinstance(block, Form):
        return "" if block.required else "(You may leave this empty: say skip.)"
    return f"({block.outcome}{f', reference {block.reference}' if block.reference else ''})"
