"""The key of a remedy: its name, marked when it is a colleague who tries it. As in `FactKey`, `name@colleague`."""

from __future__ import annotations

from wayfinder.content.fact_key import COLLEAGUE
from wayfinder.content.facts import Person


def remedy_key(name: str, about: Person | None) -> str:
    """The key of a remedy that this person tries; None is the person who asks."""
    return f"{name}{COLLEAGUE}" if about == "colleague" else name


def remedy_name(key: str) -> str:
    """The name in data/remedies.yml of a key. The remedy need not exist."""
    return key.removesuffix(COLLEAGUE)
