"""What an option is in any question: a yes, a no, "I don't know", one of the results of advice ..."""

from __future__ import annotations

from wayfinder.content.contract import LOOK_IT_UP, UNKNOWN, Filing, Result
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import words

# By value, as the acts that mean the same.
_VALUES = {
    UNKNOWN: "unknown",
    LOOK_IT_UP: "look_it_up",
    Result.SOLVED.value: "solved",
    Result.OTHERWISE.value: "not_solved",
    Result.DONE.value: "done",
    Result.WAITS.value: "waiting",
    **{each.value: each.value for each in Filing},
}
_OF_A_REVIEW = {"yes": Filing.FILE.value, "no": Filing.LEAVE.value}


def role(value: str, label: str, kind: str) -> str:
    """What an option is at a question of this kind; "content" where it can only be told by its words."""
    found = _VALUES.get(value) or _agreeing(value, words(label)[:1])
    return _OF_A_REVIEW.get(found, found) if kind == "review" else found


def _agreeing(value: str, first: list[str]) -> str:
    if value == "yes" or not phrasebook().yes.isdisjoint(first):
        return "yes"
    return "no" if value == "no" or not phrasebook().no.isdisjoint(first) else "content"
