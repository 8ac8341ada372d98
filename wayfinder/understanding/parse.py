"""What the model made of a message."""

from __future__ import annotations

import msgspec


class Parse(msgspec.Struct, frozen=True):
    """The text, intents with their confidence (0 to 1, surest first), and facts that were named."""

    text: str
    ranking: list[tuple[str, float]] = []
    entities: dict[str, str] = {}
