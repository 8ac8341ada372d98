"""Decides when a server that died is started again: after longer and longer delays, up to a limit."""

from __future__ import annotations

from collections.abc import Sequence

DELAYS = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds
WINDOW = 600.0  # seconds: deaths longer ago than this are forgotten


class Restarts:
    """The deaths of one server. Times are seconds of a monotonic clock."""

    def __init__(self, delays: Sequence[float] = DELAYS) -> None:
        self._delays = delays
        self._deaths: list[float] = []

    def after_death(self, now: float) -> float | None:
        """How many seconds to wait before the next start; None when it has died too often."""
        self._deaths = [*(death for death in self._deaths if now - death < WINDOW), now]
        recent = len(self._deaths)
        return self._delays[recent - 1] if recent <= len(self._delays) else None
