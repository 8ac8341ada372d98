"""Slips that the parser refuses, explained to authors: the first rule that recognises one explains it."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from wayfinder.content.slips.failure import KEY, Failure, failure_of, value_of
from wayfinder.content.slips.lines import COMMENT, CUT, LINED_UP, Slip, begins_with, position

_KEY_OF_OURS = re.compile(r"\s*[a-z_][a-z0-9_.]*:")
_OTHER_QUOTE = {"'": "double quotes", '"': "single quotes"}
_CLOSING = {"{": "}", "[": "]"}
_SIGNS = "@`%*&!|>,]}?-"


def refused(text: str, error: yaml.YAMLError) -> Slip:
    """Why a text is not YAML, and what to do."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _unreadable(text, error)
    failure = failure_of(text, error)
    found = (rule(failure) for rule in _RULES)
    return next((slip for slip in found if slip is not None), (failure.at[0] + 1, f"not YAML: {failure.problem}"))


def _tab(failure: Failure) -> Slip | None:
    if "\t" not in failure.line[: len(failure.line) - len(failure.line.lstrip())]:
        return None
    return failure.at[0] + 1, "this line begins with a tab: indent it with spaces"


def _open_quote(failure: Failure) -> Slip | None:
    line, column = failure.since
    if "quoted scalar" not in failure.context:
        token = failure.scalar
        if token is None or token.plain or not token.start_mark.line < token.end_mark.line == failure.at[0]:
            return None
        line, column = position(token.start_mark)
    quote = failure.sign_at((line, column))
    return line + 1, f"this text begins with {quote} and does not end with it: write {quote} at its end too"


def _words_after_quote(failure: Failure) -> Slip | None:
    token = failure.scalar
    if token is None or token.plain or token.end_mark.line != failure.at[0]:
        return None
    quote = failure.sign_at(position(token.start_mark))
    if quote not in _OTHER_QUOTE:
        return None
    return failure.at[0] + 1, f"put {_OTHER_QUOTE[quote]} around the whole of this text, it has {quote} in it"


def _colon(failure: Failure) -> Slip | None:
    if "mapping values are not allowed" not in failure.problem:
        return None
    line, column = failure.at
    key = KEY.match(failure.line)
    if key is not None and key.end() > column:
        return _stray_key(failure)
    where = "has `: ` in it" if failure.line[column + 1 :].strip() else "ends with `:`"
    return line + 1, f"put quotes around this text, it {where}"


def _stray_key(failure: Failure) -> Slip:
    """A line like `key: value` where none is possible: the line above is a text, or a name without its colon."""
    line = failure.at[0]
    above = next((at for at in range(line - 1, -1, -1) if failure.lines[at].strip()), 0)
    owner = next((at for at in range(above, -1, -1) if KEY.match(failure.lines[at])), above)
    if owner != above and not value_of(failure.lines[owner]):
        return _without_colon(failure, above)
    if _KEY_OF_OURS.match(failure.line):
        return line + 1, LINED_UP
    return line + 1, "put quotes around this text, it has `: ` in it"


def _no_colon(failure: Failure) -> Slip | None:
    if "could not find expected ':'" not in failure.problem:
        return None
    return _without_colon(failure, failure.since[0])


def _text_in_brackets(failure: Failure) -> Slip | None:
    sign = value_of(failure.line)[:1]
    if not failure.line[: failure.at[1]].strip():
        return None
    if "flow" in failure.context or sign not in _CLOSING or not failure.problem.startswith("did not find expected"):
        return None
    return failure.at[0] + 1, begins_with(sign)


def _brackets(failure: Failure) -> Slip | None:
    if "flow" not in failure.context:
        return None
    line, sign = _opening(failure)
    closing = _CLOSING.get(sign, sign)
    if line == failure.at[0]:
        return line + 1, f"between {sign} and {closing} put quotes around each text that has more than words in it"
    if COMMENT.search(failure.line_at(line)):
        return line + 1, CUT
    return line + 1, f"{sign} has no {closing}: write it at the end, or put quotes around this if it is a text"


def _opening(failure: Failure) -> tuple[int, str]:
    """The line of the unclosed bracket, and the bracket."""
    if (sign := failure.sign_at(failure.since)) in _CLOSING:
        return failure.since[0], sign
    for number in range(min(failure.at[0], len(failure.lines) - 1), -1, -1):
        if found := [sign for sign in failure.lines[number] if sign in _CLOSING]:
            return number, found[-1]
    return failure.at[0], "["


def _sign(failure: Failure) -> Slip | None:
    line = failure.since[0]
    sign = failure.sign_at(failure.since)
    if (
        not sign
        or sign not in _SIGNS
        or "block" in failure.context.replace("block scalar", "").replace("block node", "")
    ):
        return None
    return line + 1, begins_with(sign)


def _second_document(failure: Failure) -> Slip | None:
    return (failure.at[0] + 1, "`---` begins another document: remove it") if "document" in failure.problem else None


def _indentation(failure: Failure) -> Slip | None:
    return (failure.at[0] + 1, LINED_UP) if failure.problem.startswith("did not find expected") else None


_RULES: tuple[Callable[[Failure], Slip | None], ...] = (
    _tab,
    _open_quote,
    _words_after_quote,
    _colon,
    _no_colon,
    _text_in_brackets,
    _brackets,
    _sign,
    _second_document,
    _indentation,
)


def _unreadable(text: str, error: yaml.YAMLError) -> Slip:
    before = text.encode()[: getattr(error, "position", 0)]
    return before.count(b"\n") + 1, "this line has a sign that no text can have: remove it"


def _without_colon(failure: Failure, number: int) -> Slip:
    name = failure.line_at(number).strip().partition(" ")[0].partition(":")[0]
    where = "if that is a key; a line that goes on with a text is indented further"
    return number + 1, f"write `: ` after `{name}` {where}"
