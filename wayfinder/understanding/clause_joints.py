"""Parts a sentence at commas, conjunctions and turns ("... no luck whats next") where both sides can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wayfinder.understanding.clause_words import (
    begins_clause,
    clause_words,
    ends_clause,
    is_answer,
    is_question,
    turning_words,
    turns_to,
)

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_JOINING = ("and", "but", "so", "then", "also", "plus", "however")
# Behind one of these a clause may begin without a comma: "no i meant the other one".
_OPENING = frozenset(
    {"yes", "yeah", "yep", "no", "nope", "ok", "okay", "sure", "done", "thanks", "thank", "thx", "great"}
)
# "i cant log in im stuck": "in" belongs to the verb.
_VERBS_WITH_IN = frozenset({"log", "logged", "logging", "sign", "signed", "signing", "get", "got", "let"})
_IN = frozenset({"in", "on", "out"})
_NOT_JOINING = ("that", "far", "much", "many", "long", "on", "as", "called", "again")
_FAR = 40  # words on either side that tell whether it can stand alone: a longer text takes no longer for each word
_NEAR = 4  # words between "which" and its verb
_SAYING = ("says", "said", "say", "saying", "reads", "tells", "like", "states")
_ASKING_AGAIN = ("please", "pls", "plz", "kindly", "tell", "show", "explain", "connect", "let")


def at_joints(masked: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Spans between commas, conjunctions and turns where both sides stand alone."""
    sentence = _sentence(masked, begin, stop)
    if not is_answer(sentence.words):
        first = 0
        for place in sentence.places():
            after = sentence.next_clause(first, place) if place > first else None
            if after is not None:
                yield begin, sentence.starts[place]
                first, begin = after, sentence.starts[after]
    yield begin, stop


def _sentence(masked: str, begin: int, stop: int) -> _Sentence:
    words: list[str] = []
    starts: list[int] = []
    commas: set[int] = set()
    end = begin
    for found in _WORD.finditer(masked, begin, stop):
        start = found.start()
        if masked.find(",", end, start) >= 0:
            commas.add(len(words))
        words.append(found[0].lower().replace("'", "").replace("\u2019", ""))
        starts.append(start)
        end = found.end()
    return _Sentence(words, starts, commas)


class _Sentence(NamedTuple):
    """Words, in lower case and without apostrophes; where each begins; the numbers of those behind a comma."""

    words: list[str]
    starts: list[int]
    commas: set[int]

    def places(self) -> list[int]:
        """The numbers of the words at which a clause may begin."""
        turning = turning_words()
        return [
            place
            for place, word in enumerate(self.words)
            if word in turning or word in _JOINING or place in self.commas or self.words[0] in _OPENING
        ]

    def next_clause(self, first: int, place: int) -> int | None:
        """The number of the word that begins a clause, when the one from `first` ends before `place`.

        It is `place`, or behind it where an "and" is left out.
        """
        left = self._main_part(first, place)
        if not ends_clause(left):
            return None
        if place not in self.commas and not self._joins(place):
            return place if self._turns(left, place) else None
        start = place
        while start < min(len(self.words), place + 3) and self.words[start] in _JOINING:
            start += 1
        right = self._until_comma(start)
        if (
            (left[-1] in _SAYING and start == place)
            or not begins_clause(right)
            or self._shares_its_verb(left, right, place)
        ):
            return None
        return start if self.words[place] == "and" else place

    def _joins(self, place: int) -> bool:
        word, *after = self.words[place : place + 2]
        return word in _JOINING and not (word == "so" and after and after[0] in _NOT_JOINING)

    def _main_part(self, first: int, place: int) -> list[str]:
        """The words before, without an "if ..." or "when ..." and its comma."""
        if self.words[first] in clause_words().subordinate:
            first = next((number for number in range(first + 1, place) if number in self.commas), first)
        return self.words[max(first, place - _FAR) : place]

    def _until_comma(self, start: int) -> list[str]:
        end = start + 1
        while end < len(self.words) and end - start < _FAR and end not in self.commas:
            end += 1
        return self.words[start:end]

    def _turns(self, left: list[str], place: int) -> bool:
        right = self._until_comma(place)
        if left[0] in _OPENING and is_answer(left):
            return turns_to(right) or (len(right) > 2 and begins_clause(right))
        known = clause_words()
        # "which button do i press", "can you please help": the question goes on.
        asks_on = not known.questions.isdisjoint(left[-_NEAR:]) or (len(left) == 2 and is_question(left))
        if len(left) < 2 or asks_on:
            return False
        ends_in_verb = left[-1] in _IN and left[-2] in _VERBS_WITH_IN
        return (left[-1] not in known.leading or ends_in_verb) and turns_to(right)

    def _shares_its_verb(self, left: list[str], right: list[str], place: int) -> bool:
        """Whether the words after "and" go on with the verb before it: "how do i add and remove users"."""
        known = clause_words()
        if place in self.commas or self.words[place] not in _JOINING:
            return False
        if self.words[place] in ("also", "then") and right[0] in known.reports:
            return True
        bare = (
            right[0] in known.imperatives
            and right[0] not in _ASKING_AGAIN
            and not (is_answer(right) or is_question(right))
        )
        return bare and (left[-1] in known.imperatives or is_question(left) or "to" in left)
