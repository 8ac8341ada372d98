"""Rules that use the ranking of intents, and quoted error messages."""

from __future__ import annotations

from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.entities.patterns import ERROR
from wayfinder.understanding.interpret.intents import CONVERSATION, choice, move_of
from wayfinder.understanding.interpret.open_now import follows_remedy, is_asking_in_topic, option_of
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.thresholds import (
    ABOUT_AS_LIKELY,
    CLOSEST,
    DECIDING,
    DECIDING_SURE,
    STEERING_SURE,
    STEERING_SURE_ABROAD,
    TOPIC_POSSIBLE,
    TOPIC_SURE,
    TOPIC_SURE_ABROAD,
    TOPIC_SURE_WHEN_OPEN,
)
from wayfinder.understanding.language.persons import wishes_for_a_person

# With these intents, people quote an error message to say how it ended.
_ENDING = ("solved", "not_solved", "thanks", "goodbye", "talk_to_human", "file_case", "stop", "correction")
# What is heard in another language beside a topic. Side questions need a topic at hand.
_KNOWN_ABROAD = ("talk_to_human", "solved", "not_solved", "later", "file_case")


def quoted_error(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """A quoted error message tells the topic better than the model, unless the message says that it is solved."""
    topic = parse.entities.get(ERROR)
    if topic is None or (parse.intent in _ENDING and parse.confidence >= STEERING_SURE):
        return None
    return choice(option_of(topic, question)) or _begin(topic, parse, question)


def in_another_language(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """What can be told of a message that is not in English: an error message, product names, a wish for a person."""
    if wishes_for_a_person(parse.text):
        return m.Human()
    at_hand = question.topic or question.ended
    if parse.intent in _KNOWN_ABROAD or (parse.intent.startswith("ask_") and at_hand):
        return move_of(parse.intent, question) if parse.confidence >= STEERING_SURE_ABROAD else None
    topic = parse.entities.get(ERROR) or (parse.intent if parse.confidence >= TOPIC_SURE_ABROAD else "")
    return m.Topic(topic) if topic and topic not in CONVERSATION and question.topic is None else None


def steering(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """A wish about the conversation, such as going back, in words other than the fixed commands."""
    if not parse.steers(needed(parse.intent, question)):
        return None
    named = next((topic for topic, sure in parse.topics if sure >= TOPIC_SURE), None)
    return move_of(parse.intent, question, named)


def offered_topic(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """A topic that is itself one of the options, as in "did you mean"."""
    if parse.intent in CONVERSATION or parse.confidence < TOPIC_POSSIBLE:
        return None
    return choice(option_of(parse.intent, question))


def several_topics(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """Several topics are about equally likely: ask which is meant."""
    if is_asking_in_topic(question) or parse.confidence < TOPIC_POSSIBLE or parse.intent in CONVERSATION:
        return None
    close = [intent for intent, sure in parse.topics if sure >= parse.confidence * ABOUT_AS_LIKELY]
    return m.Clarify(close[:CLOSEST]) if len(close) > 1 else None


def sure_topic(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """Another problem, or the same symptom again."""
    return _begin(parse.intent, parse, question) if means_topic(parse, question) else None


def offered_ending(parse: Parse, question: OpenQuestion) -> m.Move | None:
    """An option such as `solved`, by resemblance only: "I'm in again". Comes last, for "still in the loop" resembles
    it."""
    return choice(option_of(parse.intent, question)) if parse.steers(STEERING_SURE) else None


def means_topic(parse: Parse, question: OpenQuestion) -> bool:
    """Whether the surest intent is a topic, with enough confidence given the open question."""
    sure = TOPIC_SURE_WHEN_OPEN if is_asking_in_topic(question) else TOPIC_SURE
    return parse.intent not in CONVERSATION and parse.confidence >= sure


def needed(intent: str, question: OpenQuestion) -> float:
    """The confidence that an intent of the conversation needs."""
    if intent in DECIDING:
        return DECIDING_SURE
    # An answer in unforeseen words resembles nothing known, just as out-of-scope messages do.
    return TOPIC_SURE_WHEN_OPEN if intent == "out_of_scope" and is_asking_in_topic(question) else STEERING_SURE


def _begin(topic: str, parse: Parse, question: OpenQuestion) -> m.Move:
    after_attempt = follows_remedy(question) or option_of("not_solved", question) is not None
    if topic == question.topic and after_attempt:
        return m.NotSolved()  # the same symptom again
    return m.Topic(topic, parse.facts)
