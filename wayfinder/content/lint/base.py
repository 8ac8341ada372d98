"""What every rule of `lint` works with: findings and their places, and the names that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import PurePath
from typing import Any

import msgspec

from wayfinder.content.contract import CONVERSATION_AREA
from wayfinder.content.files import Loaded
from wayfinder.content.model import Library, Tree
from wayfinder.content.yaml_file import Place, YamlFile

# What is wrong and how to fix it, and the place in the file.
Finding = tuple[str, Place]

# The look-ups of the back office by name, each with the values that it gives by fact.
LookUps = Mapping[str, Mapping[str, Collection[str]]]


class Known(msgspec.Struct, frozen=True):
    """The names that exist, including entries that could not be read, which are reported once and not at each use.

    `all_read` when every entry could be read.
    """

    trees: frozenset[str]
    facts: frozenset[str]
    cases: frozenset[str]
    links: frozenset[str]
    remedies: frozenset[str]
    topics: frozenset[str]
    sections: frozenset[str]
    look_ups: LookUps | None
    all_read: bool


class Context(msgspec.Struct, frozen=True):
    """The tree that is being checked, its file, and everything around it."""

    library: Library
    known: Known
    tree: Tree
    source: YamlFile
    today: date

    @property
    def steps(self) -> dict[str, Any]:
        """The steps of the tree as its file has them, including those that could not be read."""
        steps = self.source.data.get("steps", {})
        return steps if isinstance(steps, dict) else {}

    @property
    def all_steps_read(self) -> bool:
        """Whether every step of the file could be read. If not, that is reported already."""
        return self.steps.keys() == self.tree.steps.keys()

    @property
    def of_conversation(self) -> bool:
        """Whether this is a repair tree, whose words are our own and have no source document."""
        return self.tree.area == CONVERSATION_AREA


def known(loaded: Loaded, look_ups: LookUps | None) -> Known:
    """All names in a data folder. `look_ups` is None when they are not available."""
    library = loaded.library
    unread = {PurePath(problem.file).stem for problem in loaded.problems}
    return Known(
        trees=frozenset(library.trees) | unread,
        facts=frozenset(library.facts) | _written(loaded, "facts.yml", "facts"),
        cases=frozenset(library.cases) | _written(loaded, "cases.yml", "cases"),
        links=frozenset(library.links) | _written(loaded, "links.yml", "links"),
        remedies=frozenset(library.remedies) | _written(loaded, "remedies.yml", "remedies"),
        topics=frozenset(library.topics) | _written(loaded, "topics.yml", "topics"),
        sections=frozenset(library.sections) | _written(loaded, "topics.yml", "sections"),
        look_ups=look_ups,
        all_read=not loaded.problems,
    )


def unknown(kind: str, name: str, names: Iterable[str], where: str = "") -> str:
    """The message about a name that does not exist, with the closest one that does."""
    near = get_close_matches(name, list(names), 1)
    hint = f"did you mean `{near[0]}`?" if near else where
    return f"unknown {kind} `{name}`" + (f": {hint}" if hint else "")


def listed(names: Iterable[str]) -> str:
    """Names for a message."""
    return ", ".join(f"`{name}`" for name in names)


def _written(loaded: Loaded, file: str, key: str) -> frozenset[str]:
    source = loaded.sources.get(file)
    entries = source.data.get(key) if source is not None and isinstance(source.data, dict) else None
    return frozenset(entries if isinstance(entries, dict) else ())
