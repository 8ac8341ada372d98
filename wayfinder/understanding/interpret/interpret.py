"""From what the model made of a message to a move, in the light of what is open.

A pure function. The order is that of trust: words that stand on the screen, words of command, a
value of the kind that is asked, and only then the model.
"""

from __future__ import annotations

from collections.abc import Callable

from wayfinder.content.model import UNKNOWN
from wayfinder.engine import moves as m
from wayfinder.engine.open_question import OpenOption, OpenQuestion
from wayfinder.understanding.entities.patterns import ERROR
from wayfinder.understanding.interpret import answers_in_context as told
from wayfinder.understanding.interpret import options
from wayfinder.understanding.interpret.correction import corrected, names_a_value, sounds_like_one
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.values_in_text import spot
from wayfinder.understanding.interpret.wording import bare
from wayfinder.understanding.normalise import normalised
from wayfinder.understanding.phrasebook import command, phrasebook
from wayfinder.understanding.tokens import phrase

# Tuned on one half of tests/understanding/messages.yml, measured on the other: docs/understanding.md.
# Nothing is open: a wrong topic costs one "stop", asking back costs a message each time.
TOPIC_SURE = 0.35
# A question is open: its answers often resemble topics ("the invitation one"), and a jump is rude.
TOPIC_SURE_WHEN_OPEN = 0.6
# Below this a topic is not even worth a "did you mean".
TOPIC_POSSIBLE = 0.12
# A rival with this share of the best confidence is about as likely (confidences are sharpened).
ABOUT_AS_LIKELY = 0.6
# Steering is cheap to undo, and its phrases are short, so that little similarity must do.
STEERING_SURE = 0.3
# These answer a question or end the topic, and nobody is asked back.
DECIDING_SURE = 0.5
DECIDING = ("affirm", "deny", "solved", "skip", "talk_to_human")
# A text made mostly of words of an option is an answer, unless the model is as sure as this of something else.
UNMISTAKABLE = 0.9
MOSTLY = 0.51
# Inside a free text only an unmistakable wish to steer counts; the rest is the text.
STEERING_SURE_IN_TEXT = 0.8
CLOSEST = 3

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
# With one of these, an error message is quoted to say how it ended.
_ENDING = ("solved", "not_solved", "thanks", "goodbye", "talk_to_human", "stop", "correction")
_SMALL_TALK = ("greet", "thanks", "goodbye", "help_menu", "bot_challenge", "case_status", "out_of_scope")
CONVERSATION = frozenset([*_STEERING, *_ANSWERING, *_SMALL_TALK, "affirm", "deny", "correction"])

_Rule = Callable[[str, Parse, OpenQuestion], "m.Move | None"]


def to_move(parse: Parse, question: OpenQuestion) -> m.Move:
    """What the person wants, given what is open. Never raises."""
    text = normalised(parse.text)
    if not phrase(text):
        return m.Unclear()
    found = (rule(text, parse, question) for rule in _RULES)
    move = next((move for move in found if move is not None), None)
    return m.Unclear(_closest(parse)) if move is None else _with_facts(move, parse, question)


def _with_facts(move: m.Move, parse: Parse, question: OpenQuestion) -> m.Move:
    """A choice together with the facts that were told in the same breath: "yes, I was invited two days ago"."""
    chosen = next((option for option in question.options if isinstance(move, m.Choose) and option.id == move.id), None)
    if (
        chosen is None
        or not parse.facts
        or not _is_walking(question)
        or question.fact is None
        or chosen.value == UNKNOWN
    ):
        return move
    # The answer first: a correction of one fact forgets those after it.
    return m.Give(
        {question.fact: chosen.value, **{name: v for name, v in parse.facts.items() if name != question.fact}}
    )


# --- what stands on the screen, words of command, values -----------------------------------


def _named_option(text: str, _parse: Parse, question: OpenQuestion) -> m.Move | None:
    option = options.named(text, question.options) or options.named(bare(text), question.options)
    return m.Choose(option.id) if option else None


