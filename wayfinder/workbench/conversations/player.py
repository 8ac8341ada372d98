"""Plays a scripted conversation in this process: what is said is understood, and the driver replies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from wayfinder.driver import Driver, Turn
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.moves import Begin, Move
from wayfinder.engine.question import OpenQuestion
from wayfinder.engine.walk import Walk
from wayfinder.workbench.conversations.asked import fitting
from wayfinder.workbench.conversations.files import Message, Script
from wayfinder.workbench.conversations.reply import Reply, Waiting
from wayfinder.workbench.conversations.sandbox import CONVERSATION, Clock, Sandbox

# What the person says beyond the script, at most, before the next message of the script.
ANSWERS_LIMIT = 8
ENDING = "ending"
TAKE_ANSWERS = frozenset({"case", "human"})


class Heard(msgspec.Struct, frozen=True):
    """The moves that a message was understood as, and the name of the rule or decision."""

    moves: list[Move]
    rule: str = ""


class Listener(Protocol):
    """Understands what is said."""

    def hear(self, text: str, question: OpenQuestion, now: float) -> Heard:
        """The moves of a message, given the open question, at a Unix time in seconds."""


class Exchange(msgspec.Struct, frozen=True):
    """One thing said, how it was understood, and the reply."""

    said: str
    heard: Heard
    reply: Reply


class PlayedMessage(msgspec.Struct, frozen=True):
    """A message of the script: its exchange, and those that followed of the prepared answers."""

    message: Message
    exchanges: list[Exchange]


def play(script: Script, sandbox: Sandbox, listener: Listener) -> list[PlayedMessage]:
    """Play a script to its end."""
    clock = Clock()
    with sandbox.driver(script.person, clock) as driver:
        player = _Player(script, driver, clock, listener)
        return [player.message(message) for message in script.turns]


class _Player:
    """One conversation under way. The person is greeted first, as in every face."""

    def __init__(self, script: Script, driver: Driver, clock: Clock, listener: Listener) -> None:
        self._driver = driver
        self._clock = clock
        self._listener = listener
        self._prepared = list(script.if_asked)
        self._last = script.turns[-1]
        self._walk = Walk()
        self._looked_up: list[str] = []
        self._words = ""
        self._turn([Begin()])

    def message(self, message: Message) -> PlayedMessage:
        """Say a message of the script, and the prepared answers as long as they are asked and an ending is missing."""
        exchanges = [self._say(message.say)]
        while self._waits(message, exchanges) and (answer := self._prepared_answer(exchanges[-1].reply)) is not None:
            exchanges.append(self._say(answer))
        return PlayedMessage(message, exchanges)

    def _waits(self, message: Message, exchanges: Sequence[Exchange]) -> bool:
        """Whether an ending is missing that may take more answers: a form must be filled in, or the script is over."""
        wanted = {value for each in message.expect if each.what == ENDING for value in each.values}
        if message is not self._last:
            wanted &= TAKE_ANSWERS
        reached = {ending for each in exchanges for ending in each.reply.endings}
        return bool(wanted - reached) and len(exchanges) <= ANSWERS_LIMIT

    def _prepared_answer(self, reply: Reply) -> str | None:
        """Each prepared answer is given once."""
        found = fitting(self._prepared, reply, self._open, self._driver.library)
        if found is None:
            return None
        self._prepared.remove(found)
        return found.say

    def _say(self, text: str) -> Exchange:
        self._clock.pass_a_minute()
        heard = self._listener.hear(text, self._open, self._clock.now)
        return Exchange(text, heard, self._turn(heard.moves))

    @property
    def _open(self) -> OpenQuestion:
        return open_question_of(self._driver.library, self._walk)

    def _turn(self, moves: list[Move]) -> Reply:
        before, previous = self._waiting(), self._words
        turn = self._driver.turn(self._walk, moves, CONVERSATION)
        self._walk = turn.walk
        self._looked_up += _records(turn)
        reply = Reply(turn.blocks, turn.steps, list(self._looked_up), before, self._waiting(), previous)
        self._words = reply.words
        return reply

    def _waiting(self) -> Waiting:
        question, stack = self._open, self._walk.stack
        step = stack[-1].here if stack else None
        return Waiting(question.number is not None, step, question.fact, question.topic)


def _records(turn: Turn) -> list[str]:
    """The records that were read: "look up org of me" is `org`."""
    return [each.request.split()[2] for each in turn.asked if each.outcome == "answered" and _reads(each.request)]


def _reads(request: str) -> bool:
    return request.startswith("look up ")
