"""The decision: which candidates are meant. They compete by probability; the bar is only what a mistake costs."""

from __future__ import annotations

from collections.abc import Sequence

from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.candidates import OPTION, TOPIC, Candidate, candidates
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.intents import SMALL_TALK

# How likely a meaning must be, by what it costs to be wrong. Chosen on data/turns/calibration.
HARMLESS = 0.35  # a word in passing, or an answer that leaves the question open
USUAL = 0.45  # an answer or a topic: it can be taken back
SECOND_TOPIC = 0.65  # most messages that resemble two topics are about one
GRAVE = 0.55  # it ends a problem, files something or calls somebody
_HARMLESS = frozenset(
    ["why", "repeat", "more", "later", "small_talk", "help_menu", "waiting", "look_it_up", *SMALL_TALK]
)
_GRAVE = frozenset(
    ["solved", "talk_to_human", "restart", "stop", "goodbye", "file_case", "return", "option:file", "secret_shared"]
)
NOT_SOLVED = "not_solved"  # where it is said of advice, it leads on: the cost of a mistake is one more step
# Said beside something else in the same clause: "thanks, that did it".
_BESIDE = frozenset(["thanks", "greet", "frustrated", "goodbye"])


def decide(found: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """What is meant of all that was `weighed`, the likeliest first."""
    chosen: list[tuple[Candidate, float]] = []
    for candidate, probability in found:
        needed = SECOND_TOPIC if _is_second_topic(candidate, chosen) else _needed(candidate)
        if probability >= needed and all(_go_together(candidate, other) for other, _ in chosen):
            chosen.append((candidate, probability))
    return chosen


def weighed(message: Message, question: OpenQuestion, learnt: Learnt, looks: Said) -> list[tuple[Candidate, float]]:
    """All candidates with their probability, the likeliest first; `looks` is what the message looks like."""
    found: list[tuple[Candidate, float]] = []
    offered = list(candidates(message, question, learnt, looks))
    for kind, scale in learnt.scales.items():
        of_kind = [candidate for candidate in offered if candidate.kind == kind]
        found += zip(of_kind, scale.probabilities([each.features for each in of_kind]) if of_kind else [], strict=True)
    return sorted(found, key=lambda each: -each[1])


def _is_second_topic(candidate: Candidate, chosen: list[tuple[Candidate, float]]) -> bool:
    return candidate.kind == TOPIC and any(other.kind == TOPIC for other, _ in chosen)


def _needed(candidate: Candidate) -> float:
    if candidate.name in _GRAVE:
        return GRAVE
    asks = candidate.name.startswith("ask_")
    return HARMLESS if asks or candidate.name in _HARMLESS or candidate.name == NOT_SOLVED else USUAL


def _go_together(one: Candidate, other: Candidate) -> bool:
    if one.kind == OPTION and other.kind == OPTION:
        return False
    return one.clause != other.clause or one.name in _BESIDE or other.name in _BESIDE
