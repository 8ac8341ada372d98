"""Whether some words can stand alone as a clause. The words are in clauses.yml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
import yaml

_FILE = Path(__file__).with_name("clauses.yml")
_LONGEST_ANSWER = 5  # words, with the courtesies
# "the reset mail for my colleague never came": so far may the verb be from "the".
_VERB_WITHIN = 7


class ClauseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The entries of clauses.yml, which explains them."""

    answers: frozenset[str]
    polite: frozenset[str]
    fillers: frozenset[str]
    subjects: frozenset[str]
    determiners: frozenset[str]
    verbs: frozenset[str]
    sure_verbs: frozenset[str]
    imperatives: frozenset[str]
    reports: frozenset[str]
    questions: frozenset[str]
    inverted: frozenset[str]
    after_inverted: frozenset[str]
    after_question: frozenset[str]
    subordinate: frozenset[str]
    leading: frozenset[str]
    asking: frozenset[str]
    turns: frozenset[str]
    going_on: frozenset[str]


@cache
def clause_words() -> ClauseWords:
    """The words of clauses.yml."""
    return msgspec.convert(yaml.safe_load(_FILE.read_text(encoding="utf-8")), ClauseWords)


def is_answer(words: Sequence[str]) -> bool:
    """A short answer, with courtesies around it: "no thanks", "yes please"."""
    known = clause_words()
    if not words or len(words) > _LONGEST_ANSWER or words[0] not in _first_of_answers():
        return False
    end = len(words)
    while end > 1 and " ".join(words[:end]) not in known.answers and words[end - 1] in known.polite:
        end -= 1
    return " ".join(words[:end]) in known.answers


@cache
def _first_of_answers() -> frozenset[str]:
    return frozenset(answer.split()[0] for answer in clause_words().answers)


def is_question(words: Sequence[str]) -> bool:
    """Words in the order of a question: "how long", "can i", "whats next"."""
    known = clause_words()
    if not words:
        return False
    if words[0] in known.questions:
        return len(words) == 1 or words[0].endswith("s") or words[1] in known.after_question
    return len(words) > 1 and words[0] in known.inverted and words[1] in known.after_inverted


def is_request(words: Sequence[str]) -> bool:
    """A verb that asks for something, with what it is about."""
    return len(words) > 1 and words[0] in clause_words().imperatives


def _begins_with_turn(words: Sequence[str]) -> bool:
    """Whether the first one, two or three words begin a clause wherever they stand."""
    return words[0] in turning_words() and any(" ".join(words[:length]) in clause_words().turns for length in (1, 2, 3))


def _asks_in_any_order(words: Sequence[str]) -> bool:
    """ "what i must do": learners ask so."""
    known = clause_words()
    return len(words) > 2 and words[0] in known.questions and words[1] in known.subjects and words[2] in known.inverted


def has_verb(words: Sequence[str]) -> bool:
    """Whether a word is a verb, or ends as verbs do."""
    if not clause_words().verbs.isdisjoint(words):
        return True
    return any(word.endswith(("ed", "nt")) and len(word) > 4 for word in words)


def ends_clause(words: Sequence[str]) -> bool:
    """Whether words before a comma or a conjunction can stand alone. They hold no comma."""
    if not words or words[0] in clause_words().subordinate:
        return False
    return is_answer(words) or _begins_with_turn(words) or has_verb(words)


def begins_clause(words: Sequence[str]) -> bool:
    """Whether words after a comma or a conjunction can stand alone."""
    known = clause_words()
    while words and words[0] in known.fillers:
        words = words[1:]
    if not words:
        return False
    if is_answer(words) or is_question(words) or _asks_in_any_order(words) or is_request(words):
        return True
    if words[0] in known.subjects:
        return has_verb(words[:_VERB_WITHIN])
    if words[0] == "not":
        return has_verb(words[1:2]) or words[-1].endswith("ing") or words[1:2] == ["even"]
    if words[0] in known.reports:
        return len(words) > 1
    if words[0] in known.determiners:
        return has_verb(words[1:_VERB_WITHIN])
    return len(words) > 2 and words[1] in known.sure_verbs and words[0] not in known.subordinate


@cache
def turning_words() -> frozenset[str]:
    """The words with which `turns_to` may begin."""
    known = clause_words()
    phrases = {phrase.split()[0] for phrase in known.turns | known.asking}
    return known.questions | phrases | {"i", "we", "it", "im", "ive", "its"}


def turns_to(words: Sequence[str]) -> bool:
    """Whether a new clause begins here even without a comma."""
    known = clause_words()
    if _begins_with_turn(words):
        return True
    if words[0] in ("i", "we", "it") and len(words) > 2:
        # "the code i need" is one thing, "i need a code" another.
        needs = words[1] in ("need", "want") and (words[2] in known.determiners or words[2] in ("help", "someone"))
        return needs or words[1] in known.going_on
    if words[0] in known.questions:
        return len(words) > 1 and is_question(words)
    # "a profile ive never heard of" is one thing.
    return (words[0] in ("im", "ive", "its") and "never" not in words[1:2]) or " ".join(words[:2]) in known.asking
