"""A JSON Schema of a tree, for editors: made from the classes of `wayfinder.content.model`, so it cannot lag behind.

It knows the shape of a tree and the names that other files give: facts, sections, trees, cases, links, remedies.
Whether a step exists and whether each value has a branch is checked by `lint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from wayfinder.content.derive import FUNCTIONS
from wayfinder.content.fact_key import COLLEAGUE
from wayfinder.content.facts import FactSpec
from wayfinder.content.key_descriptions import description
from wayfinder.content.model import Head, Library
from wayfinder.content.steps import KINDS

FILE = "tree.schema.json"  # in the data folder
DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that YAML plug-ins of editors support well
_REF = "#/definitions/{name}"

Schema = dict[str, Any]


def text(library: Library) -> str:
    """The schema as it is written to data/tree.schema.json."""
    return msgspec.json.format(msgspec.json.encode(tree_schema(library)), indent=2).decode() + "\n"


def tree_schema(library: Library) -> Schema:
    """The schema of a file in data/trees, with the names of this library."""
    _, parts = msgspec.json.schema_components([Head, FactSpec, *KINDS.values()], ref_template=_REF)
    definitions = {name: _described(name, _simple(part)) for name, part in parts.items()}
    head = definitions.pop(Head.__name__)
    entries = {"facts": _entries(FactSpec.__name__), "steps": {**_entries("Step"), "minProperties": 1}}
    described = {key: {"description": description("", key), **entry} for key, entry in entries.items()}
    return {
        "$schema": DIALECT,
        "title": "A decision tree of Wayfinder",
        "description": "docs/trees.md explains the language.",
        "type": "object",
        "properties": {**head["properties"], **described},
        "required": [*head["required"], "steps"],
        "additionalProperties": False,
        "definitions": {**definitions, "Step": _step(), **_names(library)},
    }


def _entries(name: str) -> Schema:
    return {"type": "object", "additionalProperties": {"$ref": _REF.format(name=name)}}


def _step() -> Schema:
    """Decide by the key of each kind in turn: an editor then reports what is wrong within the kind that is meant."""
    found: Schema = {"propertyNames": {"enum": list(KINDS)}}
    for key, kind in reversed(KINDS.items()):
        found = {"if": {"required": [key]}, "then": {"$ref": _REF.format(name=kind.__name__)}, "else": found}
    keys = {key: {"description": description(kind.__name__, key)} for key, kind in KINDS.items()}
    return {"type": "object", "minProperties": 1, "properties": keys, **found}


def _names(library: Library) -> Schema:
    """The names that exist, by sort of name, and the texts in which links are named."""
    branching = [name for name, spec in library.facts.items() if spec.values or spec.type == "topic"]
    links = "|".join(re.escape(name) for name in sorted(library.links))
    return {
        "BranchingFactName": _one_of(branching),
        "FactName": _one_of(library.facts),
        "SectionName": _one_of(library.sections),
        "TreeName": _one_of({*library.trees, *library.topics}),
        "CaseName": _one_of(library.cases),
        "RemedyName": _one_of(library.remedies),
        "RemedyKey": _one_of([*library.remedies, *(f"{name}{COLLEAGUE}" for name in library.remedies)]),
        "FunctionName": _one_of(FUNCTIONS),
        "Day": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "Text": {
            "type": "string",
            "pattern": rf"^(?![\s\S]*\{{link\.(?!(?:{links})[|}}]))",
            "patternErrorMessage": "`{link.name}` names a link of data/links.yml.",
        },
    }


def _one_of(names: Iterable[str]) -> Schema:
    return {"type": "string", "enum": sorted(names)}


# The definition that applies to the value of a key; for a list, to each of its items.
_BEHIND = {
    "find": "BranchingFactName",
    "need": "FactName",
    "from": "FactName",
    "by": "FunctionName",
    "sources": "SectionName",
    "visit": "TreeName",
    "case": "CaseName",
    "remedies": "RemedyName",
    "remedy": "RemedyName",
    "renews": "RemedyKey",
    "verified": "Day",
    **dict.fromkeys(("ask", "tell", "try", "intro", "human", "answer"), "Text"),
}


def _described(name: str, part: Schema) -> Schema:
    """A class with the descriptions of its keys. This dialect ignores what is beside a `$ref`, hence `allOf`."""
    keys = {}
    for key, value in part.get("properties", {}).items():
        given = {"allOf": [value]} if "$ref" in value else _named(key, value)
        keys[key] = {"description": description(name, key), **given}
    return {**part, "properties": keys}


def _named(key: str, value: Schema) -> Schema:
    if key not in _BEHIND:
        return value
    ref = {"$ref": _REF.format(name=_BEHIND[key])}
    if value["type"] == "array":
        return {**value, "items": ref}
    if value["type"] == ["string", "array"]:
        return {**value, "if": {"type": "array"}, "then": {"items": ref}, "else": ref}
    return {"allOf": [ref]}


def _simple(part: Any) -> Any:
    """The schema as we read YAML, with the plainest messages in editors: no nulls, and `true` equals `"true"`."""
    if isinstance(part, list):
        return [_simple(value) for value in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "boolean":
        return {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]}
    found = {
        key: _simple(value) for key, value in part.items() if key not in ("anyOf", "default", "title", "properties")
    }
    if "properties" in part:
        found["properties"] = {key: _simple(value) for key, value in part["properties"].items()}
    return {**found, **_alternatives(part["anyOf"])} if "anyOf" in part else found


def _alternatives(kinds: list[Schema]) -> Schema:
    """Alternatives in their simplest form: without null, and text or list as a list of types."""
    kept = [_simple(kind) for kind in kinds if kind != {"type": "null"} and None not in kind.get("enum", ())]
    return kept[0] if len(kept) == 1 else {"type": ["string", "array"]}
