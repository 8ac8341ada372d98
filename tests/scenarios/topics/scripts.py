"""The conversations of tests/scenarios/topics as typed data. test_topics.py explains the files to authors."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import yaml

from wayfinder.back_office.grants import Scope

FOLDER = Path(__file__).parent


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person does: either of the two; and what is then seen."""

    says: str | None = None
    chooses: str | None = None
    sees: str | list[str] = []

    @property
    def fragments(self) -> list[str]:
        """What is seen, in order."""
        return [self.sees] if isinstance(self.sees, str) else self.sees


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One conversation about a topic."""

    talk: list[Turn]
    asks: list[str]
    ends: Literal["answered", "solved", "case", "human"]


class Stranger(Script, frozen=True):
    """Nobody knows who this is. In the end something is sent: what happens when it cannot be is tried as well."""

    ends: Literal["case", "human"]


class Proved(Script, frozen=True):
    """Who this is has been proved: by a mailbox, or as an administrator."""

    mailbox: str | None = None
    admin: str | None = None

    @property
    def email(self) -> str:
        """The address in data/partners.yml."""
        return self.admin or self.mailbox or ""

    @property
    def scope(self) -> Scope:
        """How far what was proved reaches."""
        return "admin" if self.admin else "mailbox"


class TopicFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The conversations about one topic, by what happens in them."""

    stranger: dict[str, Stranger]
    proved: dict[str, Proved] = {}

    @property
    def scripts(self) -> list[Script]:
        """All of them."""
        return [*self.proved.values(), *self.stranger.values()]


def read(path: Path) -> TopicFile:
    """A file of conversations; every scalar is a string, as in the trees.

    Raises:
        msgspec.ValidationError: when the file has other keys than these, or lacks one.
    """
    return msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader), TopicFile)


def files() -> dict[str, Path]:
    """All files, by topic."""
    return {path.stem: path for path in sorted(FOLDER.glob("*/*.yml"))}
