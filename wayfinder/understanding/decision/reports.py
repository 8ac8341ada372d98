"""Remedies that a message reports, and how they went: "wiped my cookies, no change"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from wayfinder.content.model import Library, RemedySpec
from wayfinder.content.remedy_key import remedy_name
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.candidates import REPORT, Candidate
from wayfinder.understanding.decision.features import Features, of_acts, of_message
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.decision.texts import remedy_texts
from wayfinder.understanding.decision.weights import Learnt, nearest
from wayfinder.understanding.interpret.wording import negates
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import words

OUTCOMES = ("failed", "worked", "done", "impossible")
# An outcome in one clause may be about the remedies of the clause before: "tried incognito. nothing."
_OUTCOME = {"not_solved": "failed", "solved": "worked"}
_SURE = 0.25
# What looks less like the report of a remedy, and does not name it, is no candidate.
_POSSIBLE = 0.05
# How likely a report must be, with all its outcomes: a remedy that is left out wrongly may be the one that helps.
REPORTS = 0.4


def reported(remedy: str) -> str:
    """The dialogue act of who reports a remedy."""
    return f"{REPORT}:{remedy}"


def went(outcome: str) -> str:
    """The dialogue act of who says how a remedy went."""
    return f"went:{outcome}"


class Remedies:
    """The remedies that a message may report, by their words."""

    def __init__(self, library: Library, learnt: Learnt) -> None:
        self._names = {name: _named(spec) for name, spec in library.remedies.items()}
        self._vectors = {
            name: [vector for text in remedy_texts(spec) if (vector := learnt.vector(text)) is not None]
            for name, spec in library.remedies.items()
        }

    def candidates(self, message: Message, question: OpenQuestion, said: Said) -> Iterator[Candidate]:
        """Each remedy that may be meant, with each outcome: `report:REMEDY:OUTCOME`."""
        common = {**of_message(message, question), **of_acts(said)}
        common |= {f"went {outcome}": said.most(went(outcome)) for outcome in OUTCOMES}
        proposed = set(map(remedy_name, question.remedies))
        for remedy, names in self._names.items():
            clauses = [number for number, clause in enumerate(message.clauses) if _mentions(clause.text, names)]
            act = reported(remedy)
            if not clauses and said.most(act) < _POSSIBLE and remedy not in proposed:
                continue
            clause = clauses[0] if clauses else _clause_of(act, message, said)
            own = {**common, **self._features(remedy, clause, message, said), "named": float(bool(clauses))}
            own |= {"proposed": float(remedy in proposed), "remedies proposed": len(proposed) / 3}
            by_words = _outcome(message, clause)
            for outcome in OUTCOMES:
                yield Candidate(f"{act}:{outcome}", REPORT, clause, {**own, **_of_outcome(outcome, by_words, said)})

    def _features(self, remedy: str, clause: int, message: Message, said: Said) -> Features:
        act, text = reported(remedy), message.clauses[clause].text
        pairs = _pairs(text)
        return {
            "act": said.whole(act),
            "act most": said.most(act),
            "act in clause": said.clause(act, clause),
            "act ahead": said.most(act)
            - max((said.most(reported(other)) for other in self._others(remedy)), default=0.0),
            "report in clause": said.clause(REPORT, clause),
            "ask in clause": said.clause("ask", clause),
            "alike": nearest(message.vectors, self._vectors[remedy]),
            "negated": float(negates(text)),
            "a plan": float(not phrasebook().plans.isdisjoint(pairs)),
            "in vain": float(not phrasebook().in_vain.isdisjoint(pairs)),
            "cannot": float(not phrasebook().impossible.isdisjoint(pairs)),
            "clause asks": float(message.asking[clause]),
            f"is {remedy}": 1.0,
        }

    def _others(self, remedy: str) -> list[str]:
        return [other for other in self._names if other != remedy]


def reports(found: Sequence[tuple[Candidate, float]]) -> dict[str, str]:
    """The likeliest outcome of each remedy that is reported; `found` are all candidates with their probability."""
    by_remedy: dict[str, dict[str, float]] = {}
    for candidate, likely in found:
        _, remedy, outcome = candidate.name.split(":")
        by_remedy.setdefault(remedy, {})[outcome] = likely
    return {
        remedy: max(outcomes, key=outcomes.__getitem__)
        for remedy, outcomes in by_remedy.items()
        if sum(outcomes.values()) >= REPORTS
    }


def _of_outcome(outcome: str, by_words: str, said: Said) -> Features:
    return {
        "this outcome": said.whole(went(outcome)),
        "this outcome most": said.most(went(outcome)),
        "outcome by words": float(outcome == by_words),
        f"is {outcome}": 1.0,
    }


def _named(spec: RemedySpec) -> list[str]:
    return [" ".join(words(name)) for name in (*spec.synonyms, spec.label)]


def _mentions(text: str, names: Sequence[str]) -> bool:
    said = f" {' '.join(words(text))} "
    return any(f" {name} " in said for name in names)


def _clause_of(act: str, message: Message, said: Said) -> int:
    return max(range(len(message.clauses)), key=lambda number: said.clause(act, number))


def _outcome(message: Message, at: int) -> str:
    """How it went by the words of the clause and the one after it."""
    pairs = _pairs(message.clauses[at].text)
    if not phrasebook().impossible.isdisjoint(pairs):
        return "impossible"
    for clause in message.clauses[at : at + 2]:
        likely: Mapping[str, float] = {seen.intent: seen.likely for seen in clause.seen}
        name = max(_OUTCOME, key=lambda intent: likely.get(intent, 0.0))
        if likely.get(name, 0.0) >= _SURE:
            return _OUTCOME[name]
    return "failed" if not phrasebook().in_vain.isdisjoint(pairs) else "done"


def _pairs(text: str) -> set[str]:
    """Words, and pairs of words."""
    said = words(text)
    return {*said, *(f"{one} {other}" for one, other in itertools.pairwise(said))}
