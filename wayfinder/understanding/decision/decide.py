"""The decision: which candidates are meant. They compete by probability; the bar is only what a mistake costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wayfinder.content.contract import ConversationFact, Filing
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.candidates import OPTION, RESULT, REVIEW, TOPIC, Candidate, candidates
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.intents import SMALL_TALK
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import words

# How likely a meaning must be, by what it costs to be wrong. Chosen on data/turns/calibration.
HARMLESS = 0.35  # a word in passing, or an answer that leaves the question open
FIRST_TOPIC = 0.25  # with nothing open, a wrong topic costs one "stop", while asking back always costs a message
USUAL = 0.4  # a topic or an answer: it can be taken back
ALIKE = 0.35  # an answer that resembles an option: nonsense resembles none
KIND = 0.25  # a kind word is seldom wrong
SECOND_TOPIC = 0.65  # most messages that resemble two topics are about one
POSSIBLE = 0.6  # that it is solved, or that a person is wanted: they are asked first ...
SURE = 0.85  # ... unless it is as likely as this
CALLS = 0.7  # ... or, for a person, as likely as this and plain from the words alone
PLAIN = 0.8  # by the intents
GRAVE = 0.7  # it leaves a problem or files something
CERTAIN = 0.97  # it files something although there is a "but", a "no" or a question in it
RESEMBLES = 0.3  # by sentence vectors
ASKED = 0.8  # something that is no question, though its clause is one: "still nothing?"
_HARMLESS = frozenset(
    ["why", "repeat", "more", "later", "small_talk", "help_menu", "waiting", "look_it_up", *SMALL_TALK]
)
_FILE = f"option:{Filing.FILE.value}"
_AGREES = frozenset(["file_case", "affirm"])  # where a case is read back, they file it
_GRAVE = frozenset(["restart", "stop", "secret_shared"])
# What ends a problem, or calls somebody.
_ENDS = frozenset(["solved", "talk_to_human"])
# Questions whose "yes" does that.
_CONFIRMED = (ConversationFact.SOLVED, ConversationFact.PERSON)
# Said beside something else in the same clause: "thanks, that did it".
_BESIDE = frozenset(["thanks", "greet", "frustrated", "goodbye"])
# Answers to the open question: it has one at most.
_ANSWERS = frozenset(["affirm", "deny", "skip", "dont_know", "solved", "not_solved", "done", "waiting"])


def decide(
    found: Sequence[tuple[Candidate, float]], message: Message, question: OpenQuestion
) -> list[tuple[Candidate, float]]:
    """What is meant of all that was `weighed`, the likeliest first."""
    chosen: list[tuple[Candidate, float]] = []
    for candidate, probability in found:
        needed = _needed(candidate, chosen, message, question)
        if probability >= needed and all(_go_together(candidate, other) for other, _ in chosen):
            chosen.append((candidate, probability))
    return chosen


def is_sure(candidate: Candidate, probability: float, message: Message) -> bool:
    """Whether it can be done at once, without asking whether it is meant."""
    calls = candidate.name == "talk_to_human" and message.surest("talk_to_human") >= PLAIN
    return candidate.name not in _ENDS or probability >= (CALLS if calls else SURE)


def weighed(message: Message, question: OpenQuestion, learnt: Learnt, looks: Said) -> list[tuple[Candidate, float]]:
    """All candidates that compete, with their probability, the likeliest first; `looks` is what the message looks
    like."""
    return scored(candidates(message, question, learnt, looks), learnt)


def scored(offered: Iterable[Candidate], learnt: Learnt) -> list[tuple[Candidate, float]]:
    """The candidates with their probability, the likeliest first. Those of a kind about which nothing was learnt are
    left out."""
    found: list[tuple[Candidate, float]] = []
    by_kind: dict[str, list[Candidate]] = {kind: [] for kind in learnt.scales}
    for candidate in offered:
        by_kind.setdefault(candidate.kind, []).append(candidate)
    for kind, scale in learnt.scales.items():
        if by_kind[kind]:
            found += zip(by_kind[kind], scale.probabilities([each.features for each in by_kind[kind]]), strict=True)
    return sorted(found, key=lambda each: -each[1])


def _needed(
    candidate: Candidate, chosen: Sequence[tuple[Candidate, float]], message: Message, question: OpenQuestion
) -> float:
    if candidate.kind == TOPIC:
        is_second = any(other.kind == TOPIC for other, _ in chosen)
        return SECOND_TOPIC if is_second else FIRST_TOPIC if question.number is None else USUAL
    if candidate.name == "frustrated":
        return KIND
    if candidate.name.startswith("ask_") or candidate.name in _HARMLESS:
        return HARMLESS
    if is_answer(candidate) and message.asking[candidate.clause]:
        return ASKED
    if candidate.name == _FILE or (candidate.name in _AGREES and question.step == REVIEW):
        return CERTAIN if _has_reservations(message, candidate.clause) else GRAVE
    if candidate.kind == OPTION and (_is_restated(message, question) or question.fact in _CONFIRMED):
        return GRAVE
    if candidate.name in _ENDS:
        return POSSIBLE
    if candidate.name in _GRAVE:
        return GRAVE
    return ALIKE if candidate.kind == OPTION and _resembles(candidate) else USUAL


def _has_reservations(message: Message, clause: int) -> bool:
    """Whether a message is no plain yes: "yes, but put urgent in it", "file it? no", "first show it to me"."""
    said = words(message.whole.text)
    return message.asking[clause] or not (phrasebook().negations | phrasebook().reservations).isdisjoint(said)


def _resembles(candidate: Candidate) -> bool:
    """Whether the message is like an option in meaning or words."""
    return candidate.features.get("meant", 0.0) >= RESEMBLES or candidate.features.get("words shared", 0.0) > 0


def _is_restated(message: Message, question: OpenQuestion) -> bool:
    """Whether the message says the open problem once more, more than anything else."""
    seen = message.whole.seen
    return bool(seen) and seen[0].intent == question.topic


def is_answer(candidate: Candidate) -> bool:
    """Whether it would answer the open question."""
    return candidate.kind in (OPTION, RESULT) or candidate.name in _ANSWERS


def _go_together(one: Candidate, other: Candidate) -> bool:
    if is_answer(one) and is_answer(other):
        return False
    return one.clause != other.clause or one.name in _BESIDE or other.name in _BESIDE
