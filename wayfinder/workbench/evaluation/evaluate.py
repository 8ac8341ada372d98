"""Measures everything on the sets of a project. The sets are in tests/, and nothing is ever trained on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from wayfinder.back_office.sample.read import read_sample
from wayfinder.content.model import Library
from wayfinder.errors import UsageError
from wayfinder.workbench.conversations import files
from wayfinder.workbench.conversations.check import Checked, check
from wayfinder.workbench.conversations.player import Listener, play
from wayfinder.workbench.conversations.sandbox import sandbox
from wayfinder.workbench.evaluation import first_messages, messages, turn_sets, turns
from wayfinder.workbench.evaluation.messages import Ranker
from wayfinder.workbench.evaluation.tables import Table
from wayfinder.workbench.evaluation.turns import Compared, compare

T = TypeVar("T")
OPEN, SEALED = "open", "sealed"


class Track(Protocol):
    """Passes things on one by one, and shows how many are done."""

    def __call__(self, things: Sequence[T], what: str) -> Iterable[T]:
        """The same things. `what` names them."""


class Sets:
    """Where the sets of a project are."""

    def __init__(self, tests: Path) -> None:
        self._tests = tests

    def messages(self, name: str) -> Path:
        """A file of tests/evaluation."""
        return self._tests / "evaluation" / f"{name}.yml"

    def conversations(self, sealed: str | None) -> Path:
        """The folder of the conversations to work with, or of the sealed ones of this name.

        Raises:
            UsageError: when there are no sealed ones of this name.
        """
        folder = self._tests / "conversations" / (OPEN if sealed is None else f"{SEALED}/{sealed}")
        if not folder.is_dir():
            raise UsageError(f"There are no conversations in {folder}.")
        return folder


def play_all(folder: Path, data: Path, library: Library, listener: Listener, track: Track) -> list[Checked]:
    """Play and judge the scripted conversations of a folder.

    Raises:
        ContentError: when a script cannot be played.
    """
    with sandbox(library, read_sample(data)) as box:
        scripts = files.read_all(folder, library, box.people)
        names = track(list(scripts), "conversations")
        return [check(scripts[name], play(scripts[name], box, listener), library) for name in names]


def measure_messages(sets: Sets, library: Library, ranker: Ranker, track: Track) -> list[Table]:
    """The figures of first messages and of single turns.

    Raises:
        ContentError: when a set cannot be read.
    """
    first = messages.read(sets.messages("first_messages"))
    answered = [messages.answer(each, ranker, library.topics) for each in track(first, "first messages")]
    return [
        *first_messages.tables(answered),
        *turns.tables(_compared("turns", sets, library, ranker, track)),
        turns.not_meant(_compared("not_meant", sets, library, ranker, track)),
    ]


def _compared(name: str, sets: Sets, library: Library, ranker: Ranker, track: Track) -> list[Compared]:
    found = turn_sets.read(sets.messages(name))
    return [compare(said, found, library, ranker) for said in track(found.turns, name.replace("_", " "))]
