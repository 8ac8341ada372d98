"""Scripted conversations as typed data. tests/conversations/README.md explains them to those who write them.

An expectation has one key: what a good helper's reply to that message does, or (under `never`) what it must not do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal, Union, get_args

import msgspec

from wayfinder.content.model import Library
from wayfinder.content.yaml_file import ContentError, Problem
from wayfinder.workbench import typed_yaml

SUFFIX = ".yaml"
OneOrMore = Union[str, list[str]]
Flag = Literal["true", "false"]
Ending = Literal["solved", "case", "human", "waiting", "stopped"]
Record = Literal["account", "invitation", "org", "trailblazer", "certification", "permissions", "admins", "cases"]
Language = Literal["es", "pt", "fr", "de", "it", "ja", "ko", "zh", "ru", "hi"]
Mechanism = Literal[
    "answer",
    "report",
    "fact_in_passing",
    "correction",
    "wish",
    "side_question",
    "two_problems",
    "courtesy",
    "language",
    "secret",
    "reference",
    "waiting",
    "case_form",
    "ending",
]
MECHANISMS: tuple[Mechanism, ...] = get_args(Mechanism)


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One expectation: exactly one of the keys. A list names alternatives, of which one is enough.

    Raises:
        ValueError: when it has no key, or several.
    """

    section: OneOrMore | None = None
    fact: OneOrMore | None = None
    look_up: Record | None = None
    ending: Ending | None = None
    asks: Flag | None = None
    same_question: Flag | None = None
    other_question: Flag | None = None
    miss: Flag | None = None
    warns: Literal["secret"] | None = None
    speaks: Language | None = None
    kind: Flag | None = None
    proposes: str | None = None
    repeats: Flag | None = None

    def __post_init__(self) -> None:
        if len(self._given) != 1:
            raise ValueError(f"an expectation has exactly one key, not {len(self._given)}")

    @property
    def what(self) -> str:
        """Its key: the kind of expectation."""
        return next(iter(self._given))

    @property
    def values(self) -> list[str]:
        """The alternatives."""
        value = next(iter(self._given.values()))
        return [value] if isinstance(value, str) else value

    @property
    def _given(self) -> dict[str, OneOrMore]:
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person says, and what is expected of the reply to it."""

    say: str
    expect: list[Expected] = []
    never: list[Expected] = []


class IfAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person answers when a question about this is open, and the script has nothing else to say."""

    about: str
    say: str


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"person": "as"}):
    """One conversation. `person` (in the file: `as`) is signed in; `ready`: all topics that it needs have trees."""

    conversation: str
    author: str
    voice: str
    mechanisms: list[Mechanism]
    ready: Flag
    turns: list[Message]
    person: str | None = None
    if_asked: list[IfAsked] = []

    @property
    def is_ready(self) -> bool:
        """Whether it is about topics that are ready, or about the conversation itself."""
        return self.ready == "true"


def read(path: Path) -> Script:
    """One script.

    Raises:
        ContentError: with every problem of its form, by line.
    """
    return typed_yaml.read(path, Script)


def read_all(folder: Path, library: Library, people: Collection[str]) -> dict[str, Script]:
    """The scripts in a folder and its subfolders, by their path in it without suffix.

    Raises:
        ContentError: when there are none, one has a wrong form, or names a section, remedy or person that is not there.
    """
    paths = sorted(folder.rglob(f"*{SUFFIX}"))
    if not paths:
        raise ContentError([Problem(str(folder), 0, f"there are no scripted conversations ({SUFFIX}) here")])
    scripts = {path.relative_to(folder).with_suffix("").as_posix(): read(path) for path in paths}
    problems = [
        Problem(f"{name}{SUFFIX}", 0, wrong)
        for name, script in scripts.items()
        for wrong in _unknown_names(script, library, people)
    ]
    if problems:
        raise ContentError(problems)
    return scripts


def _unknown_names(script: Script, library: Library, people: Collection[str]) -> Iterator[str]:
    if not script.turns or not script.mechanisms:
        yield "a script has at least one turn and one mechanism"
    if script.person is not None and script.person not in people:
        yield f"{script.person} is not one of the sample people"
    known = {"section": library.sections, "proposes": library.remedies}
    for expected in (each for turn in script.turns for each in (*turn.expect, *turn.never)):
        for value in expected.values if expected.what in known else []:
            if value not in known[expected.what]:
                yield f"`{expected.what}: {value}`: there is no such name"
