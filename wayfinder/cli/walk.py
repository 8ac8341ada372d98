"""`./run walk TREE`: play a tree in the terminal while writing it. No Rasa, no back office, no database."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from wayfinder.cli.walk_content import WatchedContent
from wayfinder.cli.walk_player import Played, Player
from wayfinder.engine import moves as m
from wayfinder.faces.terminal import render, render_trace
from wayfinder.settings import ROOT
from wayfinder.turns.reply import Trace, TracedFact

HELP = "play a tree in this terminal without Rasa; it reloads when a file is saved"
PROMPT = "> "
COMMANDS = """\
  a number, or the words of a choice, or a value     answers
  :back :restart :stop :repeat :why :skip            what a person can say
  :dont_know :human :solved :not_solved :unclear
  :topic TREE                                        speak of another topic
  :tell FACT=VALUE   :correct FACT=VALUE             tell a fact; change an earlier answer
  :set FACT=VALUE                                    what a look-up will find (other facts: as :tell)
  :grant mailbox|admin|agent ...   :revoke           prove something, so that look-ups are made
  :down   :up                                        the back office fails; works again
  :later MINUTES                                     let time pass
  :facts   :steps   :help   :quit"""
MOVES: dict[str, m.Move] = {
    "back": m.Back(),
    "restart": m.Restart(),
    "stop": m.Stop(),
    "repeat": m.Repeat(),
    "why": m.Why(),
    "skip": m.Skip(),
    "dont_know": m.DontKnow(),
    "human": m.Human(),
    "solved": m.Solved(),
    "not_solved": m.NotSolved(),
    "unclear": m.Unclear(),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("tree", metavar="TREE", help="the id of a tree, such as login_loop")
    parser.add_argument("--set", action="append", default=[], metavar="FACT=VALUE", help="set a fact before the start")
    parser.add_argument("--grant", action="append", default=[], metavar="SCOPE", help="mailbox, admin or agent")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the data folder (default: this project's)")


def run(args: argparse.Namespace) -> int:
    """Play until the end of input or :quit. Exit code 1 when the tree could never be read."""
    game = _Game(args, Console(highlight=False))
    game.play()
    return 0 if game.player else 1


class _Game:
    def __init__(self, args: argparse.Namespace, console: Console) -> None:
        self.player: Player | None = None
        self._args = args
        self._console = console
        self._content = WatchedContent(args.data, args.tree)
        self._steps: list[str] = []

    def play(self) -> None:
        self._reload()
        while (line := self._input(PROMPT)) is not None:
            line = line.strip()
            if line in (":quit", ":q"):
                return
            if self._content.changed() and self._reload() and not line.startswith(":"):
                continue  # an answer to what stood there before
            self._do(line)

    # --- the content ------------------------------------------------------------------------

    def _reload(self) -> bool:
        """Read what has changed, and show the open question again. False when it cannot be used."""
        if not self._content.read():
            self._explain()
            return False
        library = self._content.library
        if library is None or self.player is not None:
            return self._go_on()
        self.player = Player(library, self._ask, time.time())
        self._note("Type :help to see what can be typed.")
        for name in self._args.set:
            self._set(name)
        if self._args.grant:
            self.player.grant(self._args.grant)
        self._show(self.player.move(m.Topic(self._args.tree)))
        return True

    def _go_on(self) -> bool:
        if self.player is None or self._content.library is None:
            return False
        self.player.library = self._content.library
        self._note("The content has changed and was read again.")
        self._show(self.player.move(m.Repeat()))
        return True

    def _explain(self) -> None:
        if self._args.tree not in self._content.known and not self._content.problems:
            self._note(f"There is no tree {self._args.tree}. Trees: {', '.join(self._content.known)}", "red")
        for problem in self._content.problems:
            self._note(str(problem), "red")
        last = "goes on with the last good one" if self.player else "begins once that is mended"
        self._note(f"The walk {last}: save the file and press Enter.")

    # --- what is typed -------------------------------------------------------------------------

    def _do(self, line: str) -> None:
        if self.player is None:
            return
        try:
            self._command(line[1:]) if line.startswith(":") else self._answer(line)
        except (KeyError, ValueError, TypeError) as error:
            self._note(f"The engine cannot walk this content ({error!r}): ./run lint tells why.", "red")

    def _answer(self, line: str) -> None:
        player = self._player()
        self._show(player.move(player.answer_of(line) if line else m.Repeat()))

    def _command(self, text: str) -> None:
        name, _, rest = text.strip().partition(" ")
        if name in MOVES:
            self._show(self._player().move(MOVES[name]))
        elif name in _COMMANDS:
            _COMMANDS[name](self, rest.strip())
        else:
            self._note(f"There is no command :{name}.\n{COMMANDS}")

    def _topic(self, rest: str) -> None:
        self._show(self._player().move(m.Topic(rest)))

    def _tell(self, rest: str) -> None:
        name, _, value = rest.partition("=")
        self._show(self._player().move(m.Give({name.strip(): value.strip()})))

    def _correct(self, rest: str) -> None:
        name, _, value = rest.partition("=")
        self._show(self._player().move(m.Correct({name.strip(): value.strip()} if name else {})))

    def _set(self, rest: str) -> None:
        name, _, value = rest.partition("=")
        played = self._player().set(name.strip(), value.strip())
        if played is None:
            self._note(f"{rest!r} is no fact with a value that it can have.", "red")
        elif played.blocks:
            self._show(played)
        else:
            self._note(f"A look-up will find {rest}.")

    def _grant(self, rest: str) -> None:
        self._show(self._player().grant(rest.split() or ["mailbox"]))

    def _revoke(self, _rest: str) -> None:
        self._show(self._player().grant([]))

    def _down(self, _rest: str) -> None:
        self._player().down = True
        self._note("The back office is down: look-ups find nothing, nothing can be filed.")

    def _up(self, _rest: str) -> None:
        self._player().down = False
        self._note("The back office works.")

    def _later(self, rest: str) -> None:
        self._player().now += 60 * (int(rest) if rest.isdecimal() else 15)
        self._show(self._player().move(m.Repeat()))

    def _facts(self, _rest: str) -> None:
        facts = [TracedFact.of(fact) for fact in self._player().walk.facts]
        render_trace(self._console, Trace(facts=facts)) if facts else self._note("Nothing is known yet.")

    def _path(self, _rest: str) -> None:
        self._note(" → ".join(self._steps))

    def _help(self, _rest: str) -> None:
        self._note(COMMANDS)

    # --- the terminal ----------------------------------------------------------------------------

    def _player(self) -> Player:
        if self.player is None:
            raise ValueError("no tree")
        return self.player

    def _show(self, played: Played) -> None:
        self._steps += played.steps
        if played.steps:
            render_trace(self._console, Trace(steps=played.steps))
        if played.blocks:
            render(self._console, played.blocks)

    def _note(self, text: str, style: str = "dim") -> None:
        self._console.print(text, style=style, markup=False)

    def _ask(self, question: str) -> str:
        return (self._input(f"{question}: ") or "").strip()

    def _input(self, prompt: str) -> str | None:
        try:
            line = self._console.input(prompt, markup=False)
        except (EOFError, KeyboardInterrupt):
            self._console.print()
            return None
        if not sys.stdin.isatty():
            self._note(line, "bold")
        return line


_COMMANDS: dict[str, Callable[[_Game, str], None]] = {
    "topic": _Game._topic,
    "tell": _Game._tell,
    "correct": _Game._correct,
    "set": _Game._set,
    "grant": _Game._grant,
    "revoke": _Game._revoke,
    "down": _Game._down,
    "up": _Game._up,
    "later": _Game._later,
    "facts": _Game._facts,
    "steps": _Game._path,
    "help": _Game._help,
}
