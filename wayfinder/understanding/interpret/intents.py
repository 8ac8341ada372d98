"""The intents that are about the conversation itself, and the move for each of them."""

from __future__ import annotations

from wayfinder.engine import moves as m
from wayfinder.engine.open_question import OpenOption, OpenQuestion
from wayfinder.understanding.interpret import options
from wayfinder.understanding.interpret.open_now import is_asking

_STEERING: dict[str, m.Move] = {
    "stop": m.Stop(),
    "restart": m.Restart(),
    "go_back": m.Back(),
    "repeat": m.Repeat(),
    "talk_to_human": m.Human(),
    "solved": m.Solved(),
    "not_solved": m.NotSolved(),
}
_ANSWERING: dict[str, m.Move] = {"why": m.Why(), "skip": m.Skip(), "dont_know": m.DontKnow()}
SMALL_TALK = ("greet", "thanks", "goodbye", "help_menu", "bot_challenge", "case_status", "out_of_scope")
CONVERSATION = frozenset([*_STEERING, *_ANSWERING, *SMALL_TALK, "affirm", "deny", "correction"])


def move_of(intent: str, question: OpenQuestion) -> m.Move | None:
    """The move for an intent of the conversation; None when the open question gives it no meaning."""
    if intent in _STEERING:
        return _STEERING[intent]
    if intent in _ANSWERING:
        return _ANSWERING[intent] if is_asking(question) else None
    if intent == "affirm":
        return choice(options.agreeing(question.options))
    if intent == "deny":
        return choice(options.disagreeing(question.options))
    return m.Topic(intent) if intent in SMALL_TALK else None


def choice(option: OpenOption | None) -> m.Choose | None:
    """The move that chooses this option."""
    return m.Choose(option.id) if option else None
