"""The conversations of tests/scenarios/topics as typed data. README.md beside this file explains them to authors."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from wayfinder.back_office.grants import Scope
from wayfinder.content.yaml_file import ContentError
from wayfinder.workbench import typed_yaml

FOLDER = Path(__file__).parent


class Turn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person does, one of the two, and the texts that they then see."""

    says: str | None = None
    chooses: str | None = None
    sees: str | list[str] = []

    @property
    def fragments(self) -> list[str]:
        """The texts that are seen, in this order."""
        return [self.sees] if isinstance(self.sees, str) else self.sees


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One conversation about a topic."""

    talk: list[Turn]
    asks: list[str]
    ends: Literal["answered", "solved", "case", "human"]


class Stranger(Script, frozen=True):
    """Somebody who has proved nothing. The same conversation is also played while the back office does not answer."""

    ends: Literal["answered", "case", "human"]


class Proved(Script, frozen=True):
    """Somebody who has proved their mailbox, or that they are an administrator."""

    mailbox: str | None = None
    admin: str | None = None

    @property
    def email(self) -> str:
        """The address in data/partners.yml."""
        return self.admin or self.mailbox or ""

    @property
    def scope(self) -> Scope:
        """The scope of the grant."""
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
        ContentError: when a key or value is not allowed, or a key is missing.
    """
    return typed_yaml.read(path, TopicFile)


def files() -> dict[str, Path]:
    """All files, by topic."""
    return {path.stem: path for path in sorted(FOLDER.glob("*/*.yml"))}


def readable() -> dict[str, TopicFile]:
    """The readable files, by topic. An unreadable file fails its own test, and no other."""
    found: dict[str, TopicFile] = {}
    for topic, path in files().items():
        with suppress(ContentError):
            found[topic] = read(path)
    return found
