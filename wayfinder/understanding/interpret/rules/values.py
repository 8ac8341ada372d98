"""Rules about values and facts: given as an answer, corrected, or told without being asked."""

from __future__ import annotations

from wayfinder.content.contract import UNKNOWN
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.interpret.answers_in_context import answer
from wayfinder.understanding.interpret.correction import corrected, names_a_value, sounds_like_one
from wayfinder.understanding.interpret.intents import SMALL_TALK, choice
from wayfinder.understanding.interpret.open_now import is_asking_in_topic, option_of, typed_value
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.rules.model import means_topic, needed
from wayfinder.understanding.interpret.rules.words import hint, hinted_option
from wayfinder.understanding.interpret.thresholds import REFUSAL_WORDS, STEERING_SURE, STEERING_SURE_IN_TEXT
from wayfinder.understanding.interpret.values_in_text import spot
from wayfinder.understanding.interpret.wording import bare, is_question
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import words


def told_answer(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """The message tells the fact that is asked, or a fact from which it is derived."""
    told = answer(parse, question)
    return m.Give({**parse.facts, **told}) if told else None


def only_value(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """The only value of the kind that is asked; the whole text when free text is asked."""
    if (asked := typed_value(question)) is None:
        return None
    fact, kind = asked
    if kind == "text" and (parse.steers(STEERING_SURE_IN_TEXT) or is_question(parse.text)):
        return None
    value = spot(kind, parse.text)
    return m.Give({**parse.facts, fact: value}) if value else None


def correction(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """An earlier answer was wrong, and the text says what is right: "sorry, I meant the invitation"."""
    is_one = parse.intent == "correction" or sounds_like_one(parse.text)
    names_one = is_one and names_a_value(parse.text, question.told, parse.entities)
    return corrected(parse.text, question.told, parse.entities) if names_one else None


def bare_correction(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """The model says that an earlier answer was wrong, and the text does not say what is right."""
    if parse.intent != "correction" or parse.confidence < STEERING_SURE or is_question(parse.text):
        return None
    # After "back" the question that is corrected may be the one that is open.
    return hinted_option(parse, question) or corrected(parse.text, question.told, parse.entities)


def volunteered_facts(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """Facts that were not asked for, without a topic. An answer in unforeseen words may come with them."""
    if not parse.facts or not is_asking_in_topic(question) or means_topic(parse, question):
        return None
    if parse.intent not in SMALL_TALK and parse.steers(needed(parse.intent, question)):
        return None
    option = hint(parse, question)
    return m.Choose(option.id) if option else m.Give(parse.facts)


def refused_value(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """Where a value is asked, a no or a short refusal means that there is none: "nope", "I won't give you that".

    Free text may begin with a no, and is taken as it is.
    """
    asked = typed_value(question)
    if asked is None or asked[1] == "text" or is_question(parse.text):
        return None
    said = words(parse.text)
    refuses = len(said) <= REFUSAL_WORDS and not phrasebook().negations.isdisjoint(said[:2])
    return choice(option_of(UNKNOWN, question)) if refuses or bare(parse.text) in phrasebook().no else None


def misshapen_value(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """A text without a valid value, where one is asked: the engine then explains the right form.

    Words that are plainly no attempt at such a value are none.
    """
    asked = typed_value(question)
    if asked is None or _is_no_attempt(asked[1], parse.text.strip()):
        return None
    return m.Give({**parse.facts, asked[0]: parse.text.strip()})


def _is_no_attempt(kind: str, text: str) -> bool:
    """Whether a text cannot be meant as a value of this kind: a question, or for a value in one piece several words.

    A day is written in several words, one of them with a digit.
    """
    if kind == "text":
        return False
    several = " " in text and not (kind == "date" and any(map(str.isdigit, text)))
    return several or "?" in text
