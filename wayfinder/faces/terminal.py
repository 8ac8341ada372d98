"""Blocks as coloured text for a terminal: the face of the verbs `chat` and `walk`.

Nothing is interpreted as markup or as a control sequence, because texts may contain what people typed.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Words
from typing_extensions import assert_never

from wayfinder.content.texts import Label
from wayfinder.engine.blocks import Block, Choices, Citation, Form, Link, Spans, Status, Steps, Text
from wayfinder.engine.moves import Move
from wayfinder.turns.reply import Trace

WIDTH = 100
_MARGIN = (0, 0, 0, 2)

FORMS = {
    "email": "an e-mail address",
    "username": "a Salesforce username, which looks like an e-mail address",
    "org_id": "an Org ID of 15 or 18 characters",
    "date": "a date, such as 30 June 2027",
}
ENDINGS = {
    "solved": ("✔ Solved", "bold green"),
    "case": ("✔ A case has been filed", "bold green"),
    "human": ("→ Passed to a person", "bold magenta"),
    "waiting": ("… Waiting", "bold yellow"),
    "stopped": ("■ Stopped here", "bold yellow"),
    "error": ("✘ Something went wrong", "bold red"),
}


def render(console: Console, blocks: Sequence[Block]) -> None:
    """Print the blocks. Only the options of the last question have numbers: earlier questions are closed."""
    last = next((block for block in reversed(blocks) if isinstance(block, Choices)), None)
    for block in blocks:
        console.print(
            Padding(_shown(block, is_open=block is last), _MARGIN, expand=False), width=min(console.width, WIDTH)
        )
    console.print()


def render_truncated(console: Console, limit: int) -> None:
    """Print that only the beginning of a message was read."""
    text = f"Your message is long: only its first {limit:,} characters were read."
    console.print(Padding(Words(text, "yellow"), _MARGIN), end="\n\n")


def render_error(console: Console, message: str, reference: str) -> None:
    """Print that a turn failed, and the reference to quote."""
    console.print(Padding(Words(_safe(message), "red"), _MARGIN))
    console.print(Padding(Words(f"Reference: {_safe(reference)}", "dim"), _MARGIN), end="\n\n")


def _move_in_words(move: Move) -> str:
    return " ".join(f"{name}={value}" for name, value in msgspec.to_builtins(move).items())


def render_trace(console: Console, trace: Trace) -> None:
    """Print how a turn came about: what was understood and by which rule, steps, look-ups, facts with their origin."""
    lines = [
        ("understood", ", ".join(f"{intent.name} {intent.confidence:.2f}" for intent in trace.intents)),
        ("rule", trace.rule),
        *(("move", _move_in_words(move)) for move in trace.moves),
        ("asked for", ", ".join(f"{each.request}: {each.outcome}" for each in trace.requests)),
        ("steps", " → ".join(trace.steps)),
        *(("fact", f"{fact.name} = {fact.value} ({fact.origin})") for fact in trace.facts),
    ]
    table = Table.grid(padding=(0, 1))
    for name, text in lines:
        if text:
            table.add_row(Words(name, "dim cyan"), Words(_safe(text), "dim"))
    console.print(Padding(table, _MARGIN, expand=False))


def _shown(block: Block, *, is_open: bool) -> RenderableType:
    match block:
        case Text():
            return _text(block)
        case Steps():
            return _steps(block)
        case Choices():
            return _choices(block, is_open)
        case Form():
            return _form(block)
        case Citation():
            return _citation(block)
        case Status():
            return _status(block)
        case _:
            assert_never(block)


# --- one block each -------------------------------------------------------------------------


def _text(block: Text) -> RenderableType:
    return Padding(_words(block.spans), (0, 0, 1, 0), expand=False)


def _steps(block: Steps) -> RenderableType:
    table = _numbered([_words(item) for item in block.items], "{}.", "bold")
    return Padding(table, (0, 0, 1, 1), expand=False)


def _choices(block: Choices, is_open: bool) -> RenderableType:
    labels = [Words(_safe(option.label), "cyan" if is_open else "dim") for option in block.options]
    return _numbered(labels, "[{}]" if is_open else " · ", "bold cyan" if is_open else "dim")


def _form(block: Form) -> RenderableType:
    kind = FORMS.get(block.kind, "your answer")
    return Words(f"(Type {kind}{'' if block.required else ', or: skip'}.)", "cyan")


def _citation(block: Citation) -> RenderableType:
    document = f"article {block.article} of {block.published}" if block.article else block.title
    checked = f", checked {block.verified}" if block.verified else ""
    return Words(_safe(f"Source: “{block.section}” ({document}{checked})"), "dim italic")


def _status(block: Status) -> RenderableType:
    text, style = ENDINGS[block.outcome]
    reference = f" Reference: {block.reference}" if block.reference else ""
    return Padding(Words(_safe(f"{text}.{reference}"), style), (0, 0, 1, 0), expand=False)


# --- their parts ------------------------------------------------------------------------------


def _numbered(items: Sequence[Words], number: str, style: str) -> Table:
    table = Table.grid(padding=(0, 1))
    for at, item in enumerate(items, 1):
        table.add_row(Words(number.format(at), style), item)
    return table


def _words(spans: Spans) -> Words:
    words = Words()
    for span in spans:
        if isinstance(span, Label):
            words.append(_safe(span.label), "bold")
        elif isinstance(span, Link):
            words.append_text(_link(span))
        else:
            words.append(_safe(span))
    return words


def _link(link: Link) -> Words:
    words = Words(_safe(link.text), "underline blue")
    if link.url.partition("://")[2].rstrip("/") != link.text:
        words.append(f" ({_safe(link.url)})", "blue")
    return words


def _safe(text: str) -> str:
    """Without control characters, which a terminal would obey."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\u00a0")
