"""What was learnt, together with the content that it is about."""

from __future__ import annotations

from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.asides import SideQuestions
from wayfinder.understanding.decision.beside import Beside
from wayfinder.understanding.decision.candidates import Candidate
from wayfinder.understanding.decision.decide import scored, weighed
from wayfinder.understanding.decision.heard import Heard
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import said
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.parse import Parse


class LearntDecision:
    """Decides by what was learnt from labelled turns, with the content (`library`) that it is about."""

    def __init__(self, learnt: Learnt, library: Library) -> None:
        self.library = library
        self._learnt = learnt
        self._side = SideQuestions(library, learnt)
        self._beside = Beside(library, learnt)

    def moves(self, parse: Parse, question: OpenQuestion) -> list[m.Move]:
        """The moves that a message most likely means."""
        return Heard(parse, question, self._learnt, self._side, self._beside).moves()

    def likeliest(self, parse: Parse, question: OpenQuestion) -> tuple[str, float] | None:
        """The likeliest meaning (an intent, a topic or the value of an option) and its probability."""
        found = self._weighed(parse, question)
        return (found[0][0].about, found[0][1]) if found else None

    def weighed(self, parse: Parse, question: OpenQuestion) -> list[tuple[str, int, float, list[tuple[str, float]]]]:
        """All candidates, the likeliest first: name, clause, probability, what each feature adds to the log odds. Last
        the facts that may be told and the remedies that may be reported, which do not compete with the others."""
        message = Message(parse.readings)
        looks = said(message, question, self._learnt)
        beside = scored(self._beside.candidates(message, question, looks), self._learnt)
        return [
            (each.name, each.clause, probability, self._learnt.scales[each.kind].parts(each.features))
            for each, probability in (*self._weighed(parse, question), *beside)
        ]

    def _weighed(self, parse: Parse, question: OpenQuestion) -> list[tuple[Candidate, float]]:
        message = Message(parse.readings)
        return weighed(message, question, self._learnt, said(message, question, self._learnt))
