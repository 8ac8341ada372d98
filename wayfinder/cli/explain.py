"""`./run explain`: what a message may mean at a question, how likely each meaning is, and what decided."""

from __future__ import annotations

import argparse
import sys

from rich.console import Console
from rich.table import Table

from wayfinder import settings as configuration
from wayfinder.bootstrap import DATA
from wayfinder.content.files import read
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.question import OpenQuestion
from wayfinder.errors import UsageError, WayfinderError
from wayfinder.workbench.evaluation.question_at import walk_at

HELP = "show what a message is taken to mean at a question"
SHOWN = 8  # candidates
TELLING = 5  # features of each


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("message", help="what somebody types")
    parser.add_argument("--at", metavar="TREE/STEP", help="the question that is open (default: none)")


def run(args: argparse.Namespace) -> int:
    """Exit code 2 when there is no such question."""
    try:
        _explain(args.message, args.at)
    except WayfinderError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _explain(message: str, at: str | None) -> None:
    from wayfinder.workbench.evaluation.understanding import trained  # loads the libraries of the model

    library = read(DATA).library
    question = open_question_of(library, walk_at(library, at)) if at else OpenQuestion()
    if at and question.number is None:
        raise UsageError(f"{at} asks nothing that is open at once. Name a step that asks: find, need, try or remedies.")
    listener = trained(DATA, configuration.load().state_folder / "evaluation")
    console = Console(highlight=False)
    console.print(f"[bold]{question.words or 'Nothing is open.'}[/]")
    explained = listener.explain(message, question)
    for text in explained.clauses:
        console.print(f"  clause: {text}", markup=False)
    console.print(f"Decided by [bold]{explained.rule}[/]: {explained.moves}")
    console.print(_table(explained.weighed[:SHOWN]))


def _table(rows: list[tuple[str, int, float, list[tuple[str, float]]]]) -> Table:
    table = Table("meaning", "clause", "probability", f"what speaks for and against it most ({TELLING})")
    for name, clause, probability, parts in rows:
        telling = sorted(parts, key=lambda part: -abs(part[1]))[:TELLING]
        table.add_row(name, str(clause + 1), f"{probability:.2f}", ", ".join(f"{n} {v:+.1f}" for n, v in telling))
    return table
