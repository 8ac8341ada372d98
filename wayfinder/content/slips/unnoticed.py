"""Slips that the parser accepts: it leaves out what was written, or adds it to something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from wayfinder.content.slips.lines import CUT, LINED_UP, Position, Slip, begins_with, position, tokens

_SKIPPED = (
    "a line that begins with `#` is left out: put quotes around the text, or line the comment up with the next line"
)
_NEXT = re.compile(r"\n([ \t]*)[^\s#]")
_BEFORE_A_VALUE = re.compile(r"(?:^ *|: +|- +|[\[{,] *)$")
_FURTHER_IN = re.compile(r"^( *)- +\S.*\n\1 +(?=- +\S)", re.MULTILINE)

Found = tuple[Position, str]


def unnoticed(text: str) -> Iterator[Slip]:
    """The parts of a valid YAML text that YAML leaves out or reads differently."""
    found = [*_comments(text), *_skipped(text), *_marked(text)]
    merged = list(_merged(text))
    if not found and not merged:
        return
    scalars = [token for token in tokens(text) if isinstance(token, yaml.ScalarToken)]
    yield from ((at[0] + 1, message) for at, message in found if not any(_within(at, token) for token in scalars))
    plain = [token for token in scalars if token.plain]
    yield from ((at[0] + 1, message) for at, message in merged if any(_within(at, token) for token in plain))


def _comments(text: str) -> Iterator[Found]:
    for at, before in _signs(text, "#"):
        words = before.lstrip()
        if words and not words.startswith("#") and before[-1] in " \t":
            yield (_position(text, at), CUT)


def _skipped(text: str) -> Iterator[Found]:
    """Lines such as `#12345 is the number.` in the middle or at the end of a text."""
    for at, before in _signs(text, "#"):
        end = at - len(before) - 1
        above = text[text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)].strip()
        if before.strip() or not above or above.startswith("#"):
            continue
        below = _NEXT.search(text, at)
        if len(before) > len(below[1] if below else ""):
            yield (_position(text, at), _SKIPPED)


def _marked(text: str) -> Iterator[Found]:
    for at, before in _signs(text, "&!"):
        if _BEFORE_A_VALUE.search(before):
            yield (_position(text, at), begins_with(text[at]))


def _signs(text: str, signs: str) -> Iterator[tuple[int, str]]:
    """Each of these characters, with the text before it in its line. They are rare, so this is quick."""
    for match in re.finditer(f"[{signs}]", text):
        yield match.start(), text[text.rfind("\n", 0, match.start()) + 1 : match.start()]


def _merged(text: str) -> Iterator[Found]:
    """List items that are indented further than the one above: YAML adds them to its text."""
    return ((_position(text, match.end()), LINED_UP) for match in _FURTHER_IN.finditer(text))


def _position(text: str, at: int) -> Position:
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1


def _within(at: Position, token: yaml.ScalarToken) -> bool:
    return position(token.start_mark) <= at < position(token.end_mark)
