"""Plain YAML data as the classes of `wayfinder.content.model`: every problem of a file, not the first."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from wayfinder.content.facts import Content
from wayfinder.content.steps import KINDS, Step
from wayfinder.content.wrong_fields import wrong_fields
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
        self.wrong("write `name: value` lines here", *place)
        return {}

    def content(self, kind: type[C], data: Any, *place: str | int) -> C | None:
        """One object, or None and problems for each of its keys that is wrong."""
        try:
            return msgspec.convert(data, kind, strict=False)
        except msgspec.ValidationError as error:
            found = list(wrong_fields(kind, data, place, self.source))
            for message, where in found or [(f"cannot be read: {error}", place)]:
                self.wrong(message, *where)
            return None

    def step(self, data: Any, *place: str | int) -> Step | None:
        """One step: the one key that names its kind decides what else it may have."""
        if not isinstance(data, dict):
            self.wrong(_no_step(str(place[-1])), *place)
            return None
        kinds = [name for name in KINDS if name in data]
        if len(kinds) == 1:
            return self.content(KINDS[kinds[0]], data, *place)
        found = f"this one has {' and '.join(kinds)}" if kinds else "this one has none"
        self.wrong(f"a step has exactly one of {', '.join(KINDS)}: {found}", *place)
        return None


def _no_step(name: str) -> str:
    """What to do about a text or a list that stands where a step should."""
    if any(field.encode_name == name for kind in KINDS.values() for field in msgspec.structs.fields(kind)):
        return f"`{name}` is a key of a step, and stands where steps do: indent it further"
    return f"step `{name}` has nothing in it: write `key: value` lines under its name, indented further"
