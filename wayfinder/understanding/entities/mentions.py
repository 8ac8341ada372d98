"""Values found in a message, before it is decided to whom or what they belong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from wayfinder.content import values
from wayfinder.understanding.entities.dates import read_date
from wayfinder.understanding.entities.moments import read_moment
from wayfinder.understanding.entities.patterns import DATE, EMAIL, MOMENT, ORG_ID
from wayfinder.understanding.entities.vocabulary import vocabulary

Ends = Callable[[str], bool]


class Mention(NamedTuple):
    """A value of a kind (patterns.KINDS) in its normal form: words start to end, characters `at` to `until`."""

    kind: str
    value: str
    start: int
    end: int
    at: int = 0
    until: int = 0


class Said(NamedTuple):
    """The words of a message in lower case (punctuation too), and the values in it; `now` is its time in UTC."""

    words: list[str]
    mentions: list[Mention]
    now: datetime

    def sentence(self, mention: Mention) -> tuple[int, int]:
        """Where the sentence with the mention begins and ends."""
        return self._around(mention, _ends_sentence)

    def clause(self, mention: Mention) -> tuple[int, int]:
        """Where the clause with the mention begins and ends."""
        return self._around(mention, _ends_clause)

    def others(self, mention: Mention) -> list[str]:
        """The words of the clause with the mention, without those of the mention."""
        start, end = self.clause(mention)
        return self.words[start : mention.start] + self.words[mention.end : end]

    def _around(self, mention: Mention, ends: Ends) -> tuple[int, int]:
        start = next((at + 1 for at in range(mention.start - 1, -1, -1) if ends(self.words[at])), 0)
        end = next((at for at in range(mention.end, len(self.words)) if ends(self.words[at])), len(self.words))
        return start, end


def value_of(kind: str, text: str, meaning: str, now: datetime) -> str | None:
    """The normal form of a found value: an address, an id, a day or a moment (both ISO), or `meaning` itself."""
    if kind in (EMAIL, ORG_ID):
        return values.parse(kind, text)
    found: date | datetime | None = None
    if kind == DATE:
        found = read_date(text, now.date())
    elif kind == MOMENT:
        found = read_moment(text, now)
    else:
        return meaning
    if found is None:
        return None
    return iso(found) if isinstance(found, datetime) else found.isoformat()


def iso(moment: datetime) -> str:
    """A moment in ISO form that people can read: "2026-11-21 09:30+00:00"."""
    return moment.isoformat(" ", "minutes")


def _ends_sentence(word: str) -> bool:
    return not set(word).isdisjoint(".!?;") and not any(sign.isalnum() for sign in word)


def _ends_clause(word: str) -> bool:
    return word in vocabulary().clause_ends or (not set(word).isdisjoint(".!?;,:") and not any(map(str.isalnum, word)))
