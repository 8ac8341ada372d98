"""Which of the values that a message may tell it does tell or correct, and of whom."""

from __future__ import annotations

from collections.abc import Sequence

from wayfinder.content.fact_key import FactKey
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.candidates import Candidate
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.told import DENIED
from wayfinder.understanding.entities.vocabulary import vocabulary
from wayfinder.understanding.tokens import words

# How likely a value must be. A wrong fact is worse than a question; what was told before is corrected more easily.
TELLS = 0.6
CORRECTS = 0.5
# A fact of the person's own org, and the same of the org of a user.
_OF_USERS = {"org.status": "user.org_status", "org.type": "user.org_type"}


def facts_told(
    found: Sequence[tuple[Candidate, float]], message: Message, question: OpenQuestion
) -> tuple[dict[str, str], dict[str, str]]:
    """Facts by their key that are told, and those that are corrected; of each fact the likeliest value."""
    told: dict[str, str] = {}
    corrected: dict[str, str] = {}
    known = {each.fact for each in question.told}
    for candidate, likely in found:
        _, fact, value = candidate.name.split(":")
        clause = message.clauses[candidate.clause].text
        if candidate.features.get(DENIED):
            continue
        key = _key(fact, clause, question, known)
        if key in known and likely >= CORRECTS:
            corrected.setdefault(key, value)
        elif key not in known and likely >= TELLS and vocabulary().guesses.isdisjoint(words(clause)):
            told.setdefault(key, value)
    return told, corrected


def _key(fact: str, clause: str, question: OpenQuestion, known: set[str]) -> str:
    """Whether it is said of the person or of a colleague: by what was told or asked before, else by the words."""
    of_colleague = _OF_USERS.get(fact, str(FactKey(fact, of_colleague=True)))
    if of_colleague in known or fact in known:
        return fact if fact in known else of_colleague
    said = words(clause)
    asked_of_colleague = FactKey.parse(question.fact or "").of_colleague
    is_other = not vocabulary().third_person.isdisjoint(said) or asked_of_colleague
    return of_colleague if _names_people(said) or (is_other and vocabulary().oneself.isdisjoint(said)) else fact


def _names_people(said: Sequence[str]) -> bool:
    """Whether somebody else is named: "a user", and neither "my user" nor "user account"."""
    around = zip(["", *said], said, [*said[1:], ""], strict=False)
    return any(
        word in vocabulary().people and (before, word) != ("my", "user") and not after.startswith("account")
        for before, word, after in around
    )
