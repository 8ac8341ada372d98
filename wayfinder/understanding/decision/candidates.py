"""What a message may mean, given the open question: candidates with their features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.features import Features, Options, of_act, of_acts, of_intent, of_message
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.roles import role
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.correction import sounds_like_one
from wayfinder.understanding.interpret.intents import CONVERSATION

Kind = Literal["option", "intent", "topic", "result", "fact", "report"]
OPTION: Kind = "option"
INTENT: Kind = "intent"
TOPIC: Kind = "topic"
RESULT: Kind = "result"
FACT: Kind = "fact"
REPORT: Kind = "report"

# How advice went, as intents, and the options that mean the same: "it works", "done", "no luck", "I've asked".
RESULTS = {"solved": "solved", "not_solved": "otherwise", "done": "done", "waiting": "waits"}
ADVICE = ("remedies", "procedure")
REVIEW = "review"
# A topic that is less likely than this in every part is none; nor is an intent that the message does not look like.
TOPIC_LIKELY = 0.03
INTENT_LIKELY = 0.02
CORRECTION = "correction"


class Candidate(msgspec.Struct, frozen=True):
    """Something that may be meant: `option:VALUE`, `topic:NAME`, or an intent of the conversation.

    What can be said of any advice, or of any case that is read back, is a kind of its own: it is known without the
    words of the options. `clause` is the one that speaks most for the candidate.
    """

    name: str
    kind: Kind
    clause: int
    features: Features

    @property
    def about(self) -> str:
        """The value of the option, the topic, or the intent."""
        return self.name.partition(":")[2] or self.name


class _Offered:
    """The candidates of a message, while they are collected. What they have in common is worked out once."""

    def __init__(self, message: Message, question: OpenQuestion, learnt: Learnt, said: Said) -> None:
        self._message = message
        self._question = question
        self._said = said
        self._acts = of_acts(said)
        self._common = of_message(message, question)
        self._options = Options(message, question, learnt, self._common)

    def of_options(self) -> Iterator[Candidate]:
        """The open options, but for what can be said of any advice."""
        question = self._question
        for at, option in enumerate(question.options):
            if question.step not in ADVICE or option.value not in RESULTS.values():
                act = role(option.value, option.label, question.step)
                kind = RESULT if question.step == REVIEW else OPTION
                yield self._candidate(
                    f"option:{option.value}", kind, self._options.clause(at), act, self._options.of(at)
                )

    def of_results(self) -> Iterator[Candidate]:
        """What advice that is open offers, by the words of its options and by the intents that mean them."""
        if self._question.step not in ADVICE:
            return
        offered = [option.value for option in self._question.options]
        for intent, value in RESULTS.items():
            if value in offered:
                features = {**self._options.of(offered.index(value)), **self._of(intent)}
                yield self._candidate(intent, RESULT, self._message.clause_of(intent), intent, features)

    def of_intents(self, found: set[str]) -> Iterator[Candidate]:
        """The intents of the conversation, and the topics, but for those that are found already."""
        corrects = any(sounds_like_one(clause.text) for clause in self._message.clauses)
        likely = (name for name in self._message.intents() if self._message.surest(name) >= INTENT_LIKELY)
        names = [*likely, *self._said.possible(), *([CORRECTION] if corrects else [])]
        for name in dict.fromkeys(names):
            if name in found:
                continue
            if name in CONVERSATION:
                yield self._intent(name, corrects)
            elif self._message.surest(name) >= TOPIC_LIKELY:
                clause = self._message.clause_of(name)
                yield self._candidate(f"topic:{name}", TOPIC, clause, "topic", self._of(name))

    def _intent(self, name: str, corrects: bool) -> Candidate:
        features = self._of(name)
        features |= {f"likely {name}": features["likely"], "begins like one": float(corrects and name == CORRECTION)}
        return self._candidate(name, INTENT, self._clause(name), name, features)

    def _clause(self, intent: str) -> int:
        """By the intents that the model sees, or by what the clauses look like where it does not see this one."""
        if self._message.surest(intent):
            return self._message.clause_of(intent)
        return max(range(len(self._message.clauses)), key=lambda number: self._said.clause(intent, number))

    def _of(self, intent: str) -> Features:
        return of_intent(self._message, intent, self._question, self._common)

    def _candidate(self, name: str, kind: Kind, clause: int, act: str, features: Features) -> Candidate:
        return Candidate(name, kind, clause, {**features, **self._acts, **of_act(self._said, act, clause)})


def candidates(message: Message, question: OpenQuestion, learnt: Learnt, said: Said) -> Iterator[Candidate]:
    """Everything that the message may mean; `said` is what it looks like."""
    offered = _Offered(message, question, learnt, said)
    results = list(offered.of_results())
    yield from results
    yield from offered.of_options()
    yield from offered.of_intents({candidate.name for candidate in results})
