"""Explains to authors, key by key, why plain YAML data does not fit one of our classes.

`msgspec` reports only that something does not fit; this gives the line and what to write there instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import yaml

from wayfinder.content.yaml_file import Place, YamlFile

Wrong = tuple[str, Place]  # what to do, and where

_LIST = "write a list here: one line for each item, beginning with `- `"
_LINES = "write `name: value` lines here"
_ITS_COLON = "put quotes around this text, it has `: ` in it"


def wrong_fields(kind: type[msgspec.Struct], data: Any, place: Place, source: YamlFile) -> Iterator[Wrong]:
    """Every reason why `data`, found at `place` in a file, cannot be read as a `kind`."""
    if not isinstance(data, dict):
        yield _LINES, place
        return
    fields = _fields(kind)
    for name in data:
        if name not in fields:
            yield f"unknown key `{name}`: {_did_you_mean(name, fields)}", (*place, name)
    for name, (hint, required) in fields.items():
        if name in data:
            yield from _wrong(hint, data[name], (*place, name), source)
        elif required:
            yield f"`{name}` is missing", place


def _wrong(hint: Any, value: Any, place: Place, source: YamlFile) -> Iterator[Wrong]:
    """Why a value does not fit a type."""
    origin = get_origin(hint)
    if origin is Literal:
        if value not in get_args(hint):
            yield f"{_shown(value)} is not a value of `{_key(place)}`: write one of {', '.join(get_args(hint))}", place
    elif origin in (Union, UnionType):
        yield from _wrong(_alternative(hint, value), value, place, source)
    elif origin is list:
        yield from _wrong_items(get_args(hint)[0], value, place, source)
    elif origin is dict:
        yield from _wrong_entries(get_args(hint)[1], value, place, source)
    elif hint is bool:
        if value not in ("true", "false"):
            yield f"{_shown(value)} is not a value of `{place[-1]}`: write true or false", place
    elif hint is str:
        if not isinstance(value, str):
            yield _no_text(source.node(place)), place
    else:
        yield from wrong_fields(hint, value, place, source)


def _wrong_items(hint: Any, value: Any, place: Place, source: YamlFile) -> Iterator[Wrong]:
    if not isinstance(value, list):
        yield _LIST, place
        return
    for at, item in enumerate(value):
        yield from _wrong(hint, item, (*place, at), source)


def _wrong_entries(hint: Any, value: Any, place: Place, source: YamlFile) -> Iterator[Wrong]:
    if not isinstance(value, dict):
        yield _LINES, place
        return
    for name, entry in value.items():
        yield from _wrong(hint, entry, (*place, name), source)


def _alternative(hint: Any, value: Any) -> Any:
    """The type of a union that the author most likely meant."""
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    return next((kind for kind in kinds if (get_origin(kind) is list) == isinstance(value, list)), kinds[0])


def _no_text(node: yaml.Node | None) -> str:
    """What to do when a text was expected: mostly it holds a character that has a meaning in YAML."""
    if isinstance(node, yaml.MappingNode):
        return "put quotes around this text, it begins with {" if node.flow_style else _ITS_COLON
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        return "put quotes around this text, it begins with ["
    return "write one text here, not a list"


def _shown(value: Any) -> str:
    return f"`{value}`" if isinstance(value, str) else "this"


def _key(place: Place) -> str:
    """The key of a place, also of an item in its list."""
    return next(str(part) for part in reversed(place) if isinstance(part, str))


def _did_you_mean(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, names, 1)
    return f"did you mean `{near[0]}`?" if near else f"known are {', '.join(names)}"


@lru_cache(maxsize=64)
def _fields(kind: type[msgspec.Struct]) -> dict[str, tuple[Any, bool]]:
    """The YAML keys of a class: their type, and whether they are required."""
    hints = get_type_hints(kind)
    return {f.encode_name: (hints[f.name], f.required) for f in msgspec.structs.fields(kind)}
