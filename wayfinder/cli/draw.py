"""`./run draw`: trees as pictures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from wayfinder.content.files import Loaded, read
from wayfinder.content.model import Library, Tree
from wayfinder.settings import ROOT
from wayfinder.workbench.drawing.draw import mermaid, svg

HELP = "draw trees as SVG or Mermaid"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("trees", nargs="*", metavar="TREE", help="the id of a tree, such as login_loop")
    parser.add_argument("--all", action="store_true", help="all trees")
    parser.add_argument("--mermaid", action="store_true", help="write Mermaid text (.mmd) instead of SVG")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "drawings", help="the folder to write to")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder (default: this project's)")


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a tree cannot be drawn. Trees with problems are drawn as far as they can be read."""
    loaded = read(args.data)
    known = loaded.library.trees
    names = sorted(known) if args.all else args.trees
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        wanted = f"No such tree: {', '.join(unknown)}." if unknown else "Name a tree, or --all."
        print(f"{wanted} Trees: {', '.join(sorted(known))}", file=sys.stderr)
        _warn(loaded)
        return 1
    _warn(loaded)
    args.output.mkdir(parents=True, exist_ok=True)
    draw: Callable[[Library, Tree], str] = mermaid if args.mermaid else svg
    for name in names:
        path: Path = args.output / f"{name}.{'mmd' if args.mermaid else 'svg'}"
        path.write_text(draw(loaded.library, known[name]), encoding="utf-8")
        print(path)
    return 0


def _warn(loaded: Loaded) -> None:
    for problem in loaded.problems:
        print(problem, file=sys.stderr)
