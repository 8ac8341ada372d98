"""`./run lint`: everything that is wrong with the content, as `file:line: message`."""

import argparse
from pathlib import Path

from wayfinder.back_office.look_ups import LOOK_UPS
from wayfinder.content.files import read
from wayfinder.content.lint.run import notes, problems
from wayfinder.settings import ROOT
from wayfinder.workbench.project_files import missing

HELP = "check the content: every problem with its file, line and fix"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Another data folder can be named."""
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder (default: this project's)")


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when there are problems. Notes do not count."""
    if not args.data.is_dir():
        print(f"{args.data}: no such folder")
        return 1
    loaded = read(args.data)
    look_ups = {name: spec.facts for name, spec in LOOK_UPS.items()}
    wrong, noted = sorted({*problems(loaded, look_ups=look_ups), *missing(loaded)}), notes(loaded)
    for problem in wrong:
        print(problem)
    if noted:
        print("\nNotes:" if wrong else "Notes:")
        print(*(f"  {note}" for note in noted), sep="\n")
    trees = loaded.library.trees.values()
    size = f"{len(trees)} trees, {sum(len(tree.steps) for tree in trees)} steps"
    print(f"{size}: {_count(len(wrong), 'problem')}, {_count(len(noted), 'note')}.")
    return 1 if wrong else 0


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
