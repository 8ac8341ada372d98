"""Which of a script's prepared answers fits the question that is open."""

from __future__ import annotations

from collections.abc import Sequence

from wayfinder.content.model import Library
from wayfinder.engine.blocks import Text
from wayfinder.engine.question import OpenQuestion
from wayfinder.faces.plain import lines
from wayfinder.understanding.tokens import words
from wayfinder.workbench.conversations.files import IfAsked
from wayfinder.workbench.conversations.reply import Reply

# Words of `about` that say nothing: "file it?" is about "file".
_EMPTY = "a an the of it is in on to or and your my their our what which who"


def fitting(prepared: Sequence[IfAsked], reply: Reply, question: OpenQuestion, library: Library) -> IfAsked | None:
    """The first answer whose subject is named by the open question, its options or its label; None when nothing is
    open."""
    if question.number is None:
        return None
    named = set(words(_asked(reply, question, library)))
    return next((each for each in prepared if _subject(each.about) <= named), None)


def _subject(about: str) -> set[str]:
    return set(words(about)) - set(words(_EMPTY))


def _asked(reply: Reply, question: OpenQuestion, library: Library) -> str:
    """The last paragraph that was said, the options, and the label of the fact that is asked."""
    said = [block for block in reply.blocks if isinstance(block, Text)]
    spec = library.facts.get((question.fact or "").partition("@")[0])
    labels = [option.label for option in question.options]
    return " ".join([*lines(said[-1:]), *labels, spec.label if spec else "", question.kind or ""]).replace("_", " ")
