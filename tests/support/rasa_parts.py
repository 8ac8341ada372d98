"""Parts for tests of the action: a driver over small content without a back office, and Rasa's tracker."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, NoReturn

from rasa_sdk import Tracker

from wayfinder.back_office.port import BackOffice, Snapshot, UnavailableError
from wayfinder.content.model import Library
from wayfinder.driver import Driver, Turn
from wayfinder.engine.moves import Failure, Move
from wayfinder.engine.walk import Walk

NOW = 1_800_000_000.0
TREES = {
    "loop": """
        steps:
          route: {find: arrival.route, then: {invitation: wait, direct: clear, unknown: clear}}
          wait: {tell: Wait an hour.}
          clear: {try: [Clear the cache.], otherwise: wait}
        """
}
FACTS = """
arrival.route: {label: Route, ask: "From the invitation?", values: {invitation: "Yes, from it", direct: "No, as usual"}}
"""


class NoBackOffice(BackOffice):
    """A back office that is down."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Always raises UnavailableError."""
        raise UnavailableError("down")


class BrokenDriver(Driver):
    """Fails with the person's words in the error, at the move and, if told so, at the failure too."""

    def __init__(self, library: Library, *, always: bool = False) -> None:
        super().__init__(library, NoBackOffice(), lambda: NOW)
        self.moves: list[Move] = []
        self._always = always

    def turn(self, walk: Walk, moves: Sequence[Move], conversation: str, *, reach: bool = False) -> Turn:
        """Like the real driver, except for the failures."""
        self.moves += moves
        if self._always or not isinstance(moves[0], Failure):
            _fail(str(moves[0]))
        return super().turn(walk, moves, conversation, reach=reach)


def _fail(text: str) -> NoReturn:
    raise KeyError(text)


def driver(library: Library) -> Driver:
    """The real driver without a back office."""
    return Driver(library, NoBackOffice(), lambda: NOW)


def tracker(
    text: str = "",
    *,
    n: int | None = 0,
    walk: str | None = None,
    channel: str = "wayfinder",
    ranking: Sequence[tuple[str, float]] = (),
    **sent: Any,
) -> Tracker:
    """The tracker of one message. `sent` is what the channel adds."""
    message = {
        "text": text,
        "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in ranking],
        "entities": [],
        "metadata": {"n": n, "reference": "WF-TESTTEST", "conversation": "c1", "click": None, "begin": False, **sent},
    }
    event = {"event": "user", "input_channel": channel, "text": text}
    return Tracker("once", {"walk": walk, "n": n}, message, [event], False, None, {}, "action_listen")
