"""What is known when the parser gives up on a text."""

from __future__ import annotations

import re

import msgspec
import yaml

from wayfinder.content.slips.lines import Position, position, tokens

KEY = re.compile(r"\s*(?:- +)*[^\s#'\"\[\]{},:][^:]*:(?=\s|$)")
_DASHES = re.compile(r"\s*(?:- +)*")


class Failure(msgspec.Struct, frozen=True):
    """Where the parser gave up (`at`), where the part that it was reading begins (`since`), and the last scalar
    before."""

    lines: list[str]
    at: Position
    since: Position
    problem: str
    context: str
    scalar: yaml.ScalarToken | None

    @property
    def line(self) -> str:
        """Where the parser gave up."""
        return self.line_at(self.at[0])

    def line_at(self, number: int) -> str:
        """A line by its number, from 0; empty after the last."""
        return self.lines[number] if number < len(self.lines) else ""

    def sign_at(self, at: Position) -> str:
        """The character at a position; empty where rare line-break characters make the parser count lines
        differently."""
        return self.line_at(at[0])[at[1] : at[1] + 1]


def failure_of(text: str, error: yaml.MarkedYAMLError) -> Failure:
    """The failure that an error of the parser reports."""
    at = position(error.problem_mark)
    since = position(error.context_mark or error.problem_mark)
    before = [token for token in tokens(text) if position(token.end_mark) <= at]
    last = before[-1] if before else None
    scalar = last if isinstance(last, yaml.ScalarToken) else None
    return Failure(text.split("\n"), at, since, error.problem or "", error.context or "", scalar)


def value_of(line: str) -> str:
    """The text after the key of a line, or after its dash."""
    begin = KEY.match(line) or _DASHES.match(line)
    return line[begin.end() if begin else 0 :].strip()
