"""Turns plain YAML data into the classes of `wayfinder.content.model`, with all problems of a file, not only the
first."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from wayfinder.content.facts import Content
from wayfinder.content.steps import KINDS, Step
from wayfinder.content.wrong_fields import wrong_fields
from wayfinder.content.yaml_file import Problem, YamlFile

C = TypeVar("C", bound=Content)


class Reader:
    """Reads the parts of one file and collects their problems."""

    def __init__(self, source: YamlFile) -> None:
        self.source = source
        self.problems: list[Problem] = list(source.problems)

    def wrong(self, message: str, *place: str | int) -> None:
        """Note a problem."""
        self.problems.append(self.source.problem(message, *place))

    def mapping(self, data: Any, *place: str | int) -> dict[str, Any]:
        """The data if it is a mapping; otherwise an empty mapping and a problem."""
        if isinstance(data, dict):
            return data
        self.wrong("write `name: value` lines here", *place)
        return {}

    def content(self, kind: type[C], data: Any, *place: str | int) -> C | None:
        """One object; or None, and a problem for each wrong key."""
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
    """What to do about a text or a list where a step is expected."""
    if any(field.encode_name == name for kind in KINDS.values() for field in msgspec.structs.fields(kind)):
        return f"`{name}` is a key of a step but is indented like a step: indent it further"
    return f"step `{name}` has nothing in it: write `key: value` lines under its name, indented further"
