"""Which of a topic's asides a side question is about."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.content.asides import Aside
from wayfinder.content.model import Library
from wayfinder.engine.moves import SideQuestion
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.weights import Learnt, nearest

# How alike a question and an example must be, and how much it counts that the aspect is the one that was heard.
ALIKE = 0.45
SAME_ASPECT = 0.2


def meant(move: SideQuestion, topic: str | None, message: Message, library: Library, learnt: Learnt) -> SideQuestion:
    """The same question with the example of the aside that it is most like; unchanged when none is like it."""
    tree = library.trees.get(move.topic or topic or "")
    likeness = {aside.asked[0]: _likeness(aside, move, message, learnt) for aside in (tree.asides if tree else [])}
    asked = _best(likeness)
    if tree is None or asked is None:
        return move
    aspect = next(aside.aspect for aside in tree.asides if aside.asked[0] == asked)
    return SideQuestion(aspect, move.topic, asked)


def _likeness(aside: Aside, move: SideQuestion, message: Message, learnt: Learnt) -> float:
    examples = [vector for text in aside.asked if (vector := learnt.vector(text)) is not None]
    return nearest(message.vectors, examples) + SAME_ASPECT * (aside.aspect == move.aspect)


def _best(likeness: Mapping[str, float]) -> str | None:
    best = max(likeness, key=lambda asked: likeness[asked], default=None)
    return best if best is not None and likeness[best] >= ALIKE else None
