"""`./run draw`: trees as pictures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wayfinder.content.files import read
from wayfinder.content.model import Library, Tree
from wayfinder.settings import ROOT
from wayfinder.workbench.drawing.draw import mermaid, svg

HELP = "draw trees as SVG or Mermaid"


OUTPUT = ROOT / "results" / "drawings"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("trees", nargs="*", metavar="TREE", help="the id of a tree, such as login_loop")
    parser.add_argument("--all", action="store_true", help="all trees")
    parser.add_argument("--mermaid", action="store_true", help="write Mermaid text (.mmd) instead of SVG")
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT, help="a folder (default: results/drawings)")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder (default: this project's)")


@dataclass(frozen=True)
class Arguments:
    """Which trees, in which format, from which folder to which."""

    trees: list[str]
    all: bool
    mermaid: bool
    output: Path
    data: Path


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a tree cannot be drawn. Trees with problems are drawn as far as they can be read."""
    given = Arguments(**vars(args))
    loaded = read(given.data)
    for problem in loaded.problems:
        print(problem, file=sys.stderr)
    known = loaded.library.trees
    names = sorted(known) if given.all else given.trees
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        wanted = f"No such tree: {', '.join(unknown)}." if unknown else "Name a tree, or --all."
        print(f"{wanted} Trees: {', '.join(sorted(known))}", file=sys.stderr)
        return 1
    for name in names:
        print(_draw(given, loaded.library, known[name]))
    return 0


def _draw(given: Arguments, library: Library, tree: Tree) -> Path:
    """The file that was written."""
    draw: Callable[[Library, Tree], str] = mermaid if given.mermaid else svg
    path = given.output / f"{tree.tree}.{'mmd' if given.mermaid else 'svg'}"
    given.output.mkdir(parents=True, exist_ok=True)
    path.write_text(draw(library, tree), encoding="utf-8")
    return path
