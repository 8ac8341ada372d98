"""`./run walk TREE`: play a tree in the terminal while writing it. No Rasa, no back office, no database."""

from __future__ import annotations

import argparse
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from wayfinder.cli.walk_game import WalkGame
from wayfinder.cli.walk_shell import WalkShell
from wayfinder.settings import ROOT

HELP = "play a tree in this terminal without Rasa; a file that was saved is read at the next Enter"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("tree", metavar="TREE", help="the id of a tree, such as login_loop")
    parser.add_argument("--set", action="append", default=[], metavar="FACT=VALUE", help="set a fact before the start")
    parser.add_argument("--grant", action="append", default=[], metavar="SCOPE", help="mailbox, admin or agent")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder (default: this project's)")


@dataclass(frozen=True)
class Arguments:
    """Which tree, and the facts and proofs that are set before it starts."""

    tree: str
    set: list[str]
    grant: list[str]
    data: Path


def run(args: argparse.Namespace) -> int:
    """Play until the end of input or :quit. Exit code 1 when the tree could never be read."""
    given = Arguments(**vars(args))
    game = WalkGame(Console(highlight=False), given.data, given.tree, given.set, given.grant)
    game.reload()
    with suppress(KeyboardInterrupt):
        WalkShell(game).cmdloop()
    return 0 if game.has_begun else 1
