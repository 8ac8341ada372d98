"""A message as the decision sees it: its clauses and the whole, each as the model has read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from wayfinder.understanding.decision.weights import Vector
from wayfinder.understanding.interpret.wording import is_question
from wayfinder.understanding.reading import Reading, Seen
from wayfinder.understanding.tokens import words

_ASKING = frozenset(["what", "how", "why", "where", "when", "who", "which", "whose"])
UNSEEN = Seen("", 0.0, 0.0, 0.0)


def vectors(parts: Sequence[Reading]) -> list[Vector]:
    """The sentence vectors of the parts that have words."""
    return [np.frombuffer(part.vector, np.float16).astype(np.float32) for part in parts if part.vector]


class Message:
    """`readings` are of the whole, then of each clause. A message of one clause has only the whole."""

    def __init__(self, readings: list[Reading]) -> None:
        self.whole = readings[0]
        self.clauses = readings[1:] or readings[:1]

    @cached_property
    def parts(self) -> list[Reading]:
        """The clauses, and the whole where it is more than one of them."""
        return [*self.clauses, self.whole] if len(self.clauses) > 1 else self.clauses

    @cached_property
    def vectors(self) -> list[Vector]:
        """One for each part that has words."""
        return vectors(self.parts)

    @cached_property
    def asking(self) -> list[bool]:
        """Whether each clause is a question."""
        return [is_question(part.text) or not _ASKING.isdisjoint(words(part.text)[:1]) for part in self.clauses]

    def seen(self, intent: str) -> list[Seen]:
        """How each part resembles an intent; `UNSEEN` where it is not among its surest."""
        return [seen.get(intent, UNSEEN) for seen in self._seen]

    def surest(self, intent: str) -> float:
        """The greatest probability of an intent in any part."""
        return max(seen.likely for seen in self.seen(intent))

    def clause_of(self, intent: str) -> int:
        """The clause that speaks most for an intent."""
        likely = [seen.likely for seen in self.seen(intent)[: len(self.clauses)]]
        return likely.index(max(likely))

    @cached_property
    def _seen(self) -> list[dict[str, Seen]]:
        """What each part resembles, by intent."""
        return [{seen.intent: seen for seen in part.seen} for part in self.parts]

    def intents(self) -> Iterator[str]:
        """Every intent that any part may have, once."""
        yield from dict.fromkeys(seen.intent for part in self.parts for seen in part.seen)
