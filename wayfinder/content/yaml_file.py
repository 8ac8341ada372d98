"""YAML with line numbers: every scalar a string, duplicate keys found, marks kept for errors."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import yaml

from wayfinder.errors import WayfinderError

Place = tuple[str | int, ...]


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a content file, and how to mend it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(WayfinderError):
    """The content cannot be used. `problems` has all that is wrong with it, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class YamlFile:
    """A parsed file: its data, and the line of any place in it."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.text = path.read_text(encoding="utf-8")
        self.problems: list[Problem] = []
        root = self._compose()
        self.data: Any = self._plain(root) if root is not None else {}

    def problem(self, message: str, *place: str | int) -> Problem:
        """A problem at a place, such as `("steps", "arrival", "then")`; the nearest line there is."""
        return Problem(self.name, self.line(place), message)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it."""
        node, line = self._marked, 1
        for part in place:
            found = _inside(node, part)
            if found is None:
                break
            line, node = found
        return line

    @cached_property
    def _marked(self) -> yaml.Node | None:
        """The nodes with their marks: made again for the few files in which something is wrong, not kept for all."""
        return None if isinstance(self.data, dict) and not self.data else _composed(self.text)

    def _compose(self) -> yaml.Node | None:
        try:
            node = _composed(self.text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            self.problems.append(Problem(self.name, line, f"not YAML: {getattr(error, 'problem', None) or error}"))
            return None
        return node

    def _plain(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item) for item in node.value]
        return node.value

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in found:
                line = key.start_mark.line + 1
                self.problems.append(Problem(self.name, line, f"`{key.value}` stands twice here: keep one"))
            found[str(key.value)] = self._plain(value)
        return found


def _composed(text: str) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CBaseLoader)
    return node


def _inside(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line + 1, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return item.start_mark.line + 1, item
    return None
