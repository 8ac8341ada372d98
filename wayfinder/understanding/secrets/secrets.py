"""Passwords, security answers and verification codes that somebody typed, which nobody should store or repeat.

They are found by the words around them (secrets.yml), and a password also by its shape alone. Who only speaks of a
password, a code or an answer gives none away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from wayfinder.content.values import ID
from wayfinder.understanding.secrets.shapes import (
    alternates,
    has_sign,
    is_code,
    is_given,
    is_name,
    is_password,
    is_put,
    looks_like_password,
    stands_out,
    vocabulary,
)

REMOVED = "[removed]"

# Addresses, links and ids, which may look like a password.
_ADDRESS = r"(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+\.[A-Za-z]{2,}"
_VALUE = re.compile(rf"{_ADDRESS}|(?:https?://|www\.)\S+|\b(?=00){ID}\b")

_QUOTED = r"\"[^\"\n]{2,40}\"|“[^”\n]{2,40}”|'[^'\n]{3,40}'(?!\w)"
_ANY = rf"(?P<value>{_QUOTED}|[^\s\"“]{{2,60}})"
_MIXED = r"(?P<value>(?=\S{0,60}[\d!#$%^&*@~_+=])[^\s\"“]{5,60})"
_WORD = r"(?P<value>(?<!\S)[^\s\"“(]{7,60})"
_NAME = rf"(?P<value>{_QUOTED}|[A-Z][\w'&.-]+(?: [A-Z][\w'&-]+){{0,2}}|[\w'-]{{3,30}})"
_DIGITS = (
    r"(?P<value>(?=\d)(?<![\d+])(?:\d{3}[ -]\d{3,4}|\d{4}[ -]\d{4}|\d(?: \d){3,7}|\d{4,8}))"
    r"(?![\w/@%]|[ .,:-]\d|\s(?i:min|hour|hr|h\b|day|sec|user|time|char|digit))"
)

_IS = (
    r"(?:\s*[:=\uff1a]\s*|\s*[是は]\s*|['\u2019]s\s+|\s+(?i:is|was|are|lautet|ist|war|es|est|é|hai|reads|says)\s*:?\s+"
    r"(?:(?i:now|still|just|actually|only)\s+)?)"
)
_DASH = r"\s+[-\u2013>]+\s+"
# What stands between a label and "is", when it does not begin to speak of something else.
_OF_WHAT = r"(?:\s+(?!(?i:is|was|not|org|case|error|id|link|reset|\w+n['\u2019]?t)\b)[\w'\u2019]+){0,5}?"
_GAP = r"[\s,:=\"'\u2013-]{1,3}"
_SAID = r"\b(?i:i|she|he|we)\s+(?i:said|put|answered|entered|typed|gave|wrote)\s+"
_TYPED = (
    r"\b(?i:used?|using|chose|picked|typed?|put|entered|wrote|tried|with|it to|its|it['\u2019]s|in:"
    r"|(?:use|as) (?:his|hers?|me))[\s,:]+"
)

_CLOSING = ".,;:?)]\"'”\u2019"
_NEED_DIGITS = (has_sign, alternates, stands_out, is_code)
_Rule = tuple[re.Pattern[str], Callable[[str, str], bool]]


def secrets_in(text: str) -> list[tuple[int, int]]:
    """The spans of the secrets, in order, without overlaps: `text[start:end]` is the password, answer or code."""
    values = [found.span() for found in _VALUE.finditer(text)]
    spans: list[tuple[int, int]] = []
    free_from = 0
    # Of two that begin alike the longer one is taken.
    for start, end in sorted(set(_candidates(text)), key=lambda span: (span[0], -span[1])):
        if start >= free_from and not any(start < value_end and value < end for value, value_end in values):
            spans.append((start, end))
            free_from = end
    return spans


def without_secrets(text: str) -> str:
    """The text with "[removed]" in place of each secret."""
    for start, end in reversed(secrets_in(text)):
        text = f"{text[:start]}{REMOVED}{text[end:]}"
    return text


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    for pattern, is_secret in _rules(any(map(str.isdigit, text))):
        for found in pattern.finditer(text):
            start, value = found.start("value"), found["value"] or " "
            if value[0] in "\"'“":
                start, value = start + 1, value[1:]
            value = value.rstrip(_CLOSING + " ")
            if value and is_secret(value, text[start + len(value) :]):
                yield start, start + len(value)


@cache
def _rules(with_digits: bool) -> tuple[_Rule, ...]:
    """Half of the rules find nothing in a text without digits."""
    rules = (*_passwords(), *_codes(), *_answers())
    return tuple((re.compile(pattern), check) for pattern, check in rules if with_digits or check not in _NEED_DIGITS)


def _passwords() -> list[tuple[str, Callable[[str, str], bool]]]:
    label = rf"(?<![\w-])(?i:{'|'.join(vocabulary().password_labels)})"
    return [
        (rf"{label}{_IS}{_ANY}", is_password),
        (rf"{label}(?:{_OF_WHAT}(?:{_IS}|{_DASH})|\s+){_MIXED}", looks_like_password),
        (rf"{label},\s+{_MIXED}", has_sign),
        (rf"\b(?i:pass ?phrase){_IS}(?P<value>\w+(?: \w+){{2,5}})", is_put),
        (rf"{_TYPED}{_MIXED}", has_sign),
        (rf"\b(?i:one|mine|it)\s+(?:is|was|now)\s+{_MIXED}", alternates),
        (rf"{_ADDRESS}\s*(?:/|\||\s(?i:with)\s)\s*{_MIXED}", has_sign),
        (rf"{_WORD}(?=\s+(?:is|be)?\s*(?:strong enough|too short|too weak|ok as my))", has_sign),
        (_WORD, stands_out),
    ]


def _codes() -> list[tuple[str, Callable[[str, str], bool]]]:
    words = vocabulary()
    label = rf"(?i:{'|'.join(words.code_labels)})(?!\w)"
    between = rf"(?:{_GAP}(?!(?i:{'|'.join(words.other_numbers)})\b)[^\W\d_][\w'\u2019]*){{0,8}}?"
    # An error code is passed over: it has no value.
    code = rf"(?<![\w-])(?:(?i:{'|'.join(words.other_codes)}) {label}|{label}{between}{_GAP}"
    return [
        (rf"{code}{_DIGITS})", is_code),
        (rf"{code}[\d -]{{4,10}}(?:,|\s(?:and|or))\s{_DIGITS})", is_code),
        (rf"{_DIGITS}(?=\s+(?:is|was|as)\s+(?:\w+\s+){{0,3}}(?i:code|otp|pin)\b)", is_code),
    ]


def _answers() -> list[tuple[str, Callable[[str, str], bool]]]:
    words = vocabulary()
    answer = rf"\b(?i:{'|'.join(words.answer_labels)})"
    question = rf"\b(?i:{'|'.join(words.question_labels)})(?!['\u2019]s)"
    of_security = r"(?i:security|secret)"
    return [
        (rf"{answer}{_OF_WHAT}{_IS}{_NAME}", is_name),
        (rf"{of_security} (?i:questions?|answers?)(?:{_OF_WHAT}{_IS}|[^\n.]{{0,20}}?{_SAID}){_NAME}", is_given),
        (rf"{answer}\s*:\s*(?i:i\s+(?:have\s+)?(?:tried|used|put|typed|entered))\s+{_NAME}", is_name),
        (rf"{of_security} (?i:question)s?\s+(?i:with)\s+{_NAME}", is_name),
        (rf"{question}(?:{_IS}(?:(?:called|named)\s+)?|[^\n.]{{0,40}}?{_SAID}){_NAME}", is_given),
        (rf"{question}(?:,\s+|\s+(?:called|named)\s+){_NAME}", is_name),
        (
            rf"{_SAID}{_NAME}(?=\s+(?:as|for|to|in)\s+(?:the\s+|my\s+)?(?:(?i:security|secret)\s+)?(?:answer|question))",
            is_put,
        ),
        (rf"(?<!\S){_NAME}(?=,\s+(?i:the|my|our)\s+{question})", is_name),
        (rf"(?<!\S){_NAME}(?=\"?\s+(?i:is\s+what\s+i\s+(?:answered|put|said)))", is_name),
    ]
