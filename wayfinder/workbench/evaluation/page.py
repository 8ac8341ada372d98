"""Tables as one HTML page that needs nothing else: each share is a bar, its interval a line across the bar's end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from wayfinder.workbench.evaluation.intervals import Share
from wayfinder.workbench.evaluation.tables import Cell, Row, Table, shown

WIDTH, HEIGHT = 220, 14
_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;color:#1d2433;background:#fff;margin:2rem auto;max-width:72rem;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin:2.2rem 0 .2rem}p{margin:.2rem 0 .8rem;color:#4a5468;max-width:52rem}
table{border-collapse:collapse}th,td{text-align:left;padding:.25rem 1.2rem .25rem 0;vertical-align:top}
th{font-weight:600;border-bottom:1px solid #c9d0dc}td{border-bottom:1px solid #edf0f5}
small{display:block;color:#4a5468;white-space:nowrap}svg{display:block;margin-top:.2rem}
.back{fill:#e8ecf3}.bar{fill:#3b6fb6}.line{stroke:#1d2433;stroke-width:1.5}
"""


def page(title: str, about: str, tables: Sequence[Table]) -> str:
    """The page as HTML."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    body = "".join(part for table in tables for part in _section(table))
    top = f"<h1>{escape(title)}</h1><p>{escape(about)}</p>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{top}{body}</body></html>\n'


def _section(table: Table) -> Iterator[str]:
    yield f"<h2>{escape(table.title)}</h2><p>{escape(table.about)}</p><table><tr><th></th>"
    yield "".join(f"<th>{escape(column)}</th>" for column in table.columns)
    yield "</tr>"
    yield from map(_row, table.rows)
    yield "</table>"


def _row(row: Row) -> str:
    return f"<tr><td>{escape(row.name)}</td>{''.join(f'<td>{_cell(cell)}</td>' for cell in row.cells)}</tr>"


def _cell(cell: Cell) -> str:
    text = escape(shown(cell))
    return f"{_bar(cell)}<small>{text}</small>" if isinstance(cell, Share) and cell.of else text


def _bar(share: Share) -> str:
    low, high, middle = share.low * WIDTH, share.high * WIDTH, HEIGHT / 2
    ends = "".join(_line(at, middle - 3, at, middle + 3) for at in (low, high))
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{escape(shown(share))}">'
        f'<rect class="back" width="{WIDTH}" height="{HEIGHT}"/>'
        f'<rect class="bar" width="{share.value * WIDTH:.1f}" height="{HEIGHT}"/>'
        f"{_line(low, middle, high, middle)}{ends}</svg>"
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="line" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
