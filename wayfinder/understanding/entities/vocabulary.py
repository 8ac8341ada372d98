"""The words of vocabulary.yml, typed. Read once, on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

_FILE = Path(__file__).parent / "vocabulary.yml"

Words = frozenset[str]


class Invitation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that show whether a time is that of an invitation."""

    named: Words
    received: Words
    otherwise: Words


class Extension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that show whether a date is the one until which an org is wanted."""

    until: Words
    to: Words
    asking: Words
    wishing: Words
    otherwise: Words


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entries of vocabulary.yml, which explains them."""

    errors: dict[str, list[str]]
    gone: Words
    statuses: dict[str, list[str]]
    org_nouns: Words
    org_adjectives: Words
    org_links: Words
    my: Words
    their: Words
    doubts: Words
    guesses: Words
    inverted: Words
    doubts_after: Words
    clause_ends: Words
    people: Words
    third_person: Words
    oneself: Words
    others: Words
    whose: dict[str, Words]
    beside: dict[str, Words]
    fillers: Words
    months: list[str]
    months_short: dict[str, int]
    weekdays: list[str]
    numbers: dict[str, float]
    units: dict[str, int]
    ago: dict[str, int]
    about: Words
    bounds: Words
    invitation: Invitation
    extension: Extension


@cache
def vocabulary() -> Vocabulary:
    """The entries of vocabulary.yml."""
    return msgspec.convert(yaml.safe_load(_FILE.read_text(encoding="utf-8")), Vocabulary)
