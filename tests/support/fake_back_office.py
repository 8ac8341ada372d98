"""A back office for tests that does what a test tells it: answers, waits, breaks, refuses. It counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from wayfinder.back_office.port import BackOffice, Facts, Snapshot, UnavailableError
from wayfinder.engine.requests import File, HandOver, Held, LookUp


class FakeBackOffice(BackOffice):
    """`fails` are the errors that calls raise, by name; `waits` names calls that do not return before `wake`."""

    def __init__(self, facts: dict[str, dict[str, str]] | None = None, held: list[Held] | None = None) -> None:
        self.facts = facts or {}
        self.held = held or []
        self.fails: dict[str, Exception] = {}
        self.loses: set[str] = set()
        self.waits: set[str] = set()
        self.awake = threading.Event()
        self.calls: list[str] = []
        self.asked: list[LookUp] = []
        self.filed: dict[tuple[str, ...], str] = {}
        self.snapshots = 0
        self.open = 0

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        self.called("snapshot")
        self.snapshots += 1
        self.open += 1
        try:
            yield _FakeSnapshot(self)
        finally:
            self.open -= 1

    def called(self, what: str) -> None:
        self.calls.append(what)
        if what in self.waits:
            self.awake.wait(10)
        if what in self.fails:
            raise self.fails[what]

    def once(self, what: str, *wish: str) -> str:
        """The same request has one reference; with `loses`, its confirmation is lost once."""
        reference = self.filed.setdefault(wish, f"W-{len(self.filed) + 1}")
        if what in self.loses:
            self.loses.remove(what)
            raise UnavailableError("the answer was lost")
        return reference


class _FakeSnapshot(Snapshot):
    def __init__(self, back_office: FakeBackOffice) -> None:
        self._back_office = back_office

    def grants(self, conversation: str) -> list[Held]:  # noqa: ARG002 - all conversations are alike here
        self._back_office.called("grants")
        return self._back_office.held

    def look_up(self, conversation: str, ask: LookUp) -> Facts:  # noqa: ARG002
        self._back_office.asked.append(ask)
        self._back_office.called("look_up")
        return Facts(self._back_office.facts.get(ask.look_up, {}))

    def file(self, conversation: str, case: File) -> str:
        self._back_office.called("file")
        return self._back_office.once("file", conversation, case.key, case.case, repr(sorted(case.fields.items())))

    def hand_over(self, conversation: str, wish: HandOver) -> str:
        self._back_office.called("hand_over")
        return self._back_office.once("hand_over", conversation, wish.key)
