"""A number of walks, and the size of the longest."""

from __future__ import annotations

import msgspec


class Count(msgspec.Struct, frozen=True):
    """Walks that end alike: how many, and the most steps, questions and nested visits in one of them."""

    walks: int = 1
    steps: int = 0
    questions: int = 0
    visits: int = 0

    def then(self, other: Count) -> Count:
        """The walks that begin with one of these and go on with one of the others."""
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
