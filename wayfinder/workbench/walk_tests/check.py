"""Plays a walk and compares the result of each move with what its test expects."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from wayfinder.content.model import Library
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Status
from wayfinder.engine.requests import File, LookUp
from wayfinder.engine.walk_json import dumps, loads
from wayfinder.workbench.walk_tests.files import Play, WalkTest
from wayfinder.workbench.walk_tests.player import MoveError, Player, Said


class Failure(msgspec.Struct, frozen=True):
    """A move (counted from 1) whose result is not as expected, and everything that was said after it."""

    move: int
    do: str
    differences: list[str]
    said: str

    def __str__(self) -> str:
        said = self.said.splitlines() or ["(nothing)"]
        lines = [f"move {self.move}, `{self.do}`", *self.differences, "said:", *(f"  {line}" for line in said)]
        return "\n".join(lines)


class Result(msgspec.Struct, frozen=True):
    """The steps that were walked, as `tree/step`, up to the first failure."""

    steps: list[str]
    failure: Failure | None = None


def play_walk(library: Library, test: WalkTest) -> Result:
    """Play a walk to its end, or to the first move whose result is not as expected."""
    player = Player(library, test)
    steps: list[str] = []
    for number, play in enumerate(test.play, 1):
        if play.refuses is not None:
            player.refuses = list(play.refuses)
        player.proves = play.proves or player.proves
        try:
            said = player.do(play.do)
        except MoveError as error:
            return Result(steps, Failure(number, play.do, [str(error)], ""))
        steps += said.steps
        differences = list(_differences(library, player, play, said, test.never))
        if differences:
            return Result(steps, Failure(number, play.do, differences, said.text))
    return Result(steps)


def _differences(library: Library, player: Player, play: Play, said: Said, never: list[str]) -> Iterator[str]:
    if not said.blocks:
        yield "expected an answer, and nothing was said"
    yield from _words(play, said, never)
    open_question = open_question_of(library, player.walk)
    offered = [option.value for option in open_question.options]
    looked_up = [ask.look_up for ask in said.requests if isinstance(ask, LookUp)]
    outcomes = [block.outcome for block in said.blocks if isinstance(block, Status)]
    filed = [ask.fields for ask in said.requests if isinstance(ask, File)]
    yield from _differs("at", play.at, player.here)
    yield from _differs("offers", play.offers, offered)
    yield from _differs("asks", play.asks, open_question.fact)
    yield from _differs("looks_up", play.looks_up, looked_up)
    yield from _differs("ends", play.ends, ", ".join(outcomes))
    yield from _differs("files", None if play.files is None else [play.files], filed)
    if loads(dumps(player.walk)) != player.walk:
        yield "the walk is another one after it was stored and read again"


def _words(play: Play, said: Said, never: list[str]) -> Iterator[str]:
    rest = said.text
    for words in play.fragments:
        _, found, rest = rest.partition(words)
        if not found:
            yield f"expected the words: {words}"
            break
    for words in never:
        if words in said.text:
            yield f"these words must never be said: {words}"


def _differs(key: str, expected: object, found: object) -> Iterator[str]:
    if expected is not None and expected != found:
        yield f"expected {key}: {_shown(expected)}, found: {_shown(found)}"


def _shown(value: object) -> str:
    return f"[{', '.join(map(_shown, value))}]" if isinstance(value, list) else str(value) or "nothing"
