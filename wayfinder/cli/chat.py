"""`./run chat`: a conversation in the terminal, through the same Rasa that every face uses."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from wayfinder import settings as configuration
from wayfinder.cli.reach import another_wayfinder, unreachable
from wayfinder.cli.sign_in import add_sign_in, sign_in
from wayfinder.engine.blocks import Block, Choices
from wayfinder.faces.terminal import render, render_error, render_trace, render_truncated
from wayfinder.settings import Settings
from wayfinder.text import CHAT_LIMIT
from wayfinder.turns.client import TurnClient
from wayfinder.turns.errors import TIMED_OUT, UNAUTHORISED, UNREACHABLE
from wayfinder.turns.reply import TurnReply

HELP = "talk to the assistant in this terminal (start it with ./run first)"
PROMPT = "[bold]> [/bold]"
QUIT = {":quit", ":q"}
RECORDED_WIDTH = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("--trace", action="store_true", help="show what was understood, facts with their origin, steps")
    parser.add_argument("--record", metavar="FILE.svg", type=Path, help="save what was seen as a picture at the end")
    add_sign_in(parser)


@dataclass(frozen=True)
class Arguments:
    """The arguments, except who speaks."""

    trace: bool
    record: Path | None


def run(args: argparse.Namespace) -> int:
    """Chat until the end of input, `:quit` or Ctrl-C. Exit code 1 when the assistant cannot be reached."""
    settings, given = configuration.load(), Arguments(args.trace, args.record)
    console = Console(highlight=False, record=given.record is not None, width=RECORDED_WIDTH if given.record else None)
    why = unreachable(settings)
    if why is not None:
        console.print(why, markup=False, soft_wrap=True)
        return 1
    conversation = f"terminal-{secrets.token_hex(8)}"
    sign_in(args, settings, conversation)
    code = _Chat(settings, console, conversation, trace=given.trace).run()
    if given.record:
        console.save_svg(str(given.record), title="./run chat")
    return code


class _Chat:
    """One conversation: what the next turn needs."""

    def __init__(self, settings: Settings, console: Console, conversation: str, *, trace: bool) -> None:
        self._settings = settings
        self._client = TurnClient.of(settings)
        self._console = console
        self._conversation = conversation
        self._trace = trace
        self._n = 0
        self._state: str | None = None
        self._choices: list[str] = []

    def run(self) -> int:
        begun = self._client.begin(self._conversation)
        if begun.error is not None and begun.error.code == UNAUTHORISED.code:
            self._console.print(another_wayfinder(self._settings), markup=False, soft_wrap=True)
            return 1
        self._show(begun)
        if begun.error is not None:
            return 1
        for line in self._lines():
            reply = self._send(line)
            self._show(reply)
            if _is_gone(reply) and not sys.stdin.isatty():
                return 1  # the lines come from a file: nobody can decide whether to wait as long for each of the others
        return 0

    def _lines(self) -> Iterator[str]:
        while True:
            try:
                line = self._console.input(PROMPT)
            except (EOFError, KeyboardInterrupt):
                self._console.print()
                return
            if not sys.stdin.isatty():
                self._console.print(line, style="bold", markup=False)
            if line.strip() in QUIT:
                return
            yield line

    def _send(self, line: str) -> TurnReply:
        number = line.strip()
        if number.isdecimal() and 1 <= int(number) <= len(self._choices):
            choice = self._choices[int(number) - 1]
            return self._client.click(self._conversation, self._n, self._state, choice)
        return self._client.say(self._conversation, self._n, self._state, line)

    def _show(self, reply: TurnReply) -> None:
        if reply.truncated:
            render_truncated(self._console, CHAT_LIMIT)
        if reply.error is not None:
            render_error(self._console, reply.error.message, reply.error.reference)
            if _is_gone(reply):
                self._console.print("  If it stays so, look at the terminal of ./run.\n", style="dim")
            return
        self._n, self._state, self._choices = reply.n, reply.state, _ids(reply.blocks)
        if self._trace:
            render_trace(self._console, reply.trace)
        render(self._console, reply.blocks)


def _is_gone(reply: TurnReply) -> bool:
    return reply.error is not None and reply.error.code in (UNREACHABLE.code, TIMED_OUT.code)


def _ids(blocks: list[Block]) -> list[str]:
    """The choices of the last question, in the order of their numbers."""
    choices = [block for block in blocks if isinstance(block, Choices)]
    return [option.id for option in choices[-1].options] if choices else []
