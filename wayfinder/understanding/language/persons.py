"""Wishes for a person in other languages than English."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("persons.yml")


def wishes_for_a_person(text: str) -> bool:
    """Whether the text has one of the phrases that ask for a person, in any of the languages."""
    said = " ".join(text.lower().replace("\u2019", "'").split())
    return any(phrase in said for phrase in _phrases())


@lru_cache(maxsize=1)
def _phrases() -> frozenset[str]:
    phrases: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return frozenset(phrase for those in phrases.values() for phrase in those)
