"""Remedies that a message reports: which, by their words, and how they went, by the clause around them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.reading import Reading
from wayfinder.understanding.tokens import words

# The words of each remedy, by its name.
RemedyWords = Mapping[str, Sequence[str]]
# An outcome in one clause may be about the remedies of the clause before: "tried incognito. nothing."
_OUTCOME = {"not_solved": "failed", "solved": "worked"}
_SURE = 0.25


def reports(message: Message, remedies: RemedyWords) -> dict[str, str]:
    """Outcomes by remedy: failed, worked, impossible, or done where nothing is said about how it went."""
    found: dict[str, str] = {}
    for at, clause in enumerate(message.clauses):
        if message.asking[at] or _is_plan(clause):
            continue
        for remedy in _mentioned(clause, remedies):
            found[remedy] = _outcome(message.clauses[at : at + 2])
    return found


def _mentioned(clause: Reading, remedies: RemedyWords) -> Iterator[str]:
    said = f" {' '.join(words(clause.text))} "
    for remedy, names in remedies.items():
        if any(f" {' '.join(words(name))} " in said for name in names):
            yield remedy


def _outcome(clauses: Sequence[Reading]) -> str:
    if not phrasebook().impossible.isdisjoint(_pairs(clauses[0])):
        return "impossible"
    for clause in clauses:
        likely = {seen.intent: seen.likely for seen in clause.seen}
        name = max(_OUTCOME, key=lambda intent: likely.get(intent, 0.0))
        if likely.get(name, 0.0) >= _SURE:
            return _OUTCOME[name]
    return "failed" if not phrasebook().in_vain.isdisjoint(_pairs(clauses[0])) else "done"


def _is_plan(clause: Reading) -> bool:
    """Whether it says what somebody will do, not what was done."""
    return not phrasebook().plans.isdisjoint(_pairs(clause))


def _pairs(clause: Reading) -> set[str]:
    """Words, and pairs of words."""
    said = words(clause.text)
    return {*said, *(f"{one} {other}" for one, other in itertools.pairwise(said))}
