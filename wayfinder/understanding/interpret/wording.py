"""Which words of a text count when it is compared with an option or a command."""

from __future__ import annotations

from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import words


def is_question(text: str) -> bool:
    """Whether the text ends in a question mark."""
    return text.rstrip().endswith(("?", "\uff1f"))


def bare(text: str) -> str:
    """The phrase of a text without the polite words around it."""
    said = words(text)
    kept = [index for index, word in enumerate(said) if word not in phrasebook().courtesy]
    return " ".join(said[kept[0] : kept[-1] + 1]) if kept else ""


def telling(text: str) -> set[str]:
    """The distinguishing words of a text: those that can tell one option from another."""
    return set(words(text)) - phrasebook().empty


def negates(text: str) -> bool:
    """Whether the text says that something is not so."""
    return not phrasebook().negations.isdisjoint(words(text))
