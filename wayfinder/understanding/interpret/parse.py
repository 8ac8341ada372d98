"""The model's reading of a message."""

from __future__ import annotations

import msgspec

from wayfinder.understanding.hide_values import with_values_marked
from wayfinder.understanding.interpret.intents import CONVERSATION
from wayfinder.understanding.reading import Reading


class Parse(msgspec.Struct, frozen=True):
    """The text, intents with their confidence (0 to 1, surest first), and the values that were said.

    `readings` are of the whole message, then of each of its clauses. `entities` has facts that are clear from the
    sentence alone (`me.email`, always with a dot) and values by kind (`email`, `moment`: entities/patterns.py) whose
    meaning depends on the open question.
    """

    text: str
    ranking: list[tuple[str, float]] = []
    entities: dict[str, str] = {}
    readings: list[Reading] = []

    @property
    def facts(self) -> dict[str, str]:
        """The facts that are clear without the open question."""
        return {name: value for name, value in self.entities.items() if "." in name}

    @property
    def wording(self) -> str:
        """The text for comparing with options, in which words of addresses and ids match nothing: `noah@...` is not a
        "no"."""
        return with_values_marked(self.text)

    @property
    def intent(self) -> str:
        """The surest intent; empty when nothing was ranked."""
        return self.ranking[0][0] if self.ranking else ""

    @property
    def confidence(self) -> float:
        """How sure the surest intent is."""
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def topics(self) -> list[tuple[str, float]]:
        """The intents that are topics, with their confidence."""
        return [(intent, sure) for intent, sure in self.ranking if intent not in CONVERSATION]

    def steers(self, sure: float) -> bool:
        """Whether the surest intent is about the conversation itself, with at least this confidence."""
        return self.intent in CONVERSATION and self.confidence >= sure
