"""What a password, a code or an answer looks like, and what is only said of one. The words are in secrets.yml.

Each check gets what may be a secret and the text after it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
import yaml

_FILE = Path(__file__).with_name("secrets.yml")

_SIGN = re.compile(r"[!#$%^&*@~_+=]")
# Signs that words and numbers seldom have inside: "R&D", "50%off" and "case#12" are no passwords.
_RARE_SIGN_INSIDE = re.compile(r"\w[!$*^~]+\w|[a-zA-Z]@\d+$")
# "12hrs", "2nd", "v2", "8-12", "Winter24", "ADM-201", "Order#12", "US$500", "My_Field__c", "ERR_404", "and/or2"
_NO_PASSWORD = re.compile(
    r"\d+(?:st|nd|rd|th|[xhdsmk]|mb|am|pm|hrs?|hours?|mins?|minutes?|days?|weeks?|chars?|characters?)|v?\d[\d.:/-]*"
    r"|(?:spring|summer|winter)'?\d{2}|[a-z]{2,4}-?\d{1,3}|1password"
    r"|(?:case|ticket|order|org|step|issue|user|account|question|option|error|item|no|nr|bug|ref|id)s?#\d+"
    r"|[a-z]{0,3}\$\d+k?|\w+__[cr]|err\w*|\S*[/\\<>(){}]\S*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[01]\d[0-3]\d)?")
_CLAUSE_ENDS = re.compile(
    r"[!\"'”]*\s*(?:$|[.,;?)\n]|-\s|(?:and|but|so|why|can|could|please|pls|thanks|what|for|if)\b)"
)


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entries of secrets.yml, which explains them."""

    password_labels: list[str]
    code_labels: list[str]
    other_codes: list[str]
    other_numbers: list[str]
    answer_labels: list[str]
    question_labels: list[str]
    said_of: frozenset[str]
    said_in_talk: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The words of secrets.yml."""
    return msgspec.convert(yaml.safe_load(_FILE.read_text(encoding="utf-8")), Vocabulary)


def is_password(value: str, rest: str) -> bool:
    """After "password is": whatever is not said of passwords."""
    if value.isdigit():
        return len(value) >= 4
    return looks_like_password(value, rest) or is_given(value, rest)


def looks_like_password(value: str, _: str) -> bool:
    """Letters with a digit, or with a sign inside."""
    if len(value) < 5 or _NO_PASSWORD.fullmatch(value.rstrip("!")) or not any(map(str.isalpha, value)):
        return False
    return any(map(str.isdigit, value)) or _SIGN.search(value[1:-1]) is not None


def has_sign(value: str, rest: str) -> bool:
    """Letters, a digit and a sign, as in "Monsoon23!"."""
    return looks_like_password(value, rest) and any(map(str.isdigit, value)) and _SIGN.search(value) is not None


def alternates(value: str, _: str) -> bool:
    """Letters and digits by turns, as in "1qaz2wsx"."""
    return len(value) >= 8 and re.fullmatch(r"\d*(?:[a-z]+\d+){2,}[a-z]*|(?:\d+[a-z]+){2,}", value) is not None


def stands_out(value: str, rest: str) -> bool:
    """A password without a word about it: three letters, a digit, and a sign that is rare within words."""
    plain = re.sub(r"!{2,}1*$|!$", "", value)
    return has_sign(plain, rest) and _RARE_SIGN_INSIDE.search(plain) is not None and sum(map(str.isalpha, plain)) >= 3


def is_code(value: str, _: str) -> bool:
    """Digits that are no year or day."""
    return not _YEAR.fullmatch(value)


def is_name(value: str, _: str) -> bool:
    """A name, as an answer to a security question mostly is."""
    first = (value.split() or [""])[0]
    return first[:1].isupper() and _is_free(first) and first.lower() not in vocabulary().said_in_talk


def is_given(value: str, rest: str) -> bool:
    """A name, or any word that ends the clause and is not said of passwords, codes and answers."""
    return is_name(value, rest) or (_is_free(value) and _CLAUSE_ENDS.match(rest) is not None)


def is_put(value: str, _: str) -> bool:
    """Any word that is not said of passwords, codes and answers."""
    return _is_free(value)


def _is_free(value: str) -> bool:
    word = value.lower().rstrip("!").replace("\u2019", "'")
    if len(word) < 3 or not word[0].isalnum() or word.isdigit():
        return False
    return word not in vocabulary().said_of and not word.endswith(("ed", "ing", "n't"))
