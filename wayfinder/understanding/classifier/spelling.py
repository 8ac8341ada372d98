"""Corrects typing slips in words of our subject: "invitaton" is read as "invitation".

Only unknown words are changed: those that neither the phrases nor the English of the encoder has.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from wayfinder.understanding.tokens import words
from wayfinder.understanding.typos import SHORTEST, within_one_slip

# A word that occurs once in the phrases may itself be a slip, unless it is English.
_OFTEN = 2
_WORD = re.compile(r"[^\W\d_]+")


class Speller:
    """Corrects towards `subject`, the words of our subject with the most frequent first.

    Every word is indexed under itself and under each form that lacks one letter; two words that are one slip apart
    share at least one of these keys.
    """

    def __init__(self, subject: list[str], english: frozenset[str]) -> None:
        self.subject = subject
        self._known = english | set(subject)
        self._filed: defaultdict[str, list[str]] = defaultdict(list)
        for word in subject:
            for key in _keys(word):
                self._filed[key].append(word)

    def corrected(self, text: str) -> str:
        """The text in lower case, with unknown words that are one slip away from a known one corrected."""
        return _WORD.sub(lambda match: self._word(match[0].lower()), text)

    def _word(self, word: str) -> str:
        if len(word) < SHORTEST or word in self._known:
            return word
        near = {found for key in _keys(word) for found in self._filed.get(key, ()) if within_one_slip(word, found)}
        return min(near, key=self.subject.index) if near else word


def learn(texts: Iterable[str], english: frozenset[str]) -> Speller:
    """A speller for the words of these texts."""
    counts = Counter(word for text in texts for word in words(text))
    subject = [word for word, count in counts.most_common() if _is_spelt_well(word, count, english)]
    return Speller(subject, english)


def _is_spelt_well(word: str, count: int, english: frozenset[str]) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and (count >= _OFTEN or word in english)


def _keys(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
