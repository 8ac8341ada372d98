"""Texts as words, for comparing what is typed with what is offered."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from wayfinder.understanding.phrasebook import answers

_WORD = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"(.)\1+")
# A long text may hold more than one slip; below this similarity it is another text.
_SIMILAR = 0.87
_LONG = 8


def words(text: str) -> list[str]:
    """Lower-case words without apostrophes and punctuation: "I don't!" is [i, dont]."""
    return _WORD.findall(text.lower().replace("'", "").replace("\u2019", ""))


def phrase(text: str) -> str:
    """The words of a text, parted by one space."""
    return " ".join(words(text))


def bare(text: str) -> str:
    """The phrase of a text without the words of courtesy around it."""
    said = words(text)
    kept = [at for at, word in enumerate(said) if word not in answers().courtesy]
    return " ".join(said[kept[0] : kept[-1] + 1]) if kept else ""


def telling(text: str) -> set[str]:
    """The words that can tell one option from another."""
    return set(words(text)) - answers().empty


def negates(text: str) -> bool:
    """Whether the text says that something is not so."""
    return not answers().negations.isdisjoint(words(text))


def same_but_for_typos(typed: str, meant: str) -> bool:
    """Whether one phrase is the other with a slip of the finger: `yess`, `yse`, `invitaton`.

    Two-letter words allow repeated letters only: `now` and `not` are not a `no`.
    """
    if typed == meant or _REPEATED.sub(r"\1", typed) == _REPEATED.sub(r"\1", meant):
        return True
    if min(len(typed), len(meant)) < 3 or typed[0] != meant[0]:
        return False
    if min(len(typed), len(meant)) >= _LONG:
        return SequenceMatcher(None, typed, meant).ratio() >= _SIMILAR
    return one_slip(typed, meant)


def one_slip(one: str, other: str) -> bool:
    """One letter added, lost or changed, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, other_rest = one[start:], other[start:]
    swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return swapped or rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]
