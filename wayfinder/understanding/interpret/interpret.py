"""Turns the model's reading of a message into moves, given the open question. A pure function.

The rules are listed from the most to the least reliable; the first one that returns a move decides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from wayfinder.content.contract import LOOK_IT_UP, UNKNOWN, ConversationFact
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.interpret.intents import SMALL_TALK
from wayfinder.understanding.interpret.open_now import is_asking_in_topic, typed_value
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.rules import model, values, words
from wayfinder.understanding.interpret.thresholds import CLOSEST, TOPIC_POSSIBLE
from wayfinder.understanding.language.language import language_of
from wayfinder.understanding.secrets.secrets import secrets_in, without_secrets
from wayfinder.understanding.tokens import phrase

Rule = Callable[[Parse, OpenQuestion], "m.Move | None"]

# What needs no model.
CERTAIN: tuple[Rule, ...] = (
    words.named_option,
    words.noted,
    words.word_of_command,
    words.change_of_case,
    values.told_answer,
    values.only_value,
    values.correction,
    model.quoted_error,
)
# What is likely, where nothing was learnt from labelled turns.
LIKELY: tuple[Rule, ...] = (
    values.bare_correction,
    words.described_option,
    values.volunteered_facts,
    words.mostly_an_option,
    words.stated_fact,
    model.steering,
    model.offered_topic,
    model.several_topics,
    model.sure_topic,
    words.hinted_option,
    model.offered_ending,
)
# At the end, what was typed where a value is asked.
VALUES: tuple[Rule, ...] = (values.refused_value, values.misshapen_value)
NO_WORDS = "no_words"
DECIDED = "decided"
OTHER_LANGUAGE = "other_language"
WARNED = "warned"
_WARNING = m.Topic("secret")
NO_RULE = "no_rule"


# Where nothing but words in passing was heard.
LIKELY_TOPICS: tuple[Rule, ...] = (model.offered_topic, model.several_topics, model.sure_topic)
# Where free text is asked, what is plainly none: "she'll resend it, I'll come back".
_NO_TEXT = (m.Later, m.Solved, m.Human, m.Stop, m.Back, m.Repeat)
# What may be said beside something certain.
_BESIDE = (m.Report, m.SideQuestion, m.Human, m.More, m.Why)


class Decision(Protocol):
    """What was learnt: `wayfinder.understanding.decision.decision.LearntDecision`."""

    def moves(self, parse: Parse, question: OpenQuestion, /) -> list[m.Move]:
        """The moves that a message most likely means."""


class Understood(msgspec.Struct, frozen=True):
    """What the person wants; no moves when nothing was said, as with an empty message or an emoji.

    `rule` is the name of the rule that decided, NO_WORDS or NO_RULE.
    """

    moves: list[m.Move]
    rule: str


def interpret(parse: Parse, question: OpenQuestion, decision: Decision | None = None) -> Understood:
    """What the person wants, given the open question. Never raises.

    `decision` is what was learnt from labelled turns; without it, rules about what is likely stand in.
    """
    if not phrase(parse.text):
        return Understood([], NO_WORDS)
    language = language_of(parse.text)
    if language is not None:
        told = m.Topic("other_language", {ConversationFact.LANGUAGE.value: language})
        beside = _by_rules((model.in_another_language,), parse, question)
        return Understood([told, *(beside.moves if beside else [])], OTHER_LANGUAGE)
    if secrets_in(parse.text):
        return _warned(interpret(_without_secrets(parse), question, decision))
    found = _by_rules(CERTAIN, parse, question)
    if decision is not None and parse.readings:
        found = _with_what_else(found, parse, question, decision)
    else:
        found = found or _by_rules(LIKELY, parse, question)
    found = found or _by_rules(VALUES, parse, question)
    if found is None:
        return Understood([m.Unclear(_nearly_understood(parse))], NO_RULE)
    return Understood([m.answering(move, question.number) for move in _ending_once(found.moves)], found.rule)


def _ending_once(moves: list[m.Move]) -> list[m.Move]:
    """A remedy that worked ends the problem. That it is solved, in the same message, must not end another one too."""
    worked = any(isinstance(move, m.Report) and "worked" in move.outcomes.values() for move in moves)
    return [move for move in moves if not (worked and isinstance(move, m.Solved))]


def _warned(understood: Understood) -> Understood:
    """With a word of warning, in place of what is said of a message that has no other sense."""
    rest = [move for move in understood.moves if not isinstance(move, m.Unclear) and move != _WARNING]
    return Understood([_WARNING, *rest], WARNED)


def _without_secrets(parse: Parse) -> Parse:
    """Neither the text nor anything found in it holds the secrets."""
    hidden = {name: value for name, value in parse.entities.items() if value in without_secrets(parse.text)}
    readings = [msgspec.structs.replace(each, text=without_secrets(each.text)) for each in parse.readings]
    return msgspec.structs.replace(parse, text=without_secrets(parse.text), entities=hidden, readings=readings)


def _is_in_passing(move: m.Move) -> bool:
    return isinstance(move, m.Topic) and move.id in SMALL_TALK


def _by_rules(rules: tuple[Rule, ...], parse: Parse, question: OpenQuestion) -> Understood | None:
    found = ((rule(parse, question), rule.__name__) for rule in rules)
    return next((Understood([_with_facts(move, parse, question)], name) for move, name in found if move), None)


def _with_what_else(
    certain: Understood | None, parse: Parse, question: OpenQuestion, decision: Decision
) -> Understood | None:
    """What is certain, and what else a message of several clauses says; without anything certain, what is likely."""
    is_text = certain is not None and certain.rule == values.only_value.__name__ and question.kind == "text"
    if certain is not None and len(parse.readings) == 1 and not is_text:
        return certain
    heard = decision.moves(parse, question)
    if is_text and any(isinstance(move, _NO_TEXT) and getattr(move, "sure", True) for move in heard):
        return Understood(heard, DECIDED)
    if certain is None and all(map(_is_in_passing, heard)):
        topic = _by_rules(LIKELY_TOPICS, parse, question)
        heard = [*heard, *(topic.moves if topic else [])]
    if certain is None:
        return Understood(heard, DECIDED) if heard else None
    given = {value for move in certain.moves if isinstance(move, m.Give) for value in move.values.values()}
    beside = [move for move in heard if isinstance(move, _BESIDE) or _tells_more(move, question, given)]
    return Understood([*certain.moves, *beside, *_other_topics(certain.moves, heard)], certain.rule)


def _tells_more(move: m.Move, question: OpenQuestion, given: set[str]) -> bool:
    """Whether it tells or corrects facts, none of which is the one that is asked, with other values than were `given`.
    Free text may be about anything: "my answer is wrong" corrects nothing there."""
    if isinstance(move, m.Correct):
        named = bool(move.values) and all(move.values.values())
        return question.kind != "text" and named and given.isdisjoint(move.values.values())
    return isinstance(move, m.Give) and question.fact not in move.values


def _other_topics(certain: list[m.Move], heard: list[m.Move]) -> list[m.Move]:
    """The topics that a message is about beside the one that is certain, where that is understood as one of several."""
    named = {move.id for move in certain if isinstance(move, m.Topic)}
    topics = [move for move in heard if isinstance(move, m.Topic) and move.id not in SMALL_TALK]
    if not named & {move.id for move in topics}:
        return []
    return [move for move in topics if move.id not in named]


def _nearly_understood(parse: Parse) -> list[str]:
    """The topics that the message may be about, the likeliest first."""
    return [topic for topic, sure in parse.topics if sure >= TOPIC_POSSIBLE][:CLOSEST]


def _with_facts(move: m.Move, parse: Parse, question: OpenQuestion) -> m.Move:
    """The choice, together with facts told in the same message: "yes, I was invited two days ago"."""
    if not isinstance(move, m.Choose) or not parse.facts or question.fact is None or not is_asking_in_topic(question):
        return move
    if typed_value(question) is not None:
        return move  # the options of a value that is typed are no values
    chosen = next((option for option in question.options if option.id == move.id), None)
    if chosen is None or chosen.value in (LOOK_IT_UP, UNKNOWN):
        return move
    # The answer comes first, because correcting a fact forgets the facts after it.
    return m.Give({question.fact: chosen.value, **{k: v for k, v in parse.facts.items() if k != question.fact}})
