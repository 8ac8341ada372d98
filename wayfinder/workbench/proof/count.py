"""How many walks there are, and the longest of them."""

from __future__ import annotations

import msgspec


class Count(msgspec.Struct, frozen=True):
    """Walks that end alike: how many, and at most how many steps, questions and visits within visits."""

    walks: int = 1
    steps: int = 0
    questions: int = 0
    visits: int = 0

    def then(self, other: Count) -> Count:
        """These walks, each going on with the others."""
        return Count(
            self.walks * other.walks,
            self.steps + other.steps,
            self.questions + other.questions,
            max(self.visits, other.visits),
        )

    def __or__(self, other: Count) -> Count:
        return Count(
            self.walks + other.walks,
            max(self.steps, other.steps),
            max(self.questions, other.questions),
            max(self.visits, other.visits),
        )
