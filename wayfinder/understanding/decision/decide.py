"""The decision: which candidates are meant. They compete by probability, not each against a bar of its own."""

from __future__ import annotations

from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.candidates import OPTION, Candidate, candidates
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.weights import Learnt

LIKELIER_THAN_NOT = 0.5
# What ends a problem or calls somebody, and cannot simply be taken back.
GRAVE = 0.7
_GRAVE = ("solved", "talk_to_human", "file_case", "restart", "stop", "return", "goodbye", "option:file")
# Said beside something else in the same clause: "thanks, that did it".
_BESIDE = frozenset(["thanks", "greet", "frustrated", "goodbye"])


def decide(message: Message, question: OpenQuestion, learnt: Learnt) -> list[tuple[Candidate, float]]:
    """What is meant, the likeliest first, each with its probability."""
    chosen: list[tuple[Candidate, float]] = []
    for candidate, probability in weighed(message, question, learnt):
        if probability >= _needed(candidate) and all(_go_together(candidate, other) for other, _ in chosen):
            chosen.append((candidate, probability))
    return chosen


def weighed(message: Message, question: OpenQuestion, learnt: Learnt) -> list[tuple[Candidate, float]]:
    """All candidates with their probability, the likeliest first."""
    found = [
        (candidate, learnt.scales[candidate.kind].probability(candidate.features))
        for candidate in candidates(message, question, learnt)
        if candidate.kind in learnt.scales
    ]
    return sorted(found, key=lambda each: -each[1])


def _needed(candidate: Candidate) -> float:
    return GRAVE if candidate.name in _GRAVE else LIKELIER_THAN_NOT


def _go_together(one: Candidate, other: Candidate) -> bool:
    if one.kind == OPTION and other.kind == OPTION:
        return False
    return one.clause != other.clause or one.name in _BESIDE or other.name in _BESIDE
