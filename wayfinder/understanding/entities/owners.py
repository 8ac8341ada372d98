"""Decides by the words around a value to whom it belongs."""

from __future__ import annotations

from typing import Literal

from wayfinder.understanding.entities.mentions import Mention, Said
from wayfinder.understanding.entities.vocabulary import vocabulary

Owner = Literal["my", "their"]

_CUE_WORDS = 6
_MARKS = "\"'(<:=,"
_BRACKETS = frozenset([""])


def whose(said: Said, mention: Mention) -> str | None:
    """The fact that an address is given for: "my username is", "my user", "... is my email"."""
    table = vocabulary()
    if _is_one_of_two(said, mention):
        return None
    start, end = said.sentence(mention)
    before, after = said.words[start : mention.start], said.words[mention.end : end]
    return (
        _fact_at_end(_without(before, _BRACKETS), table.beside)
        or _fact_at_end(_without(before, table.fillers), table.whose)
        or _fact_at_start(after, table.whose)
    )


def org_owner(said: Said, mention: Mention) -> Owner | None:
    """Whose org is meant, when it is stated: "our org is locked", "my expired org", "his org id is"."""
    at = _before_links(said.words, mention.start)
    owner = _owner_of_noun(said.words, at)
    if owner is None and _noun_follows(said.words, mention.end):
        owner = _owner_at(said.words, mention.start)
    if owner is None or not stated(said, mention, owner[1]):
        return None
    return None if said.words[max(owner[1] - 1, 0)] in vocabulary().inverted else owner[0]


def stated(said: Said, mention: Mention, begin: int) -> bool:
    """Whether the clause, from word `begin` on, states a fact: it is not a question, guess or denial."""
    table = vocabulary()
    start, _ = said.clause(mention)
    asked = said.words[start] in table.inverted or followed_by_doubt(said, mention)
    return table.doubts.isdisjoint(said.words[start:begin]) and not asked


def followed_by_doubt(said: Said, mention: Mention) -> bool:
    """Whether the next words turn it into a question or a choice: "or ...", "?"."""
    after = said.words[mention.end : mention.end + 2]
    return " ".join(after) in vocabulary().doubts_after or any(
        word in vocabulary().doubts_after or "?" in word for word in after[:1]
    )


def _is_one_of_two(said: Said, mention: Mention) -> bool:
    """ "a@example.com or b@example.com": only a word lies between it and another of its kind."""
    rivals = (other for other in said.mentions if other.kind == mention.kind and other.value != mention.value)
    return any(other.start - mention.end in (0, 1) or mention.start - other.end in (0, 1) for other in rivals)


def _before_links(words: list[str], at: int) -> int:
    links = vocabulary().org_links
    while at > 0 and (words[at - 1] in links or words[at - 1] == "id" or words[at - 1].startswith("00d")):
        at -= 1
    return at


def _owner_of_noun(words: list[str], at: int) -> tuple[Owner, int] | None:
    return _owner_at(words, at - 1) if at > 0 and words[at - 1] in vocabulary().org_nouns else None


def _owner_at(words: list[str], at: int) -> tuple[Owner, int] | None:
    """The owner before word `at`, with or without adjectives between them, and the index of its word."""
    table = vocabulary()
    while at > 0 and words[at - 1] in table.org_adjectives:
        at -= 1
    word = words[at - 1] if at > 0 else ""
    if word in table.their:
        return "their", at - 2 if at > 1 and words[at - 2] in table.my else at - 1
    return ("my", at - 1) if word in table.my else None


def _noun_follows(words: list[str], at: int) -> bool:
    table = vocabulary()
    while at < len(words) and words[at] in table.org_adjectives - table.org_nouns:
        at += 1
    return at < len(words) and words[at] in table.org_nouns


def _without(words: list[str], fillers: frozenset[str]) -> list[str]:
    """The words without these fillers at their end; a filler may have punctuation."""
    last = next((at for at in range(len(words) - 1, -1, -1) if words[at].strip(_MARKS) not in fillers), -1)
    return words[: last + 1]


def _fact_at_end(words: list[str], cues: dict[str, frozenset[str]]) -> str | None:
    tail = f" {' '.join(words[-_CUE_WORDS:])}"
    return next((fact for fact, ways in cues.items() if any(tail.endswith(f" {way}") for way in ways)), None)


def _fact_at_start(words: list[str], cues: dict[str, frozenset[str]]) -> str | None:
    head = f"{' '.join(words[: _CUE_WORDS + 1])} "
    return next((fact for fact, ways in cues.items() if any(head.startswith(f"is {way} ") for way in ways)), None)
