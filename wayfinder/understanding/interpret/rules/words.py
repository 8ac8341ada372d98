"""Rules that need no model: names of options, fixed commands, words of an option."""

from __future__ import annotations

from wayfinder.content.contract import Filing
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion
from wayfinder.understanding.interpret import options
from wayfinder.understanding.interpret.answers_in_context import statement
from wayfinder.understanding.interpret.intents import choice, move_of
from wayfinder.understanding.interpret.open_now import follows_remedy, is_asking_in_topic, option_of
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.thresholds import MOSTLY, UNMISTAKABLE
from wayfinder.understanding.interpret.wording import bare, is_question
from wayfinder.understanding.phrasebook import command, phrasebook
from wayfinder.understanding.tokens import phrase


def named_option(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """An option named by its position, label, synonym or beginning, with or without polite words around it."""
    return choice(options.named(parse.text, question.options) or options.named(bare(parse.text), question.options))


def noted(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """After a remedy, "ok, I'll try" does not mean "yes, that helped": the question is asked again."""
    return m.Repeat() if phrase(parse.text) in phrasebook().noted and follows_remedy(question) else None


def word_of_command(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """The whole text is a fixed command, such as "stop", "back" or "why"."""
    intent = command(phrase(parse.text)) or command(bare(parse.text))
    return move_of(intent, question) if intent else None


def change_of_case(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """A case that is read back is to be changed: "change it: add that it is urgent". What, is asked then."""
    first, _, _ = bare(parse.text).partition(" ")
    asks = question.step == "review" and first in phrasebook().changing
    return choice(option_of(Filing.CHANGE, question)) if asks else None


def described_option(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """The only option that has all distinguishing words of the text: "the invitation one"."""
    return choice(options.described(parse.wording, question.options))


def mostly_an_option(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """Most words of the text are those of an option: "we don't use SSO", though it resembles a topic about SSO."""
    if not is_asking_in_topic(question) or is_question(parse.text) or parse.confidence >= UNMISTAKABLE:
        return None
    return choice(options.hinted(parse.wording, question.options, MOSTLY))


def stated_fact(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """A fact stated at another question of the topic, such as "we use SSO", which is kept for later."""
    stated = statement(parse.text) if is_asking_in_topic(question) else {}
    return m.Give({**parse.facts, **stated}) if stated else None


def hinted_option(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """A weak sign of an option: a third of the words, or the yes or no at the beginning."""
    return choice(hint(parse, question)) if is_asking_in_topic(question) else None


def hint(parse: Parse, question: OpenQuestion) -> OpenOption | None:
    """The option at which the text hints."""
    wording = parse.wording
    return options.answered_first(wording, question.options) or options.hinted(wording, question.options)