def _noted(text: str, _parse: Parse, question: OpenQuestion) -> m.Move | None:
    """ "Ok, I'll try" after a remedy is not "yes, that helped": the question waits."""
    return m.Repeat() if phrase(text) in phrasebook().noted and _has_option(question, "otherwise") else None


def _command(text: str, _parse: Parse, question: OpenQuestion) -> m.Move | None:
    intent = command(phrase(text)) or command(bare(text))
    return _move_of(intent, question) if intent else None


def _answered(_text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    """What was said tells the fact that is asked, or that from which it follows."""
    answer = told.answer(parse, question)
    return m.Give({**parse.facts, **answer}) if answer else None


def _value(text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    if question.kind is None or question.fact is None or question.kind == "topic":
        return None
    if question.kind == "text" and _steers(parse, STEERING_SURE_IN_TEXT):
        return None
    value = spot(question.kind, text)
    return m.Give({**parse.facts, question.fact: value}) if value else None


def _correction(text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    if not sounds_like_one(text) and _best(parse)[0] != "correction":
        return None
    if names_a_value(text, question.told, parse.entities):
        return corrected(text, question.told, parse.entities)
    if _best(parse)[0] != "correction" or _best(parse)[1] < STEERING_SURE:
        return None
    # After "back" the question that is corrected may be the one that is open.
    return _hinted_option(text, parse, question) or corrected(text, question.told, parse.entities)


def _described_option(text: str, _parse: Parse, question: OpenQuestion) -> m.Move | None:
    option = options.described(text, question.options)
    return m.Choose(option.id) if option else None


def _mostly_an_option(text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    """ "We don't use SSO" answers the question about SSO, though it resembles the topic of a failing SSO."""
    if not _is_walking(question) or text.endswith("?") or _best(parse)[1] >= UNMISTAKABLE:
        return None
    option = options.hinted(text, question.options, MOSTLY)
    return m.Choose(option.id) if option else None


def _statement(text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    """ "We use SSO", said to another question of the topic, is kept for later."""
    stated = told.statement(text) if _is_walking(question) else {}
    return m.Give({**parse.facts, **stated}) if stated else None


# --- what the model understood ----------------------------------------------------------------


def _steering(_text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    intent = _best(parse)[0]
    return _move_of(intent, question) if _steers(parse, _needed(intent, question)) else None


def _needed(intent: str, question: OpenQuestion) -> float:
    if intent in DECIDING:
        return DECIDING_SURE
    # An answer in unforeseen words resembles nothing known, as small talk does.
    return TOPIC_SURE_WHEN_OPEN if intent == "out_of_scope" and _is_walking(question) else STEERING_SURE


def _quoted_error(_text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    """An exact error message tells the topic better than the model does, unless it is the news that it is gone."""
    topic = parse.entities.get(ERROR)
    if topic is None or (_best(parse)[0] in _ENDING and _best(parse)[1] >= STEERING_SURE):
        return None
    offered = next((option for option in question.options if option.value == topic), None)
    return m.Choose(offered.id) if offered else _begin(topic, parse, question)


def _offered_topic(_text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    """A topic that is itself one of the options, as in "did you mean"."""
    intent, confidence = _best(parse)
    if intent in CONVERSATION or confidence < TOPIC_POSSIBLE:
        return None
    return _option_of(intent, question)


def _offered_ending(_text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    """ "I'm in again" resembles the option `solved`, when no words say otherwise: "still in the loop" does too."""
    intent = _best(parse)[0]
    return _option_of(intent, question) if _steers(parse, STEERING_SURE) else None


def _option_of(value: str, question: OpenQuestion) -> m.Move | None:
    option = next((option for option in question.options if option.value == value), None)
    return m.Choose(option.id) if option else None


def _topic(_text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    return _begin(_best(parse)[0], parse, question) if _means_topic(parse, question) else None


def _means_topic(parse: Parse, question: OpenQuestion) -> bool:
    intent, confidence = _best(parse)
    return intent not in CONVERSATION and confidence >= (TOPIC_SURE_WHEN_OPEN if _is_walking(question) else TOPIC_SURE)


def _begin(topic: str, parse: Parse, question: OpenQuestion) -> m.Move:
    if topic == question.topic and (_has_option(question, "otherwise") or _has_option(question, "not_solved")):
        return m.NotSolved()  # the same symptom again, after something was tried
    return m.Topic(topic, parse.facts)


def _hinted_option(text: str, _parse: Parse, question: OpenQuestion) -> m.Move | None:
    option = _hinted(text, question) if _is_walking(question) else None
    return m.Choose(option.id) if option else None


def _volunteered(text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    """Facts that nobody asked for, and no topic: they may come with an answer in unforeseen words."""
    if not parse.facts or not _is_walking(question) or _means_topic(parse, question):
        return None
    if _best(parse)[0] not in _SMALL_TALK and _steers(parse, _needed(_best(parse)[0], question)):
        return None
    option = _hinted(text, question)
    return m.Choose(option.id) if option else m.Give(parse.facts)


def _misshapen_value(text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    """Something was typed where a value is asked: the engine says what form it should have."""
    if question.kind is None or question.fact is None or question.kind == "topic":
        return None
    return m.Give({**parse.facts, question.fact: text})


def _several(_text: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    best = _best(parse)[1]
    if _is_walking(question) or best < TOPIC_POSSIBLE or _best(parse)[0] in CONVERSATION:
        return None
    close = [intent for intent, sure in _topics(parse) if sure >= best * ABOUT_AS_LIKELY]
    return m.Clarify(close[:CLOSEST]) if len(close) > 1 else None


_RULES: tuple[_Rule, ...] = (
    _named_option,
    _noted,
    _command,
    _answered,
    _value,
    _correction,
    _described_option,
    _quoted_error,
    _volunteered,
    _mostly_an_option,
    _statement,
    _steering,
    _offered_topic,
    _several,
    _topic,
    _hinted_option,
    _offered_ending,
    _misshapen_value,
)


def _hinted(text: str, question: OpenQuestion) -> OpenOption | None:
    return options.answered_first(text, question.options) or options.hinted(text, question.options)


def _move_of(intent: str, question: OpenQuestion) -> m.Move | None:
    if intent in _STEERING:
        return _STEERING[intent]
    if intent in _ANSWERING:
        return _ANSWERING[intent] if _is_asking(question) else None
    if intent == "affirm":
        return _agree(question)
    if intent == "deny":
        return _disagree(question)
    return m.Topic(intent) if intent in _SMALL_TALK else None


def _agree(question: OpenQuestion) -> m.Move | None:
    option = options.agreeing(question.options)
    return m.Choose(option.id) if option else None


def _disagree(question: OpenQuestion) -> m.Move | None:
    option = options.disagreeing(question.options)
    return m.Choose(option.id) if option else None


def _steers(parse: Parse, sure: float) -> bool:
    intent, confidence = _best(parse)
    return intent in CONVERSATION and confidence >= sure


def _best(parse: Parse) -> tuple[str, float]:
    return parse.ranking[0] if parse.ranking else ("", 0.0)


def _topics(parse: Parse) -> list[tuple[str, float]]:
    return [(intent, sure) for intent, sure in parse.ranking if intent not in CONVERSATION]


def _closest(parse: Parse) -> list[str]:
    return [intent for intent, _ in _topics(parse)][:CLOSEST]


def _has_option(question: OpenQuestion, value: str) -> bool:
    return any(option.value == value for option in question.options)


def _is_asking(question: OpenQuestion) -> bool:
    return bool(question.options) or question.kind is not None


def _is_walking(question: OpenQuestion) -> bool:
    """A question within a topic is open; the choices of a greeting are not one."""
    return question.topic is not None and _is_asking(question)
