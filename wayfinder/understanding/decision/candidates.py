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

Kind = Literal["option", "intent", "topic", "result"]
OPTION: Kind = "option"
INTENT: Kind = "intent"
TOPIC: Kind = "topic"
RESULT: Kind = "result"

# How advice went, as intents, and the options that mean the same: "it works", "done", "no luck", "I've asked".
RESULTS = {"solved": "solved", "not_solved": "otherwise", "done": "done", "waiting": "waits"}
ADVICE = ("remedies", "procedure")
# A topic that is less likely than this in every part is none.
TOPIC_LIKELY = 0.03
CORRECTION = "correction"


class Candidate(msgspec.Struct, frozen=True):
    """Something that may be meant: `option:VALUE`, `topic:NAME`, or an intent of the conversation.

    The results of open advice are intents of a kind of their own. `clause` is the one that speaks most for it.
    """

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
    options = Options(message, question, learnt)
    results = dict(_results(message, question, options))
    yield from results.values()
    yield from _answers(question, options)
    corrects = any(sounds_like_one(clause.text) for clause in message.clauses)
    for intent in dict.fromkeys([*message.intents(), *([CORRECTION] if corrects else [])]):
        if intent in results:
            continue
        if intent in CONVERSATION:
            features = of_intent(message, intent, question)
            features |= {f"is {intent}": 1.0, f"likely {intent}": features["likely"]}
            features["begins like one"] = float(corrects and intent == CORRECTION)
            yield Candidate(intent, INTENT, message.clause_of(intent), features)
        elif message.surest(intent) >= TOPIC_LIKELY:
            yield Candidate(f"topic:{intent}", TOPIC, message.clause_of(intent), of_intent(message, intent, question))


def _results(message: Message, question: OpenQuestion, options: Options) -> Iterator[tuple[str, Candidate]]:
    """What advice that is open offers, by the words of its options and by the intents that mean them."""
    if question.step not in ADVICE:
        return
    offered = [option.value for option in question.options]
    for intent, value in RESULTS.items():
        if value in offered:
            at = offered.index(value)
            features = {**options.of(at), **of_intent(message, intent, question), f"is {intent}": 1.0}
            yield intent, Candidate(intent, RESULT, message.clause_of(intent), features)


def _answers(question: OpenQuestion, options: Options) -> Iterator[Candidate]:
    for at, option in enumerate(question.options):
        if question.step not in ADVICE or option.value not in RESULTS.values():
            yield Candidate(f"option:{option.value}", OPTION, options.clause(at), options.of(at))
