"""The files of tests/trees as typed data. tests/trees/README.md explains them to authors."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from wayfinder.engine.moves import Outcome
from wayfinder.workbench import typed_yaml

Proof = Literal["none", "mailbox", "admin"]
Backend = dict[str, dict[str, str] | Literal["down"]]


class Play(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person does, and what is expected of the answer. `refuses` and `proves` hold from
    here on."""

    do: str
    at: str | None = None
    says: str | list[str] = []
    offers: list[str] | None = None
    asks: str | None = None
    looks_up: list[str] | None = None
    ends: str | None = None
    files: dict[str, str] | None = None
    refuses: list[Literal["case", "limit", "person"]] | None = None
    proves: Outcome | None = None

    @property
    def fragments(self) -> list[str]:
        """The texts that must be said, in this order."""
        return [self.says] if isinstance(self.says, str) else self.says


class WalkTest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One walk: who plays, what the back office knows, the moves, and what must never be said.

    `reach`: whether the conversation can be answered later, so that no address is needed for that.
    """

    play: list[Play]
    proof: Proof = "none"
    reach: Literal["yes", "no"] = "yes"
    backend: Backend = {}
    never: list[str] = []


class WalkFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tests of one tree. `content` names the small content on which they are played; without it, all content."""

    walks: dict[str, WalkTest]
    content: str | None = None


def read(path: Path) -> WalkFile:
    """A file of walks; every scalar is a string, as in the trees.

    Raises:
        ContentError: when a key or value is not allowed, or a key is missing.
    """
    return typed_yaml.read(path, WalkFile)


def folder_of(data: Path) -> Path:
    """The folder of the walks that test a data folder, beside that folder."""
    return data.resolve().parent / "tests" / "trees"


def files(folder: Path) -> list[Path]:
    """All files of walks, by area and tree."""
    return sorted(folder.glob("*/*.yml"))
