"""Plain YAML data as the classes of `wayfinder.content.model`: every problem of a file, not the first."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar, get_type_hints

import msgspec

from wayfinder.content.model import KINDS, Content, Step
from wayfinder.content.yaml_file import Problem, YamlFile

C = TypeVar("C", bound=Content)


class Reader:
    """Reads the parts of one file and collects what is wrong with them."""

    def __init__(self, source: YamlFile) -> None:
        self.source = source
        self.problems: list[Problem] = list(source.problems)

    def wrong(self, message: str, *place: str | int) -> None:
        """Note a problem."""
        self.problems.append(self.source.problem(message, *place))

    def mapping(self, data: Any, *place: str | int) -> dict[str, Any]:
        """A mapping, or a problem and an empty one."""
        if isinstance(data, dict):
            return data
        self.wrong("here must be `key: value` lines", *place)
        return {}

    def content(self, kind: type[C], data: Any, *place: str | int) -> C | None:
        """One object, or None and problems for each of its keys that is wrong."""
        try:
            return msgspec.convert(data, kind, strict=False)
        except msgspec.ValidationError:
            before = len(self.problems)
            self._keys(kind, self.mapping(data, *place), place)
            if len(self.problems) == before:
                self.wrong("cannot be read: compare with docs/trees.md", *place)
            return None

    def step(self, data: Any, *place: str | int) -> Step | None:
        """One step: the one key that names its kind decides what else it may have."""
        fields = self.mapping(data, *place)
        kinds = [name for name in KINDS if name in fields]
        if len(kinds) == 1:
            return self.content(KINDS[kinds[0]], fields, *place)
        found = f"this one has {' and '.join(kinds)}" if kinds else "this one has none"
        self.wrong(f"a step has exactly one of {', '.join(KINDS)}: {found}", *place)
        return None

    def _keys(self, kind: type[Content], data: dict[str, Any], place: tuple[str | int, ...]) -> None:
        fields = _fields(kind)
        for name in data:
            if name not in fields:
                near = get_close_matches(name, fields, 1)
                hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(fields)}"
                self.wrong(f"unknown key `{name}`: {hint}", *place, name)
        for name, (hint_type, required) in fields.items():
            if name not in data:
                if required:
                    self.wrong(f"`{name}` is missing", *place)
                continue
            try:
                msgspec.convert(data[name], hint_type, strict=False)
            except msgspec.ValidationError as error:
                self.wrong(f"`{name}` is not right: {error}", *place, name)


@lru_cache(maxsize=64)
def _fields(kind: type[Content]) -> dict[str, tuple[Any, bool]]:
    """The YAML keys of a class: their type, and whether they must be there."""
    hints = get_type_hints(kind)
    return {f.encode_name: (hints[f.name], f.required) for f in msgspec.structs.fields(kind)}
