"""The least that figures must reach, and the most that they may: so that no change makes people less understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from wayfinder.errors import UsageError
from wayfinder.workbench import typed_yaml
from wayfinder.workbench.evaluation.intervals import Share
from wayfinder.workbench.evaluation.tables import Table, shown

Limits = dict[str, dict[str, dict[str, str]]]  # in percent, by table, row and column


class Floors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of floors. What is named in `least` must be so high, what is in `most` so low."""

    least: Limits = {}
    most: Limits = {}


def read(path: Path) -> Floors:
    """A file of floors.

    Raises:
        ContentError: with every problem, by line.
    """
    return typed_yaml.read(path, Floors)


def missed(floors: Floors, tables: Sequence[Table]) -> list[str]:
    """What does not hold, a sentence each.

    Raises:
        UsageError: when a floor is for a table that was not measured, for a row or a column that its table has not, or
            is no number.
    """
    measured = {table.title: table for table in tables}
    least, most = _pairs(floors.least, measured), _pairs(floors.most, measured)
    low = [f"{name}: {shown(share)} is below {bar:g} %" for name, share, bar in least if share.value * 100 < bar]
    high = [f"{name}: {shown(share)} is above {bar:g} %" for name, share, bar in most if share.value * 100 > bar]
    return low + high


def _pairs(limits: Limits, measured: dict[str, Table]) -> Iterator[tuple[str, Share, float]]:
    for title, rows in limits.items():
        if title not in measured:
            raise UsageError(f"There is a floor for '{title}', which was not measured. Measured: {'; '.join(measured)}")
        for row, columns in rows.items():
            for column, bar in columns.items():
                name = f"{title}, {row}, {column}"
                yield name, _share(measured[title], row, column, name), _number(bar, name)


def _share(table: Table, row: str, column: str, name: str) -> Share:
    cells = {
        (each.name, title): cell for each in table.rows for title, cell in zip(table.columns, each.cells, strict=True)
    }
    cell = cells.get((row, column))
    if not isinstance(cell, Share):
        shares = sorted({f"{row}, {column}" for (row, column), cell in cells.items() if isinstance(cell, Share)})
        raise UsageError(f"There is a floor for {name}, which is no share. The table has: {'; '.join(shares)}")
    return cell


def _number(bar: str, name: str) -> float:
    try:
        return float(bar)
    except ValueError:
        raise UsageError(f"The floor for {name} is {bar!r}. Write a number: percent.") from None
