"""What the model reads in a text, the whole message or one of its clauses."""

from __future__ import annotations

import msgspec


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """An intent that a text may have. `confidence` (0 to 1) orders intents: it weighs `likely`, the probability among
    all intents, by `alike`, the likeness to the nearest phrase."""

    intent: str
    confidence: float
    likely: float
    alike: float


class Reading(msgspec.Struct, frozen=True):
    """A text, its surest intents, the surest first, and its sentence vector: 384 half-precision numbers."""

    text: str
    seen: list[Seen] = []
    vector: bytes = b""

    @property
    def ranking(self) -> list[tuple[str, float]]:
        """The intents with their confidence."""
        return [(each.intent, each.confidence) for each in self.seen]
