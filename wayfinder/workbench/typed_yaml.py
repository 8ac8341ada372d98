"""Reads a YAML file as typed data, with all problems by file and line: for the files of tests that authors write."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from wayfinder.content.yaml_file import ContentError, Place, Problem, YamlFile

T = TypeVar("T")


def read(path: Path, kind: type[T]) -> T:
    """A file as data of this kind. Every scalar is a string.

    Raises:
        ContentError: with every unknown or missing key, and every value that is not allowed.
    """
    file = YamlFile(path, "/".join(path.parts[-4:]))
    problems = file.problems or list(_problems(file, kind, file.data, ()))
    if problems:
        raise ContentError(problems)
    return msgspec.convert(file.data, kind)


def _problems(file: YamlFile, kind: Any, data: Any, place: Place) -> Iterator[Problem]:
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        inner = list(_inside(file, kind, data, place))
        yield from inner or [file.problem(_message(kind, data, place, error), *place)]


def _inside(file: YamlFile, kind: Any, data: Any, place: Place) -> Iterator[Problem]:
    """The problems of the parts, where a value has parts."""
    of = get_args(kind)
    if get_origin(kind) is dict and isinstance(data, dict):
        for name, value in data.items():
            yield from _problems(file, of[1], value, (*place, name))
    elif get_origin(kind) is list and isinstance(data, list):
        for at, value in enumerate(data):
            yield from _problems(file, of[0], value, (*place, at))
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(data, dict):
        yield from _keys(file, kind, data, place)


def _keys(file: YamlFile, kind: type[msgspec.Struct], data: dict[str, Any], place: Place) -> Iterator[Problem]:
    hints = get_type_hints(kind)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in data:
        if name not in fields:
            near = get_close_matches(name, fields, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(fields)}"
            yield file.problem(f"unknown key `{name}`: {hint}", *place, name)
    for name, field in fields.items():
        if name in data:
            yield from _problems(file, hints[field.name], data[name], (*place, name))
        elif field.required:
            yield file.problem(f"`{name}` is missing", *place)


def _message(kind: Any, data: Any, place: Place, error: msgspec.ValidationError) -> str:
    name = place[-1] if place else "the file"
    if get_origin(kind) is Literal:
        return f"`{name}` is `{data}`: it must be one of {', '.join(get_args(kind))}"
    return f"`{name}` is not right: {error}"
