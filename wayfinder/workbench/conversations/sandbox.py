"""A driver with the sample back office in a temporary database, made anew for each conversation."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sample.read import CompanySample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.content.model import Library
from wayfinder.driver import Driver

NOW = 1_795_262_400.0  # 21 November 2026, 12:00 UTC: always the same, so that two runs differ only by what was changed
MINUTE = 60.0
CONVERSATION = "scripted"
PATIENCE = 30.0  # seconds that an answer of the back office may take: a busy machine must not look like a fault


class Clock:
    """Unix time in seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        """The time now."""
        return self.now

    def pass_a_minute(self) -> None:
        """Time passes between two messages."""
        self.now += MINUTE


class Sandbox:
    """Drivers that do not know of each other: each has a copy of one database with the sample in it."""

    def __init__(self, library: Library, sample: list[CompanySample], folder: Path) -> None:
        self.library = library
        self.people = frozenset(email for company in sample for email in company.people)
        self._template = folder / "template.db"
        self._copy = folder / "conversation.db"
        office = SqlBackOffice(f"sqlite:///{self._template}", Clock(), library, sample)
        office.prepare()
        office.close()

    @contextmanager
    def driver(self, person: str | None, clock: Clock) -> Iterator[Driver]:
        """A driver for one conversation, in which this person, if any, has proved who they are."""
        shutil.copy(self._template, self._copy)
        office = SqlBackOffice(f"sqlite:///{self._copy}", clock, self.library)
        if person is not None:
            _sign_in(office, person)
        driver = Driver(self.library, office, clock, seconds=PATIENCE)
        try:
            yield driver
        finally:
            driver.close()
            self._remove()

    def _remove(self) -> None:
        for path in self._copy.parent.glob(f"{self._copy.name}*"):
            path.unlink()


@contextmanager
def sandbox(library: Library, sample: list[CompanySample]) -> Iterator[Sandbox]:
    """A sandbox in a temporary folder."""
    with TemporaryDirectory() as folder:
        yield Sandbox(library, sample, Path(folder))


def _sign_in(office: SqlBackOffice, person: str) -> None:
    """As an administrator where the person is one."""
    try:
        office.grant(CONVERSATION, person, "admin", how="scripted conversation", hours=24)
    except RefusedError:
        office.grant(CONVERSATION, person, "mailbox", how="scripted conversation", hours=24)
