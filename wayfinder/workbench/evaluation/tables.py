"""What is measured, as tables that can be shown as text or as a page."""

from __future__ import annotations

from typing import Union

import msgspec

from wayfinder.workbench.evaluation.intervals import Share

# A share is shown with its interval, a text as it is, and None as nothing.
Cell = Union[Share, str, None]


class Row(msgspec.Struct, frozen=True):
    """One line: what it is about, and a cell for each column."""

    name: str
    cells: list[Cell]


class Table(msgspec.Struct, frozen=True):
    """Figures of one kind. `about` says in a sentence what they mean."""

    title: str
    about: str
    columns: list[str]
    rows: list[Row]


def shown(cell: Cell) -> str:
    """A cell as text: "93.1 % (89.0-95.8) 190/204"."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if not cell.of:
        return "none"
    interval = f"{cell.low * 100:.1f}\u2013{cell.high * 100:.1f}"
    return f"{cell.value * 100:.1f} % ({interval})  {cell.hits}/{cell.of}"
