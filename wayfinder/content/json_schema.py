"""A JSON Schema of a tree, for editors: made from the classes of `wayfinder.content.model`, so it cannot lag behind.

It knows the shape of a file and no other file: whether a step, a fact or a source exists is for `lint` to say.
"""

from __future__ import annotations

from typing import Any

import msgspec

from wayfinder.content.model import KINDS, FactSpec, Head

DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that editors' YAML plug-ins know well
_REF = "#/definitions/{name}"


def tree_schema() -> dict[str, Any]:
    """The schema of a file in data/trees."""
    kinds = list(KINDS.values())
    refs, parts = msgspec.json.schema_components([Head, FactSpec, *kinds], ref_template=_REF)
    fact, steps = refs[1], list(refs[2:])
    definitions = _readable(parts)
    head = definitions.pop(Head.__name__)
    return {
        "$schema": DIALECT,
        "title": "A decision tree of Wayfinder",
        "description": "docs/trees.md explains the language.",
        "type": "object",
        "properties": {
            **head["properties"],
            "facts": {"description": "Facts of this tree alone.", "type": "object", "additionalProperties": fact},
            "steps": {
                "description": "Each step by its name. One key says what kind it is.",
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {"anyOf": steps},
            },
        },
        "required": [*head["required"], "steps"],
        "additionalProperties": False,
        "definitions": {**definitions},
    }


def text() -> str:
    """The schema as it is written to data/tree.schema.json."""
    return msgspec.json.format(msgspec.json.encode(tree_schema()), indent=2).decode() + "\n"


def _readable(part: Any) -> Any:
    """Our YAML is read with every scalar a string: `true` and `"true"` are the same to us, so they are to editors."""
    if isinstance(part, dict):
        if part.get("type") == "boolean":
            return {**part, "type": ["boolean", "string"], "enum": [True, False, "true", "false"]}
        return {key: _readable(value) for key, value in part.items()}
    return [_readable(value) for value in part] if isinstance(part, list) else part
