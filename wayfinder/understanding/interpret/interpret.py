"""Turns the model's reading of a message into moves, given the open question. A pure function.

The rules are listed from the most to the least reliable; the first one that returns a move decides.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from wayfinder.content.contract import LOOK_IT_UP, UNKNOWN
from wayfinder.engine import moves as m
from wayfinder.engine.open_question import OpenQuestion
from wayfinder.understanding.interpret.open_now import is_asking_in_topic, typed_value
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.rules import model, values, words
from wayfinder.understanding.interpret.thresholds import CLOSEST, TOPIC_POSSIBLE
from wayfinder.understanding.tokens import phrase

Rule = Callable[[Parse, OpenQuestion], "m.Move | None"]

RULES: tuple[Rule, ...] = (
    words.named_option,
    words.noted,
    words.word_of_command,
    values.told_answer,
    values.only_value,
    values.correction,
    words.described_option,
    model.quoted_error,
    values.volunteered_facts,
    words.mostly_an_option,
    words.stated_fact,
    model.steering,
    model.offered_topic,
    model.several_topics,
    model.sure_topic,
    words.hinted_option,
    model.offered_ending,
    values.refused_value,
    values.misshapen_value,
)
NO_WORDS = "no_words"
NO_RULE = "no_rule"


class Understood(msgspec.Struct, frozen=True):
    """What the person wants; no moves when nothing was said, as with an empty message or an emoji.

    `rule` is the name of the rule that decided, NO_WORDS or NO_RULE.
    """

    moves: list[m.Move]
    rule: str


def interpret(parse: Parse, question: OpenQuestion) -> Understood:
    """What the person wants, given the open question. Never raises."""
    if not phrase(parse.text):
        return Understood([], NO_WORDS)
    for rule in RULES:
        if (move := rule(parse, question)) is not None:
            answer = m.answering(_with_facts(move, parse, question), question.number)
            return Understood([answer], rule.__name__)
    return Understood([m.Unclear(_nearly_understood(parse))], NO_RULE)


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
