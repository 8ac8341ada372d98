"""Which of a topic's asides a side question is about."""

from __future__ import annotations

from wayfinder.content.asides import Aside
from wayfinder.content.model import Library
from wayfinder.engine.moves import SideQuestion
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.weights import Learnt, nearest

# How like an example a question must be for its aside to be meant alone, and how far ahead of the others; otherwise
# everything of the aspect is said.
ALIKE = 0.5
AHEAD = 0.08
# An aside of another aspect than the one that was heard must be this much more alike.
OTHER_ASPECT = 0.2


def meant(move: SideQuestion, topic: str | None, message: Message, library: Library, learnt: Learnt) -> SideQuestion:
    """The same question with an example of the aside that it is surely about; unchanged when none stands out."""
    tree = library.trees.get(move.topic or topic or "")
    found = sorted(
        ((_likeness(aside, move, message, learnt), aside) for aside in (tree.asides if tree else [])),
        key=lambda each: -each[0],
    )
    if not found or found[0][0] < ALIKE or (len(found) > 1 and found[0][0] - found[1][0] < AHEAD):
        return move
    best = found[0][1]
    return SideQuestion(best.aspect, move.topic, best.asked[0])


def _likeness(aside: Aside, move: SideQuestion, message: Message, learnt: Learnt) -> float:
    examples = [vector for text in aside.asked if (vector := learnt.vector(text)) is not None]
    return nearest(message.vectors, examples) - OTHER_ASPECT * (aside.aspect != move.aspect)
