"""The words of phrasebook.yml, typed. Read once, on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

_FILE = Path(__file__).parent / "phrasebook.yml"


class Phrasebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entries of phrasebook.yml, which explains them. All are lower case, with one space between words."""

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
    in_vain: frozenset[str]
    impossible: frozenset[str]
    plans: frozenset[str]
    reservations: frozenset[str]
    changing: frozenset[str]


@cache
def phrasebook() -> Phrasebook:
    """The phrasebook."""
    return msgspec.convert(yaml.safe_load(_FILE.read_text(encoding="utf-8")), Phrasebook)


def command(phrase: str) -> str | None:
    """The intent of a text that is a fixed command as a whole; None otherwise."""
    return next((intent for intent, phrases in phrasebook().commands.items() if phrase in phrases), None)
