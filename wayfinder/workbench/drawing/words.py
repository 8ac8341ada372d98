"""Texts of the content as they read on paper."""

from __future__ import annotations

from wayfinder.content.fact_key import FactKey
from wayfinder.content.model import Library
from wayfinder.content.texts import Detail, Label, parts


def words(library: Library, text: str) -> str:
    """A text as it reads on paper: details by their fallback or name, labels in brackets."""
    return "".join(_word(library, part) for part in parts(text))


def _word(library: Library, part: str | Detail | Label) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Label):
        return f"[{part.label}]"
    if part.name.startswith("link."):
        link = library.links.get(part.name.removeprefix("link."))
        return link.text if link else part.name
    spec = library.facts.get(FactKey.parse(part.name).name)
    return part.fallback or f"({spec.label if spec else part.name})"
