"""`./run prove`: how every walk of every tree ends; `--diff REV`: what has changed since another git revision."""

import argparse
import sys
from pathlib import Path

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from wayfinder.cli.prove_diff import show_diff
from wayfinder.content.contract import CONVERSATION_AREA
from wayfinder.content.load import load
from wayfinder.content.model import Library
from wayfinder.errors import UsageError, WayfinderError
from wayfinder.settings import ROOT
from wayfinder.workbench.proof.prove import ENDINGS, Proof, prove

HELP = "prove that every walk of every tree ends, and show how; --diff REV shows what has changed"

HEADINGS = ("Tree", "Walks", "Strangers", *(ending.capitalize() for ending in ENDINGS), "Steps", "Asked")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Trees can be named; without any, all are proved."""
    parser.add_argument("trees", nargs="*", metavar="TREE", help="only show these trees")
    parser.add_argument("--diff", metavar="REV", help="what reads and ends differently than in this git revision")
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder (default: this project's)")


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a proof fails, 2 when there is nothing to prove. A difference is not a failure."""
    try:
        library = load(args.data)
        _check_names(args.trees, library)
        if args.diff is not None:
            return show_diff(args, library)
    except WayfinderError as error:
        print(error, file=sys.stderr)
        return 2
    proofs = prove(library, args.trees or None)
    if args.json:
        print(msgspec.json.encode(proofs).decode())
    else:
        _print(proofs, library)
    return 1 if any(proof.failures for proof in proofs) else 0


def _check_names(trees: list[str], library: Library) -> None:
    missing = [name for name in trees if name not in library.trees]
    if missing:
        raise UsageError(f"There is no tree {', '.join(missing)}.")


def _print(proofs: list[Proof], library: Library) -> None:
    console = Console(highlight=False)
    table = Table(*HEADINGS, box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    table.columns[0].no_wrap = True
    ordered = sorted(proofs, key=lambda proof: library.trees[proof.tree].area == CONVERSATION_AREA)
    for area in dict.fromkeys(library.trees[proof.tree].area for proof in ordered):
        for proof in (each for each in proofs if library.trees[each.tree].area == area):
            table.add_row(*_row(proof))
        table.add_section()
    console.width = max(console.width, console.measure(table, options=console.options.update(max_width=1_000)).maximum)
    console.print(table)
    _print_findings(console, proofs)


def _row(proof: Proof) -> list[str]:
    endings = [_short(proof.endings.get(ending, 0)) for ending in ENDINGS]
    name = f"[bold red]{proof.tree}[/]" if proof.failures else proof.tree
    walks = f"≤ {_short(proof.walks)}" if proof.rough else _short(proof.walks)
    return [name, walks, _short(proof.stranger_walks), *endings, str(proof.steps), str(proof.questions)]


def _short(number: int) -> str:
    """A count in at most seven characters; empty for 0."""
    for unit, size in (("T", 10**12), ("G", 10**9), ("M", 10**6)):
        if number >= size:
            return f"{number / size:,.1f} {unit}"
    return f"{number:,}" if number else ""


def _print_findings(console: Console, proofs: list[Proof]) -> None:
    for proof in proofs:
        for step in proof.unreached:
            console.print(f"{proof.tree}: no walk reaches step `{step}`", markup=False)
    for proof in proofs:
        for failure in proof.failures:
            console.print(f"{proof.tree}: {failure}", style="bold red", markup=False, soft_wrap=True)
    failed = sum(bool(proof.failures) for proof in proofs)
    console.print(f"{len(proofs)} trees: {f'{failed} failed' if failed else 'every walk ends'}.")
