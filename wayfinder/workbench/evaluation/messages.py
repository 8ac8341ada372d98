"""First messages as typed data, and what each was heard as."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path
from typing import Protocol

import msgspec

from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.workbench import typed_yaml
from wayfinder.workbench.conversations.player import Heard
from wayfinder.workbench.conversations.sandbox import NOW

OUT_OF_SCOPE = "out_of_scope"
SIDE_QUESTION = "side_question"
# The intents of acts whose name in the sets is another one.
_INTENTS = {"human": "talk_to_human", "back": "go_back", "correct_last": "correction"}


class Ranked(Heard, frozen=True):
    """What a message was understood as, with the intents and their confidence (0 to 1), surest first."""

    ranking: list[tuple[str, float]] = []


class Ranker(Protocol):
    """Understands what is said, and says how sure it is of each intent."""

    def hear(self, text: str, question: OpenQuestion, now: float) -> Ranked:
        """The moves and the ranking of a message, given the open question, at a Unix time in seconds."""

    def guess(self, text: str, question: OpenQuestion, now: float) -> tuple[str, float] | None:
        """The likeliest meaning of the message with its probability; None where that was not learnt."""


class FirstMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says first: the topic that it is about, or the act that it is. `style` is how it is said.

    Raises:
        ValueError: when it has neither topic nor act, or both.
    """

    said: str
    topic: str | None = None
    act: str | None = None
    style: str = ""

    def __post_init__(self) -> None:
        if (self.topic is None) == (self.act is None):
            raise ValueError("a message has either a topic or an act")

    @property
    def intent(self) -> str:
        """The intent that it has."""
        return self.topic or _INTENTS.get(self.act or "", self.act or "")


class MessageSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """First messages."""

    messages: list[FirstMessage]


class Answered(msgspec.Struct, frozen=True):
    """A first message with what it was heard as. `took` is in seconds."""

    message: FirstMessage
    intents: list[str]
    guess: str
    confidence: float
    begun: list[str]
    offered: list[str]
    refused: bool
    took: float

    @property
    def is_first(self) -> bool:
        """Whether the surest intent is right."""
        return self.message.intent in self.intents[:1]

    @property
    def is_guessed(self) -> bool:
        """Whether the likeliest meaning is right, at the confidence that was given."""
        return self.message.intent == self.guess

    @property
    def is_among_three(self) -> bool:
        """Whether one of the three surest intents is right."""
        return self.message.intent in self.intents[:3]

    @property
    def is_begun(self) -> bool:
        """Whether the right topic is begun at once."""
        return self.message.topic in self.begun

    @property
    def is_right_within_two(self) -> bool:
        """Whether the right topic is begun at once, or offered so that the person can choose it."""
        return self.is_begun or self.message.topic in self.offered


def read(path: Path) -> list[FirstMessage]:
    """A file of first messages.

    Raises:
        ContentError: with every problem, by line.
    """
    return typed_yaml.read(path, MessageSet).messages


def answer(message: FirstMessage, ranker: Ranker, topics: Collection[str]) -> Answered:
    """Hear a first message, when nothing is open."""
    began = time.perf_counter()
    heard = ranker.hear(message.said, OpenQuestion(), NOW)
    took = time.perf_counter() - began
    begun = [move.id for move in heard.moves if isinstance(move, m.Topic) and move.id in topics]
    offered = [topic for move in heard.moves if isinstance(move, (m.Clarify, m.Unclear)) for topic in move.topics]
    intents = list(dict.fromkeys(_name(intent) for intent, _ in heard.ranking))
    surest = heard.ranking[0] if heard.ranking else ("", 0.0)
    guess, sure = ranker.guess(message.said, OpenQuestion(), NOW) or surest
    return Answered(message, intents, _name(guess), sure, begun, offered, _refuses(heard.moves), took)


def _name(intent: str) -> str:
    """The intent as the sets name it: they do not tell the aspects of side questions apart."""
    return SIDE_QUESTION if intent.startswith("ask_") else intent


def _refuses(moves: list[m.Move]) -> bool:
    """Whether nothing of the message is taken up: it is out of scope, or not understood at all."""
    return all(move == m.Topic(OUT_OF_SCOPE) or (isinstance(move, m.Unclear) and not move.topics) for move in moves)
