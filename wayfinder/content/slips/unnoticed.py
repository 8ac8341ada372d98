"""Slips that the parser lets pass: it leaves out, or adds to something else, what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from wayfinder.content.slips.lines import COMMENT, CUT, LINED_UP, Position, Slip, begins_with, position, tokens

_SKIPPED = (
    "a line that begins with `#` is left out: put quotes around the text, or line the comment up with the next line"
)
_MARKED = re.compile(r"(?:^\s*|: +|- +|[\[{,] *)(?=[&!])")
_ITEM = re.compile(r"( *)- +\S")


def unnoticed(text: str) -> Iterator[Slip]:
    """What a text that is YAML says and YAML leaves out."""
    lines = text.split("\n")
    found = [*_comments(lines), *_skipped(lines), *_marked(lines)]
    merged = list(_merged(lines))
    if not found and not merged:
        return
    scalars = [token for token in tokens(text) if isinstance(token, yaml.ScalarToken)]
    yield from ((at[0] + 1, message) for at, message in found if not any(_within(at, token) for token in scalars))
    plain = [token for token in scalars if token.plain]
    yield from ((at[0] + 1, message) for at, message in merged if any(_within(at, token) for token in plain))


def _comments(lines: list[str]) -> Iterator[tuple[Position, str]]:
    for number, line in enumerate(lines):
        if not line.lstrip().startswith("#"):
            yield from (((number, match.end() - 1), CUT) for match in COMMENT.finditer(line))


def _skipped(lines: list[str]) -> Iterator[tuple[Position, str]]:
    """Lines such as `#12345 is the number.` in the middle or at the end of a text."""
    for number, line in enumerate(lines[1:], 1):
        before = lines[number - 1].strip()
        if line.lstrip().startswith("#") and before and not before.startswith("#"):
            below = next((later for later in lines[number + 1 :] if later.strip() and not _is_comment(later)), "")
            if _indent(line) > _indent(below):
                yield (number, _indent(line)), _SKIPPED


def _marked(lines: list[str]) -> Iterator[tuple[Position, str]]:
    for number, line in enumerate(lines):
        if not _is_comment(line):
            for match in _MARKED.finditer(line):
                yield (number, match.end()), begins_with(line[match.end()])


def _merged(lines: list[str]) -> Iterator[tuple[Position, str]]:
    """Items of a list that stand further in than the one above: YAML adds them to its text."""
    for number, (above, line) in enumerate(pairwise(lines), 1):
        first, second = _ITEM.match(above), _ITEM.match(line)
        if first and second and len(first[1]) < len(second[1]):
            yield (number, len(second[1])), LINED_UP


def _within(at: Position, token: yaml.ScalarToken) -> bool:
    return position(token.start_mark) <= at < position(token.end_mark)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
