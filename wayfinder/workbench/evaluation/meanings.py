"""What moves mean, and what their author says that a message means, as sets that can be compared.

A meaning is a tuple: its kind (`answer`, `value`, `result`, `report`, `tell`, `correct`, `topic`, `ask`, `want`, `act`,
`language`, `nothing`, or `miss` where nothing was understood), and what exactly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Union

from wayfinder.content.contract import CONVERSATION, LOOK_IT_UP, UNKNOWN
from wayfinder.content.values import org_id
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.interpret.values_in_text import spot

Meaning = tuple[str, ...]
Meant = Mapping[str, Union[str, Mapping[str, str]]]

NOTHING: Meaning = ("nothing",)
MISS: Meaning = ("miss",)

# Options that say how it went; the others are answers.
_RESULTS: Mapping[str, Meaning] = {
    "solved": ("result", "solved"),
    "otherwise": ("result", "not_solved"),
    "done": ("result", "done"),
    "waits": ("want", "waits"),
}
# The conversation trees that a topic move can begin, where their name is not the one of the act.
_ACTS: Mapping[str, Meaning] = {
    "bot_challenge": ("act", "bot"),
    "secret_shared": ("act", "secret"),
    "help_menu": ("want", "menu"),
    "case_status": ("want", "case_status"),
    "later": ("want", "later"),
    "on_record": ("want", "look_up"),
    "other_language": ("language",),
}
_WANTS: Mapping[str, str] = {"human": "person"}
# Facts whose words differ with who writes them down: that they were told is compared, not how.
_IN_OWN_WORDS: Mapping[str, str] = {
    "invitation.sent_at": "invitation.sent_at",
    "invitation.age": "invitation.sent_at",
    "problem.error": "problem.error",
}


def heard(moves: Sequence[m.Move], question: OpenQuestion, topics: Collection[str]) -> set[Meaning]:
    """What the moves of a message mean. `topics` are all topics; other names of trees are acts."""
    if not moves:
        return {NOTHING}
    return {meaning for move in moves for meaning in _of_move(move, question, topics)}


def meant(entries: Sequence[Meant], question: OpenQuestion) -> set[Meaning]:
    """What a message means as its author says: a list of one-key entries (tests/evaluation/README.md)."""
    return {meaning for entry in entries for key, value in entry.items() for meaning in _of_entry(key, value, question)}


def _of_move(move: m.Move, question: OpenQuestion, topics: Collection[str]) -> Iterator[Meaning]:
    match move:
        case m.Unclear(remark=True):
            yield NOTHING
        case m.FileCase():
            yield ("want", "case")
        case m.Unclear() | m.Clarify():
            yield MISS
        case m.Choose():
            yield _chosen(move.id.partition(".")[2], question)
        case m.Give():
            yield from (_given(fact, value, question) for fact, value in move.values.items())
        case m.Report():
            yield from (("report", remedy, outcome) for remedy, outcome in move.outcomes.items())
        case m.Topic():
            yield ("topic", move.id) if move.id in topics else _ACTS.get(move.id, ("act", move.id))
            # The engine's own details, such as the language of a message, are told by nobody.
            told = {fact: value for fact, value in move.values.items() if not fact.startswith(CONVERSATION)}
            yield from (_told(fact, value) for fact, value in told.items())
        case m.Correct():
            yield from _corrected(move.values)
        case m.SideQuestion():
            yield ("ask", move.aspect, move.topic or question.topic or "")
        case m.Solved(sure=False) | m.Human(sure=False):
            yield ("want", "confirm")
        case m.Solved():
            yield _RESULTS["solved"]
        case m.NotSolved():
            yield _RESULTS["otherwise"]
        case _:
            tag = str(type(move).__struct_config__.tag)
            yield ("want", _WANTS.get(tag, tag))


def _of_entry(key: str, value: str | Mapping[str, str], question: OpenQuestion) -> Iterator[Meaning]:
    if isinstance(value, str):
        yield _of_word(key, value, question)
    elif key == "ask":
        yield ("ask", value["aspect"], value.get("topic") or question.topic or "")
    elif key == "correct":
        yield from _corrected(value)
    elif key == "tell":
        yield from (_told(fact, told) for fact, told in value.items())
    else:
        yield from ((key, name, outcome) for name, outcome in value.items())


def _of_word(key: str, value: str, question: OpenQuestion) -> Meaning:
    if key == "answer":
        return _chosen(value, question)
    if key == "value":
        return ("value", _normal(value, question.kind))
    if key == "ask":
        return ("ask", value, question.topic or "")
    return (key,) if key in ("nothing", "language") else (key, value)


def _chosen(value: str, question: OpenQuestion) -> Meaning:
    """What choosing an option means: how it went, another topic, a wish, or an answer."""
    if value.startswith(m.TOPIC_MARK):
        return ("topic", value.removeprefix(m.TOPIC_MARK))
    wishes = {LOOK_IT_UP: "look_up", UNKNOWN: "dont_know", m.MORE: "more"}
    if value in wishes:
        return ("want", wishes[value])
    return _RESULTS[value] if value in _RESULTS and _asks_how_it_went(question) else ("answer", value)


def _asks_how_it_went(question: OpenQuestion) -> bool:
    return any(option.value in ("otherwise", "waits") for option in question.options)


def _given(fact: str, value: str, question: OpenQuestion) -> Meaning:
    if fact != question.fact:
        return _told(fact, value)
    return ("value", _normal(value, question.kind)) if question.kind else _chosen(value, question)


def _told(fact: str, value: str) -> Meaning:
    name, at, subject = fact.partition("@")
    if name in _IN_OWN_WORDS:
        return ("tell", _IN_OWN_WORDS[name] + at + subject)
    return ("tell", fact, _normal(value, None))


def _corrected(values: Mapping[str, str]) -> Iterator[Meaning]:
    """Without values: the last answer was wrong."""
    yield from (("correct", *_told(fact, value)[1:]) for fact, value in values.items())
    if not values:
        yield ("correct",)


def _normal(value: str, kind: str | None) -> str:
    """A value in its normal form where it is one of a kind: an id of 18 letters, a day as YYYY-MM-DD."""
    found = spot(kind, value) if kind in ("email", "username", "org_id", "date") else org_id(value)
    return " ".join((found or value).lower().split())
