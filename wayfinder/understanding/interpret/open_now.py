"""What kind of question is open, and its options."""

from __future__ import annotations

from wayfinder.engine.question import OpenOption, OpenQuestion


def is_asking(question: OpenQuestion) -> bool:
    """Whether an option can be chosen or a value be given."""
    return bool(question.options) or question.kind is not None


def is_asking_in_topic(question: OpenQuestion) -> bool:
    """Whether a question of a topic is open; the options of a greeting do not count."""
    return question.topic is not None and is_asking(question)


def follows_remedy(question: OpenQuestion) -> bool:
    """Whether the question asks about the result of a remedy."""
    return option_of("otherwise", question) is not None


def option_of(value: str, question: OpenQuestion) -> OpenOption | None:
    """The open option with this value."""
    return next((option for option in question.options if option.value == value), None)


def typed_value(question: OpenQuestion) -> tuple[str, str] | None:
    """The fact and its type, when the question asks for a typed value: an address, an id, a day, or free text."""
    if question.kind is None or question.fact is None or question.kind == "topic":
        return None
    return question.fact, question.kind
