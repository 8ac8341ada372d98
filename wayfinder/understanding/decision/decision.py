"""What was learnt, together with the content that it is about."""

from __future__ import annotations

from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.decide import weighed
from wayfinder.understanding.decision.heard import heard
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.parse import Parse


class LearntDecision:
    """Decides by what was learnt from labelled turns."""

    def __init__(self, learnt: Learnt, library: Library) -> None:
        self._learnt = learnt
        self._library = library

    def moves(self, parse: Parse, question: OpenQuestion) -> list[m.Move]:
        """The moves that a message most likely means."""
        return heard(parse, question, self._learnt, self._library)

    def weighed(self, parse: Parse, question: OpenQuestion) -> list[tuple[str, int, float, list[tuple[str, float]]]]:
        """All candidates, the likeliest first: name, clause, probability, what each feature adds to the log odds."""
        return [
            (each.name, each.clause, probability, self._learnt.scales[each.kind].parts(each.features))
            for each, probability in weighed(Message(parse.readings), question, self._learnt)
        ]
