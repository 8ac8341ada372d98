"""The lines that are typed in `./run walk`: answers as they are, commands after a colon."""

from __future__ import annotations

import cmd
import sys
from collections.abc import Iterator
from typing import get_args

from wayfinder.cli.walk_game import WalkGame
from wayfinder.engine import moves as m
from wayfinder.faces.terminal import render_trace
from wayfinder.turns.reply import Trace, TracedFact
from wayfinder.workbench.walk_tests.side_questions import side_question

# Moves without a value: each is a command with the name of its move.
_BARE: tuple[m.Move, ...] = (
    m.Back(),
    m.Restart(),
    m.Stop(),
    m.Repeat(),
    m.More(),
    m.Why(),
    m.Skip(),
    m.DontKnow(),
    m.Human(),
    m.Solved(),
    m.NotSolved(),
    m.Unclear(),
)
MOVES: dict[str, m.Move] = {str(move.__struct_config__.tag): move for move in _BARE}
_ALWAYS = (":help", ":quit", ":q")


class WalkShell(cmd.Cmd):
    """One walk. The docstring of a command is its line in `:help`."""

    prompt = "> "

    def __init__(self, game: WalkGame) -> None:
        super().__init__()
        self._game = game

    # --- one line ---------------------------------------------------------------------------

    def onecmd(self, line: str) -> bool:
        """Run one line. True ends the walk."""
        if line == "EOF":
            self._game.console.print()
            return True
        line = line.strip()
        if not sys.stdin.isatty():
            self._game.note(line, "bold")
        if self._game.reload_if_changed() and not line.startswith(":"):
            return False  # it answers the question that was shown before the reload
        if not self._game.has_begun and line not in _ALWAYS:
            return False
        try:
            return bool(super().onecmd(line[1:])) if line.startswith(":") else self._answer(line)
        except (KeyError, ValueError, TypeError) as error:
            self._game.note(f"The engine cannot walk this content ({error!r}): ./run lint tells why.", "red")
            return False

    def emptyline(self) -> bool:
        """A colon alone shows the help, and does not repeat the last command."""
        self.do_help("")
        return False

    def default(self, line: str) -> None:
        """A command without a method: a move, or unknown."""
        name = line.split()[0]
        if name in MOVES:
            self._game.show(self._game.player.move(MOVES[name]))
        else:
            self._game.note(f"There is no command :{name}.")
            self.do_help("")

    def completedefault(self, text: str, line: str, begidx: int, _endidx: int) -> list[str]:
        """The commands that begin with these letters, after a colon at the start of the line."""
        names = [name.removeprefix("do_") for name in self.get_names() if name.startswith("do_")]
        return [name for name in [*names, *MOVES] if name.startswith(text)] if line[:begidx] == ":" else []

    def _answer(self, line: str) -> bool:
        player = self._game.player
        self._game.show(player.move(player.answer_of(line) if line else m.Repeat()))
        return False

    # --- the commands -----------------------------------------------------------------------

    def do_topic(self, rest: str) -> None:
        """:topic TREE                        bring up another topic"""
        self._game.show(self._game.player.move(m.Topic(rest)))

    def do_tell(self, rest: str) -> None:
        """:tell FACT=VALUE                   tell a fact"""
        name, value = _parted(rest)
        self._game.show(self._game.player.move(m.Give({name: value})))

    def do_ask(self, rest: str) -> None:
        """:ask ASPECT [of TOPIC] [(EXAMPLE)] ask a side question; without words: what can be asked here"""
        move = side_question(rest)
        if move is not None:
            self._game.show(self._game.player.move(move))
        else:
            self._game.note("\n".join(self._game.player.side_questions()) or "There are no side questions here.")

    def do_report(self, rest: str) -> None:
        """:report REMEDY=OUTCOME ...         say how remedies went: done, failed, worked or impossible"""
        self._game.show(self._game.player.move(m.Report(dict(map(_parted, rest.split())))))

    def do_correct(self, rest: str) -> None:
        """:correct FACT=VALUE                change an earlier answer; without a fact: the last one"""
        name, value = _parted(rest)
        self._game.show(self._game.player.move(m.Correct({name: value} if name else {})))

    def do_set(self, rest: str) -> None:
        """:set FACT=VALUE                    what a look-up will find (other facts: as :tell)"""
        self._game.set(rest)

    def do_grant(self, rest: str) -> None:
        """:grant mailbox|admin|agent ...     prove something, so that look-ups are made"""
        self._game.show(self._game.player.grant(rest.split() or ["mailbox"]))

    def do_proof(self, rest: str) -> None:
        """:proof granted|declined|failed     what becomes of "Look it up for me" (impossible until then)"""
        if rest in get_args(m.Outcome):
            self._game.player.proof = rest  # type: ignore[assignment]
        self._game.note(f"“Look it up for me” will be {self._game.player.proof}.")

    def do_revoke(self, _rest: str) -> None:
        """:revoke                            all proofs end"""
        self._game.show(self._game.player.grant([]))

    def do_down(self, _rest: str) -> None:
        """:down                              the back office fails"""
        self._game.player.down = True
        self._game.note("The back office is down: look-ups find nothing, nothing can be filed.")

    def do_up(self, _rest: str) -> None:
        """:up                                the back office works again"""
        self._game.player.down = False
        self._game.note("The back office works.")

    def do_later(self, rest: str) -> None:
        """:later MINUTES                     let time pass (15 minutes)"""
        self._game.player.now += 60 * (int(rest) if rest.isdecimal() else 15)
        self._game.show(self._game.player.move(m.Repeat()))

    def do_facts(self, _rest: str) -> None:
        """:facts                             what is known, with its origin"""
        facts = [TracedFact.of(fact) for fact in self._game.player.walk.facts]
        render_trace(self._game.console, Trace(facts=facts)) if facts else self._game.note("Nothing is known yet.")

    def do_remedies(self, _rest: str) -> None:
        """:remedies                          what was tried, for which topic, and how it went"""
        tried = [f"{each.remedy} = {each.outcome} ({each.problem})" for each in self._game.player.walk.remedies]
        self._game.note("\n".join(tried) or "No remedy was tried yet.")

    def do_steps(self, _rest: str) -> None:
        """:steps                             the steps walked so far"""
        self._game.note(" → ".join(self._game.steps))

    def do_help(self, arg: str) -> None:
        """:help                              this list"""
        del arg
        self._game.note("\n".join(["A number, the words of a choice, or a value answers. Besides:", *_help_lines()]))

    def do_quit(self, _rest: str) -> bool:
        """:quit                              end"""
        return True

    do_q = do_quit


def _parted(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value.strip()


def _help_lines() -> Iterator[str]:
    """The docstring of each command, in the order of definition; `do_q` is another name of `do_quit`."""
    yield f"  {' '.join(f':{name}' for name in MOVES)}"
    for name, command in vars(WalkShell).items():
        if name.startswith("do_") and name == command.__name__:
            yield f"  {command.__doc__}"
