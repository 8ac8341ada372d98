"""`./run walks [TREE...]`: plays the walks of tests/trees, and prints where they differ from what is expected."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from wayfinder.content.load import load
from wayfinder.content.yaml_file import ContentError
from wayfinder.settings import ROOT
from wayfinder.workbench.walk_tests import suite

HELP = "play the walks of tests/trees, and show where they differ from what is expected"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Trees can be named; without any, the walks of all are played."""
    parser.add_argument("trees", nargs="*", metavar="TREE", help="only the walks of these trees")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder (default: this project's)")


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a walk differs or a step is not reached by any walk; 2 when nothing can be played."""
    try:
        walks = suite.Suite(load(args.data), suite.folder_of(args.data))
        missing = [tree for tree in args.trees if tree not in walks.trees]
        if missing:
            print(f"There are no walks of {', '.join(missing)} in {walks.folder}.", file=sys.stderr)
            return 2
        return _play(walks, args.trees or walks.trees)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 2


def _play(walks: suite.Suite, trees: list[str]) -> int:
    played = [walks.play(tree) for tree in trees]
    for each in played:
        for line in _lines(each):
            print(line)
    differ = sum(len(each.failures) for each in played)
    unwalked = sum(len(each.unwalked) for each in played)
    total = sum(each.walks for each in played)
    steps = f", {unwalked} steps are not reached" if unwalked else ""
    print(f"{total} walks of {len(played)} trees: {f'{differ} differ' if differ else 'all as expected'}{steps}.")
    return 1 if differ or unwalked else 0


def _lines(played: suite.Played) -> Iterator[str]:
    for place, failure in played.failures:
        first, *rest = str(failure).splitlines()
        yield f"{place}\n  {first}"
        yield from (f"  {line}" for line in rest)
        yield ""
    for step in played.unwalked:
        yield f"{played.file}: no walk reaches step `{step}`"
