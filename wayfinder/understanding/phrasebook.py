"""The words of phrasebook.yml, typed. Read once, on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

_FILE = Path(__file__).parent / "phrasebook.yml"


class Phrasebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What phrasebook.yml explains. Every entry is lower case, words parted by one space."""

    yes: frozenset[str]
    no: frozenset[str]
    noted: frozenset[str]
    commands: dict[str, frozenset[str]]
    statements: dict[str, dict[str, frozenset[str]]]
    positions: list[frozenset[str]]
    last: frozenset[str]
    around: frozenset[str]
    courtesy: frozenset[str]
    empty: frozenset[str]
    negations: frozenset[str]
    corrections: frozenset[str]
    correcting: frozenset[str]


@cache
def phrasebook() -> Phrasebook:
    """The phrasebook."""
    return msgspec.convert(yaml.safe_load(_FILE.read_text(encoding="utf-8")), Phrasebook)


def command(phrase: str) -> str | None:
    """The intent of a whole text that is a word of command."""
    return next((intent for intent, phrases in phrasebook().commands.items() if phrase in phrases), None)
