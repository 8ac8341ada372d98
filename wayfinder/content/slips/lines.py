"""Lines, characters and messages that both kinds of slips share."""

from __future__ import annotations

import contextlib
import re

import yaml

Slip = tuple[int, str]  # the line, from 1, and what to do there
Position = tuple[int, int]  # line and column, from 0

COMMENT = re.compile(r"(?<=\S)[ \t]+#")
CUT = "all from ` #` on is left out: put quotes around this text, or give the comment a line of its own"
LINED_UP = "this line does not line up with those above it: begin lines that belong together in the same column"


def begins_with(sign: str) -> str:
    """The message for a text whose first character has a meaning in YAML."""
    return f"put quotes around this text, it begins with {sign}"


def position(mark: yaml.Mark | None) -> Position:
    """The position of a mark; the beginning when there is none."""
    return (mark.line, mark.column) if mark is not None else (0, 0)


def tokens(text: str) -> list[yaml.Token]:
    """The tokens of a text, up to the first that the parser refuses."""
    found: list[yaml.Token] = []
    with contextlib.suppress(yaml.YAMLError):
        found.extend(yaml.scan(text, Loader=yaml.CBaseLoader))
    return found
