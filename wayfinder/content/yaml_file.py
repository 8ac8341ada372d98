"""YAML with line numbers: every scalar is a string, duplicate keys are reported, and problems have their line."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import yaml

from wayfinder.content.slips.lines import begins_with
from wayfinder.content.slips.refused import refused
from wayfinder.content.slips.unnoticed import unnoticed
from wayfinder.errors import WayfinderError

Place = tuple[str | int, ...]


class Problem(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a content file, and how to fix it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(WayfinderError):
    """The content cannot be used. `problems` are all its problems, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class YamlFile:
    """A parsed file: its data, and the line of any place in it.

    `readable` is False when the file is not valid YAML: then `data` is empty.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.text = self._decoded(path.read_bytes())
        root = self._compose()
        self.readable = not self.problems
        self.data: Any = self._plain(root) if root is not None else {}
        if self.readable:
            self.problems += (Problem(name, line, message) for line, message in unnoticed(self.text))

    def problem(self, message: str, *place: str | int) -> Problem:
        """A problem at a place, such as `("steps", "arrival", "then")`; the nearest line there is."""
        return Problem(self.name, self.line(place), message)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it."""
        return self._nearest(place)[0]

    def node(self, place: Place) -> yaml.Node | None:
        """The YAML node of a place, or of the nearest place around it."""
        return self._nearest(place)[1]

    def _nearest(self, place: Place) -> tuple[int, yaml.Node | None]:
        node, line = self._marked, 1
        for part in place:
            found = _inside(node, part)
            if found is None:
                break
            line, node = found
        return line, node

    @cached_property
    def _marked(self) -> yaml.Node | None:
        """The nodes with their marks. Parsed again when a file has a problem, instead of kept for all files."""
        return None if isinstance(self.data, dict) and not self.data else _composed(self.text)

    def _decoded(self, content: bytes) -> str:
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.problems.append(Problem(self.name, line, "this file is not in UTF-8: save it in that encoding"))
            return ""

    def _compose(self) -> yaml.Node | None:
        try:
            return _composed(self.text)
        except yaml.YAMLError as error:
            self.problems.append(Problem(self.name, *refused(self.text, error)))
            return None

    def _plain(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            strange = next((key for key, _ in node.value if not isinstance(key, yaml.ScalarNode)), None)
            return self._mapping(node) if strange is None else self._text_with_colon(strange)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item) for item in node.value]
        return node.value

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in found:
                line = key.start_mark.line + 1
                self.problems.append(Problem(self.name, line, f"`{key.value}` is here twice: keep one"))
            found[str(key.value)] = self._plain(value)
        return found

    def _text_with_colon(self, key: yaml.Node) -> str:
        """The problem of a text such as `[Log In]: click it`, which YAML reads as a mapping whose key is a list."""
        sign = "{" if isinstance(key, yaml.MappingNode) else "["
        self.problems.append(Problem(self.name, key.start_mark.line + 1, begins_with(sign)))
        return ""


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
