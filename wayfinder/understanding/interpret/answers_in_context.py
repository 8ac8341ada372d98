"""Uses the open question to decide which facts the values of a message tell."""

from __future__ import annotations

from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.entities.patterns import MOMENT, STATUS
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.wording import is_question, telling
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import words

# For the fact that is asked: the kind of value that answers it, and the fact that this value is. "37 hours ago" tells
# when the invitation was sent, and the engine derives its state from that.
_ANSWERS = {
    "invitation.state": (MOMENT, "invitation.sent_at"),
    "invitation.sent_at": (MOMENT, "invitation.sent_at"),
    "org.status": (STATUS, "org.status"),
    "user.org_status": (STATUS, "user.org_status"),
}


def answer(parse: Parse, question: OpenQuestion) -> dict[str, str]:
    """The facts from the message that answer the open question; empty when none does."""
    if question.fact is None:
        return {}
    asked, at, subject = question.fact.partition("@")
    kind, fact = _ANSWERS.get(asked, (question.kind or "", asked))
    told = {fact + at + subject: parse.entities[kind]} if kind in parse.entities else {}
    return {question.fact: parse.facts[question.fact]} if question.fact in parse.facts else told


def statement(text: str) -> dict[str, str]:
    """The fact that a text states if it says nothing else: "we use SSO" does, "our SSO fails" does not."""
    if is_question(text):
        return {}
    said, tells = set(words(text)), telling(text)
    table = ((fact, value, ways) for fact, values in phrasebook().statements.items() for value, ways in values.items())
    return {
        fact: value
        for fact, value, ways in table
        if any(telling(way) == tells and set(words(way)) <= said for way in ways)
    }
