"""The intents that are about the conversation itself, and the move for each of them."""

from __future__ import annotations

from wayfinder.content.contract import ASPECTS, LOOK_IT_UP, ConversationFact, Filing, Result
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion
from wayfinder.understanding.interpret import options
from wayfinder.understanding.interpret.open_now import is_asking, option_of

_STEERING: dict[str, m.Move] = {
    "stop": m.Stop(),
    "return": m.Return(),
    "restart": m.Restart(),
    "go_back": m.Back(),
    "repeat": m.Repeat(),
    "more": m.More(),
    "later": m.Later(),
    "talk_to_human": m.Human(),
    "solved": m.Solved(),
    "not_solved": m.NotSolved(),
}
_ANSWERING: dict[str, m.Move] = {"why": m.Why(), "skip": m.Skip(), "dont_know": m.DontKnow()}
# Each is said in passing by the conversation tree of its name.
SMALL_TALK = (
    *("greet", "thanks", "goodbye", "help_menu", "bot_challenge", "case_status", "out_of_scope"),
    *("frustrated", "small_talk", "doubt"),
)
# The conversation trees whose names are not those of their intents.
_TREES = {"look_it_up": "on_record", "secret_shared": "secret"}
# The options that mean the same as the intent, where they are open.
_OPTIONS = {
    "look_it_up": LOOK_IT_UP,
    "waiting": Result.WAITS.value,
    "done": Result.DONE.value,
    "file_case": Filing.FILE.value,
}
_MOVES: dict[str, m.Move] = {"file_case": m.FileCase(), "waiting": m.Later()}
_ASKING = {f"ask_{aspect}": aspect for aspect in ASPECTS}
CONVERSATION = frozenset(
    [*_STEERING, *_ANSWERING, *SMALL_TALK, *_TREES, *_OPTIONS, *_ASKING, "affirm", "deny", "correction"]
)


def move_of(intent: str, question: OpenQuestion, named: str | None = None) -> m.Move | None:
    """The move for an intent of the conversation; None when the open question gives it no meaning.

    `named` is a topic that the same message is about: where none is open, a side question is about that.
    """
    if intent in _STEERING:
        return _STEERING[intent]
    if intent in _ANSWERING:
        return _ANSWERING[intent] if is_asking(question) else None
    if intent == "affirm":
        return choice(options.agreeing(question.options))
    if intent == "deny":
        return choice(options.disagreeing(question.options))
    if intent in _ASKING:
        return _aside(intent, question, named)
    return choice(option_of(_option_value(intent, question), question)) or _otherwise(intent)


def _aside(intent: str, question: OpenQuestion, named: str | None) -> m.Move | None:
    """The side question on the topic that is open, named, or just answered; without one it asks nothing that can be
    answered."""
    if question.topic is not None or (question.ended is not None and named is None):
        return m.SideQuestion(_ASKING[intent])
    return m.SideQuestion(_ASKING[intent], named) if named else None


def _otherwise(intent: str) -> m.Move | None:
    """Where no option says the same: what a conversation tree says; a person can file a case too; and whoever waits for
    somebody goes on later."""
    if intent in _MOVES:
        return _MOVES[intent]
    tree = intent if intent in SMALL_TALK else _TREES.get(intent)
    return m.Topic(tree) if tree else None


def _option_value(intent: str, question: OpenQuestion) -> str:
    """The value of the option that means the same; "still waiting" says that nothing came of it yet."""
    came_of_it = question.fact == ConversationFact.HEARD
    return "nothing" if intent == "waiting" and came_of_it else _OPTIONS.get(intent, "")


def choice(option: OpenOption | None) -> m.Choose | None:
    """The move that chooses this option."""
    return m.Choose(option.id) if option else None
