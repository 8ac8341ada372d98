"""A back office that answers as a walk of tests/trees says, until it is told to fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, get_args

from tests.support.walk_files import WalkTest
from wayfinder.back_office.port import BackOffice, Facts, LimitReachedError, RefusedError, Snapshot, UnavailableError
from wayfinder.engine.requests import File, HandOver, Held, LookUp
from wayfinder.workbench.walk_tests.player import GRANT, NOW, SCOPES

# dead: no connection. breaks: it fails once the grants were read. refuses: it refuses every request. crashes: an
# unexpected error, with a person's address in its text. lost: it does what is asked, but its answer is lost.
# slow: it does what is asked, but after everybody has stopped waiting.
Fault = Literal["dead", "breaks", "refuses", "crashes", "lost", "slow"]
FAULTS: tuple[Fault, ...] = get_args(Fault)
CANARY = "canary.person@example.org"
PATIENCE = 0.03  # seconds that the driver waits for what is slow


class Frail(BackOffice):
    """Answers as the walk says it does. `filed` are references by kind and key, once each.

    With `still_answers` a fault concerns only what is filed and handed over. `proved` are grants that were given during
    the walk.
    """

    def __init__(self, test: WalkTest) -> None:
        self.test = test
        self.fault: Fault | None = None
        self.still_answers = False
        self.refuses: list[str] = []
        self.filed: dict[tuple[str, str], str] = {}
        self.ungranted: list[LookUp] = []
        self.proved: list[Held] = []
        self.late = threading.Event()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        if self.fault == "dead":
            raise UnavailableError("no connection")
        yield _View(self)

    def once(self, kind: str, key: str) -> str:
        """What the same key has led to, or a new reference."""
        return self.filed.setdefault((kind, key), f"{kind}-{len(self.filed) + 1}")

    def broken(self, *, after: bool = False) -> None:
        """Fail as `fault` says, before the work or after it."""
        if self.fault in ("breaks", "dead") and not after:
            raise UnavailableError("down")
        if self.fault == "refuses" and not after:
            raise RefusedError("That is not allowed.")
        if self.fault == "crashes" and not after:
            raise ValueError(f"duplicate key: {CANARY}")
        if self.fault == "lost" and after:
            raise UnavailableError("the answer was lost")
        if self.fault == "slow" and not after:
            self.late.wait(10)


class _View(Snapshot):
    def __init__(self, office: Frail) -> None:
        self._office = office

    def grants(self, conversation: str) -> list[Held]:  # noqa: ARG002 - one conversation plays here
        scopes = SCOPES[self._office.test.proof]
        return [*([Held(GRANT, scopes, NOW + 3600)] if scopes else []), *self._office.proved]

    def look_up(self, conversation: str, ask: LookUp) -> Facts:
        if ask.grant not in [held.id for held in self.grants(conversation)]:
            self._office.ungranted.append(ask)
            raise RefusedError("no grant")
        if self._office.still_answers:
            return self._read(ask)
        self._office.broken()
        found = self._read(ask)
        self._office.broken(after=True)
        return found

    def _read(self, ask: LookUp) -> Facts:
        found = self._office.test.backend.get(ask.look_up, {})
        if found == "down":
            raise UnavailableError("down")
        return Facts(dict(found))

    def file(self, conversation: str, case: File) -> str:  # noqa: ARG002
        return self._done("case", case.key)

    def hand_over(self, conversation: str, wish: HandOver) -> str:  # noqa: ARG002
        return self._done("person", wish.key)

    def _done(self, kind: str, key: str) -> str:
        self._office.broken()
        if kind == "case" and "limit" in self._office.refuses:
            raise LimitReachedError("enough")
        if kind in self._office.refuses:
            raise RefusedError("closed")
        reference = self._office.once(kind, key)
        self._office.broken(after=True)
        return reference
