"""What a message may mean, given the open question: candidates with their features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.features import Features, Options, of_intent
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.correction import sounds_like_one
from wayfinder.understanding.interpret.intents import CONVERSATION

Kind = Literal["option", "intent", "topic"]
OPTION: Kind = "option"
INTENT: Kind = "intent"
TOPIC: Kind = "topic"

# What advice and waiting offer is meant by intents: "it works", "done", "no luck", "I've asked".
_BY_INTENT = ("solved", "otherwise", "done", "waits")
# A topic that is less likely than this in every part is none.
TOPIC_LIKELY = 0.03
CORRECTION = "correction"


class Candidate(msgspec.Struct, frozen=True):
    """Something that may be meant: `option:VALUE`, `topic:NAME`, or an intent of the conversation. `clause` is the one
    that speaks most for it."""

    name: str
    kind: Kind
    clause: int
    features: Features

    @property
    def about(self) -> str:
        """The value of the option, the topic, or the intent."""
        return self.name.partition(":")[2] or self.name


def candidates(message: Message, question: OpenQuestion, learnt: Learnt) -> Iterator[Candidate]:
    """Everything that the message may mean."""
    yield from _options(message, question, learnt)
    corrects = any(sounds_like_one(clause.text) for clause in message.clauses)
    for intent in dict.fromkeys([*message.intents(), *([CORRECTION] if corrects else [])]):
        if intent in CONVERSATION:
            features = of_intent(message, intent, question)
            features |= {f"is {intent}": 1.0, f"likely {intent}": features["likely"]}
            features["begins like one"] = float(corrects and intent == CORRECTION)
            yield Candidate(intent, INTENT, message.clause_of(intent), features)
        elif message.surest(intent) >= TOPIC_LIKELY:
            yield Candidate(f"topic:{intent}", TOPIC, message.clause_of(intent), of_intent(message, intent, question))


def _options(message: Message, question: OpenQuestion, learnt: Learnt) -> Iterator[Candidate]:
    if not question.options or question.step in ("remedies", "procedure"):
        return
    options = Options(message, question, learnt)
    for at, option in enumerate(question.options):
        if option.value not in _BY_INTENT:
            yield Candidate(f"option:{option.value}", OPTION, options.clause(at), options.of(at))
