"""What a drawing says beneath the boxes: the gist of a topic, its side questions and their answers."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from wayfinder.content.contract import Aspect
from wayfinder.content.model import Library, Tree
from wayfinder.workbench.drawing.words import words

ASPECTS: dict[Aspect, str] = {
    "what": "What?",
    "how": "How?",
    "how_long": "How long?",
    "who": "Who?",
    "where": "Where?",
    "which": "Which?",
    "cause": "Why?",
    "cost": "What does it cost?",
    "what_next": "What next?",
    "what_if_not": "What if not?",
    "can_i": "Can I?",
}


class Note(msgspec.Struct, frozen=True):
    """A heading and the words below it."""

    heading: str
    text: str


def notes(library: Library, tree: Tree) -> Iterator[Note]:
    """The gist, each side question with its answer, and then those on which the sources are silent."""
    topic = library.topics.get(tree.tree)
    if topic is not None:
        yield Note("Said before the first question, unless something of help was said:", words(library, topic.gist))
    for aside in tree.asides:
        answer = " ".join(words(library, text) for text in aside.paragraphs)
        yield Note(f"{ASPECTS[aside.aspect]} “{'”, “'.join(aside.asked)}”", answer)
    if tree.silent:
        yield Note(" ".join(ASPECTS[aspect] for aspect in tree.silent), "The sources say nothing about it.")
