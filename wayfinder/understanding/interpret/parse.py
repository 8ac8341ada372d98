"""What the model made of a message."""

from __future__ import annotations

import msgspec


class Parse(msgspec.Struct, frozen=True):
    """The text, intents with their confidence (0 to 1, surest first), and the values that were said.

    `entities` has facts that the sentence itself makes clear (`me.email`, always with a dot), and under their kind
    (`email`, `moment`: entities/patterns.py) values of which only the open question can tell what they mean.
    """

    text: str
    ranking: list[tuple[str, float]] = []
    entities: dict[str, str] = {}

    @property
    def facts(self) -> dict[str, str]:
        """The facts that are clear without a question."""
        return {name: value for name, value in self.entities.items() if "." in name}
