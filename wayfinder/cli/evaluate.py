"""`./run evaluate`: how well people are understood and helped, measured on sets that are never trained on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import track
from rich.table import Table as RichTable

from wayfinder import settings as configuration
from wayfinder.content.load import load
from wayfinder.content.model import Library
from wayfinder.errors import UsageError, WayfinderError
from wayfinder.settings import ROOT
from wayfinder.workbench.evaluation import conversations, floors
from wayfinder.workbench.evaluation.evaluate import Sets, measure_messages, play_all
from wayfinder.workbench.evaluation.page import page
from wayfinder.workbench.evaluation.tables import Row, Table, shown
from wayfinder.workbench.evaluation.transcript import transcript

if TYPE_CHECKING:
    from wayfinder.workbench.evaluation.understanding import Understanding

HELP = "measure how well people are understood and helped, with 95 % intervals, as text and as a page"

T = TypeVar("T")
TITLE = "Wayfinder: how well people are understood and helped"
ABOUT = "Measured on sets that nothing was trained on. Bars are shares; the line at a bar's end is the 95 % interval."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Without --conversations and --messages, both are measured."""
    parser.add_argument("--conversations", action="store_true", help="only the scripted conversations")
    parser.add_argument("--messages", action="store_true", help="only single messages and turns")
    parser.add_argument("--sealed", metavar="NAME", help="the sealed conversations of this name, not the open ones")
    parser.add_argument("--page", type=Path, metavar="FILE.html", help="write the figures as a page, too")
    parser.add_argument("--transcript", type=Path, metavar="FILE.txt", help="write what was said, heard and replied")
    parser.add_argument("--floors", type=Path, metavar="FILE.yml", help="fail when a figure is below its floor there")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder (default: this project's)")
    parser.add_argument(
        "--tests", type=Path, default=ROOT / "tests", help="where the sets are (default: this project's)"
    )


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a figure is below its floor, 2 when nothing can be measured."""
    try:
        limits = floors.read(args.floors) if args.floors is not None else floors.Floors()
        tables = _measure(args)
        missed = floors.missed(limits, tables)
    except WayfinderError as error:
        print(error, file=sys.stderr)
        return 2
    _print(tables)
    if args.page is not None:
        _write(args.page, page(TITLE, ABOUT, tables))
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


def _measure(args: argparse.Namespace) -> list[Table]:
    if args.sealed is not None and args.transcript is not None:
        raise UsageError("Sealed conversations stay unread: leave --transcript out.")
    library, sets, everything = load(args.data), Sets(args.tests), args.conversations == args.messages
    listener = _trained(args.data)
    tables: list[Table] = []
    if args.messages or everything:
        tables += measure_messages(sets, library, listener, _track)
    if args.conversations or everything:
        tables += _conversations(args, sets, library, listener)
    return tables


def _trained(data: Path) -> Understanding:
    """The libraries of the model are imported here: no other verb but `up`, `train` and `rasa` has them."""
    with Console(stderr=True).status("training"):
        from wayfinder.workbench.evaluation.understanding import trained

        return trained(data, configuration.load().state_folder / "evaluation")


def _conversations(args: argparse.Namespace, sets: Sets, library: Library, listener: Understanding) -> list[Table]:
    checked = play_all(sets.conversations(args.sealed), args.data, library, listener, _track)
    if args.transcript is not None:
        _write(args.transcript, transcript(checked))
    return conversations.tables(checked)


def _track(things: Sequence[T], what: str) -> Iterable[T]:
    return track(things, what, console=Console(stderr=True), transient=True)


def _print(tables: Sequence[Table]) -> None:
    console = Console(highlight=False)
    for table in tables:
        text = _as_text(table)
        width = console.measure(text, options=console.options.update(max_width=1_000)).maximum
        console.width = max(console.width, width)  # a table that is cut says nothing
        console.print(f"\n[bold]{table.title}[/]\n{table.about}")
        console.print(text)


def _as_text(table: Table) -> RichTable:
    text = RichTable("", *table.columns, box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for row in table.rows:
        text.add_row(*_cells(row))
    return text


def _cells(row: Row) -> list[str]:
    return [row.name, *map(shown, row.cells)]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
