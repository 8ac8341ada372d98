"""What may be said beside all else: facts that are told or corrected, and remedies that are reported."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.model import Library
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.candidates import Candidate
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.reports import Remedies
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.decision.told import ToldValues
from wayfinder.understanding.decision.weights import Learnt


class Beside:
    """The candidates for it, by the words of the content."""

    def __init__(self, library: Library, learnt: Learnt) -> None:
        self._values = ToldValues(library, learnt)
        self._remedies = Remedies(library, learnt)

    def candidates(self, message: Message, question: OpenQuestion, looks: Said) -> Iterator[Candidate]:
        """They do not compete with the other candidates."""
        yield from self._values.candidates(message, question, looks)
        yield from self._remedies.candidates(message, question, looks)
