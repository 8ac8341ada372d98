"""What the entity ruler looks for: token patterns made from the words of vocabulary.yml.

Regular expressions see one token at a time, are anchored at both ends and have no nested repetition.
"""

from __future__ import annotations

import re
from typing import Any

from wayfinder.understanding.entities.moments import BACK
from wayfinder.understanding.entities.vocabulary import vocabulary

EMAIL, ORG_ID, DATE, MOMENT, STATUS, ERROR = KINDS = ("email", "org_id", "date", "moment", "org_status", "error")
# In shorter words, a slip often makes another word.
_FORGIVING = 4
_WORD = re.compile(r"[\w'-]+")

Token = dict[str, Any]
Pattern = dict[str, Any]

_MARKS: Token = {"IS_PUNCT": True, "OP": "*"}
_DAY: Token = {"LOWER": {"REGEX": r"^\d{1,2}(st|nd|rd|th)?$"}}
_YEAR: Token = {"TEXT": {"REGEX": r"^20\d\d$"}, "OP": "?"}
_COMMA: Token = {"TEXT": ",", "OP": "?"}
_NUMBER: Token = {"LOWER": {"REGEX": r"^\d{1,4}(\.\d)?$"}}
_CLOCK: Token = {"LOWER": {"REGEX": r"^([012]?\d:\d\d|[01]?\d(am|pm))$"}}


def patterns() -> list[Pattern]:
    """All patterns in the form of the entity ruler. `id` is the value when the label does not tell it."""
    return [*_addresses(), *_org_ids(), *_dates(), *_moments(), *_statuses(), *_errors()]


def _addresses() -> list[Pattern]:
    return [_pattern(EMAIL, {"TEXT": {"REGEX": r"^[^@\s]{1,64}@[^@\s]{4,190}$"}})]


def _org_ids() -> list[Pattern]:
    """Org Ids begin with 00D, unlike any word."""
    return [_pattern(ORG_ID, {"TEXT": {"REGEX": r"^00D[A-Za-z0-9]{12}([A-Z0-5]{3})?$"}})]


def _dates() -> list[Pattern]:
    month = _any([*vocabulary().months, *vocabulary().months_short])
    weekday, unit = _any(vocabulary().weekdays), _any(vocabulary().units)
    next_or_this = _any(["next", "this", "coming"])
    figures = {"TEXT": {"REGEX": r"^\d{1,4}([-/.])\d{1,2}\1\d{1,4}$"}}
    return [
        _pattern(DATE, figures),
        _pattern(DATE, _DAY, _maybe("of"), month, _COMMA, _YEAR),
        _pattern(DATE, month, _DAY, _COMMA, _YEAR),
        _pattern(DATE, _any(["end"]), _maybe("of"), _maybe("the"), month, _YEAR),
        _pattern(DATE, _any(["end"]), _any(["of"]), _any(["the", "this", "next"]), _any(["month", "year"])),
        _pattern(DATE, {**next_or_this, "OP": "?"}, weekday),
        _pattern(DATE, _any(["tomorrow"])),
        _pattern(DATE, _any(["day"]), _any(["after"]), _any(["tomorrow"])),
        _pattern(DATE, _any(["in"]), *_amount(unit)),
        _pattern(DATE, *_amount(unit), _any(["from"]), _any(["now"])),
    ]


def _moments() -> list[Pattern]:
    """Including the words that make them vague, so that "more than two days ago" is not read as "two days ago"."""
    vague = {"LOWER": {"IN": sorted(vocabulary().about | vocabulary().bounds)}, "OP": "{0,3}"}
    back, unit = _any(BACK), _any(vocabulary().units)
    glued = {"LOWER": {"REGEX": r"^\d{1,4}-?[a-z]{1,7}$"}}
    half, and_ = _any(["half"]), _any(["and"])
    clock = [[], [_CLOCK], [_any(["at", "around"]), _CLOCK], [_any(["evening", "night", "afternoon"])]]
    spans = [
        [*_amount(unit), back],
        [*_amount(unit), and_, *_amount(unit), back],
        [_any(["a", "an", "one"]), unit, and_, _any(["a"]), half, back],
        [*_amount(half), unit, back],
        [_NUMBER, and_, _any(["a"]), half, unit, back],
        [glued, back],
        *([_any([word]) for word in words.split()] for words in vocabulary().ago),
    ]
    return [_pattern(MOMENT, vague, *span, *time) for span in spans for time in clock]


def _amount(unit: Token) -> list[Token]:
    """ "two days", "half an hour", "a couple of days"."""
    number = {"LOWER": {"IN": sorted(vocabulary().numbers)}, "OP": "{0,2}"}
    return [number, {**_NUMBER, "OP": "?"}, _maybe("and"), {**number, "OP": "?"}, _maybe("of"), unit]


def _statuses() -> list[Pattern]:
    return [
        _pattern(STATUS, *({"LOWER": word} for word in re.findall(r"[\w]+|:", words)), value=status)
        for status, ways in vocabulary().statuses.items()
        for words in ways
    ]


def _errors() -> list[Pattern]:
    return [
        _pattern(ERROR, *_message(message), value=topic)
        for topic, messages in vocabulary().errors.items()
        for message in messages
    ]


def _message(message: str) -> list[Token]:
    """The words of a message, a slip allowed in each longer one, with any punctuation between them."""
    found = [token for word in _WORD.findall(message.lower()) for token in (_MARKS, _forgiving(word))]
    return found[1:]


def _forgiving(word: str) -> Token:
    return {"LOWER": {"FUZZY": word} if len(word) >= _FORGIVING else word}


def _any(words: Any) -> Token:
    return {"LOWER": {"IN": sorted(words)}}


def _maybe(word: str) -> Token:
    return {"LOWER": word, "OP": "?"}


def _pattern(label: str, *tokens: Token, value: str = "") -> Pattern:
    return {"label": label, "pattern": list(tokens), "id": value}
