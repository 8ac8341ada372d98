"""`./run chat`: the conversation in the terminal, through the same Rasa that every face uses."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from wayfinder import settings as configuration
from wayfinder.cli.sign_in import add_sign_in, sign_in
from wayfinder.engine.blocks import Block, Choices
from wayfinder.faces.terminal import render, render_error, render_trace, render_truncated
from wayfinder.text import CHAT_LIMIT
from wayfinder.turns.client import TurnClient
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


def run(args: argparse.Namespace) -> int:
    """Talk until the end of input, `:quit` or Ctrl-C."""
    settings = configuration.load()
    console = Console(highlight=False, record=args.record is not None, width=RECORDED_WIDTH if args.record else None)
    client = TurnClient.of(settings)
    if not client.ready():
        console.print(f"Nothing answers on port {settings.rasa_port}. Start the assistant in another terminal: ./run")
        return 1
    conversation = f"terminal-{secrets.token_hex(8)}"
    sign_in(args, settings, conversation)
    _Chat(client, console, conversation, trace=args.trace).run()
    if args.record:
        console.save_svg(str(args.record), title="./run chat")
    return 0


class _Chat:
    """One conversation: what the next turn needs."""

    def __init__(self, client: TurnClient, console: Console, conversation: str, *, trace: bool) -> None:
        self._client = client
        self._console = console
        self._conversation = conversation
        self._trace = trace
        self._n = 0
        self._state: str | None = None
        self._choices: list[str] = []

    def run(self) -> None:
        self._show(self._client.begin(self._conversation))
        for line in self._lines():
            self._show(self._send(line))

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
            return
        self._n, self._state, self._choices = reply.n, reply.state, _ids(reply.blocks)
        if self._trace:
            render_trace(self._console, reply.trace)
        render(self._console, reply.blocks)


def _ids(blocks: list[Block]) -> list[str]:
    """The choices of the last question, in the order of their numbers."""
    choices = [block for block in blocks if isinstance(block, Choices)]
    return [option.id for option in choices[-1].options] if choices else []
