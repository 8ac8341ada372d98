"""The notes of a drawing as lines of SVG text, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap

from wayfinder.workbench.drawing.notes import Note

LINE = 16.0
GAP = 10.0
TITLE = "Said besides the steps"


def lines_of(notes: Sequence[Note], columns: int) -> list[tuple[str, str]]:
    """The lines, each with its class: nothing at all without notes, and an empty line between two notes."""
    if not notes:
        return []
    found = [("first", TITLE)]
    for note in notes:
        found += [("", ""), *(("kind", line) for line in wrap(note.heading, columns))]
        found += [("more", line) for line in wrap(note.text, columns)]
    return found


def height_of(lines: Sequence[tuple[str, str]]) -> float:
    """How high these lines are together, in pixels."""
    return sum(LINE if text else GAP for _, text in lines)


def drawn(lines: Sequence[tuple[str, str]], x: float) -> Iterator[str]:
    """The lines from the top down, each beginning at `x`."""
    y = 0.0
    for kind, text in lines:
        y += LINE if text else GAP
        if text:
            yield f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}">{escape(text)}</text>'
