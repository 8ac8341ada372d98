"""What a message looks like at a question: how much each of its parts is like each dialogue act."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.classifier.linear import Floats
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.weights import Learnt

# The acts that say something about every candidate.
COMMON = (
    *("answer", "yes", "no", "unknown", "content", "value", "ask", "tell", "report", "correction", "topic", "nothing"),
    *("solved", "not_solved", "talk_to_human", "thanks"),
)
# An act that some part is less like than this is no candidate.
POSSIBLE = 0.1


class Said:
    """`scores` has a row for each part of the message, the whole last, and a column for each of `names`."""

    def __init__(self, names: list[str], scores: Floats) -> None:
        self._columns = {name: at for at, name in enumerate(names)}
        self._scores = scores.tolist()
        self._whole = self._scores[-1]
        self._most = scores.max(axis=0, initial=0.0).tolist()

    def whole(self, act: str) -> float:
        """How much the whole message is like an act; 0 for an act that was not learnt."""
        at = self._columns.get(act)
        return 0.0 if at is None else self._whole[at]

    def most(self, act: str) -> float:
        """The same of the part that is most like it."""
        at = self._columns.get(act)
        return 0.0 if at is None else self._most[at]

    def clause(self, act: str, number: int) -> float:
        """The same of a clause, by its number."""
        at = self._columns.get(act)
        return 0.0 if at is None else self._scores[min(number, len(self._scores) - 1)][at]

    def stronger(self, act: str) -> int:
        """How many acts the whole message is more like."""
        score = self.whole(act)
        return sum(other > score for other in self._whole)

    def possible(self) -> Iterator[str]:
        """The acts that some part may be."""
        for name, at in self._columns.items():
            if self._most[at] >= POSSIBLE:
                yield name


def said(message: Message, question: OpenQuestion, learnt: Learnt) -> Said:
    """What a message looks like, by what was learnt; like nothing, where nothing was."""
    if learnt.acts is None:
        return Said([], np.zeros((1, 0)))
    return Said(learnt.acts.names, learnt.acts.scores(message.parts, question.step))
