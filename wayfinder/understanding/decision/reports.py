"""Remedies that a message reports, and how they went: by their words, and by what the message looks like."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.interpret.wording import negates
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.reading import Reading
from wayfinder.understanding.tokens import words

# The words of each remedy, by its name.
RemedyWords = Mapping[str, Sequence[str]]
# An outcome in one clause may be about the remedies of the clause before: "tried incognito. nothing."
_OUTCOME = {"not_solved": "failed", "solved": "worked"}
_SURE = 0.25
# A message that looks so much like the report of a remedy is one, in whatever words.
_LOOKS = 0.4
# What says "not", and not how it went, must look so much like a report: "I didn't open it in incognito".
_DENIED = 0.25
OUTCOMES = ("failed", "worked", "done", "impossible")


def reported(remedy: str) -> str:
    """The dialogue act of who reports a remedy."""
    return f"report:{remedy}"


def went(outcome: str) -> str:
    """The dialogue act of who says how a remedy went."""
    return f"went:{outcome}"


def reports(message: Message, remedies: RemedyWords, looks: Said) -> dict[str, str]:
    """Outcomes by remedy: failed, worked, impossible, or done where nothing is said about how it went."""
    found: dict[str, str] = {}
    for at, clause in enumerate(message.clauses):
        if message.asking[at] or _is_plan(clause):
            continue
        for remedy in _mentioned(clause, remedies):
            outcome = _outcome(message.clauses[at : at + 2])
            if outcome != "done" or not negates(clause.text) or looks.most(reported(remedy)) >= _DENIED:
                found[remedy] = outcome
    for remedy in remedies:
        if remedy not in found and looks.most(reported(remedy)) >= _LOOKS:
            found[remedy] = max(OUTCOMES, key=lambda outcome: looks.whole(went(outcome)))
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
