"""Finds out which earlier answer a correction is about, and the new value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from wayfinder.engine.moves import Correct
from wayfinder.engine.question import OpenOption, Told
from wayfinder.understanding.entities.patterns import MOMENT
from wayfinder.understanding.hide_values import with_values_marked
from wayfinder.understanding.interpret.options import described, hinted, named, names, without_answer
from wayfinder.understanding.interpret.values_in_text import spot, spots
from wayfinder.understanding.interpret.wording import negates, telling
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import phrase, words

_TYPED = ("email", "org_id", "date")
_NOTHING: Mapping[str, str] = MappingProxyType({})


def sounds_like_one(text: str) -> bool:
    """Whether the text begins as a correction does: "actually ...", "sorry, I meant ..."."""
    said = f"{phrase(text)} "
    return any(said.startswith(f"{cue} ") for cue in phrasebook().corrections)


def corrected(text: str, told: list[Told], entities: Mapping[str, str] = _NOTHING) -> Correct:
    """The new value, if the text has one; otherwise the answer that it names, to be asked again; otherwise the last
    one."""
    better = [(answer, value) for answer in told if (value := _better(text, answer, entities)) is not None]
    if better:
        # Of several that the value fits, the one that is named; else the newest, which is the first.
        answer, value = max(better, key=lambda each: _names(text, each[0].fact))
        return Correct({answer.fact: value})
    for answer in told:
        if set(phrase(answer.fact.replace(".", " ").replace("_", " ")).split()) & set(_rest(text).split()):
            return Correct({answer.fact: ""})
    return Correct()


def _names(text: str, fact: str) -> int:
    """How many words of a fact's name the text has: "the username of the user" names user.username."""
    return len(set(phrase(fact.replace(".", " ").replace("_", " ").replace("@", " ")).split()) & set(words(text)))


def names_a_value(text: str, told: list[Told], entities: Mapping[str, str] = _NOTHING) -> bool:
    """Whether the text says what one of the earlier answers should have been."""
    return any(corrected(text, told, entities).values.values())


def _better(text: str, answer: Told, entities: Mapping[str, str]) -> str | None:
    value = _other_option(text, answer) if answer.options else _other_value(text, answer, entities)
    return value if value != answer.value else None


def _other_option(text: str, answer: Told) -> str | None:
    rest = _rest(with_values_marked(text))
    synonyms = answer.synonyms
    options = [OpenOption(value, label, value, synonyms.get(value, [])) for value, label in answer.options.items()]
    found = named(rest, options) or described(rest, options) or _after_no(rest, options) or hinted(rest, options)
    return found.value if found and not _says_the_opposite(rest, found) else None


def _says_the_opposite(rest: str, option: OpenOption) -> bool:
    """Whether only names like "no invitation" share words with the text, which negates nothing: "the invitation"."""
    said = telling(rest) - phrasebook().negations
    _, *others = names(option)
    label = without_answer(option.label) or phrase(option.label)
    sharing = [name for name in (label, *others) if said & telling(name)]
    return bool(sharing) and all(map(negates, sharing)) and not negates(_undenied(rest))


def _undenied(rest: str) -> str:
    """The text without a leading "no" that denies the earlier answer: "no, it was ...", unlike "no invitation"."""
    first, _, after = rest.partition(" ")
    return after if first == "no" and words(after)[:1] and words(after)[0] in phrasebook().empty else rest


def _after_no(rest: str, options: list[OpenOption]) -> OpenOption | None:
    """The option after a leading "no": in "actually no, it was the invitation" the no denies the earlier answer."""
    first, _, after = rest.partition(" ")
    if first != "no":
        return None
    return named(after, options) or described(after, options) or hinted(after, options)


def _other_value(text: str, answer: Told, entities: Mapping[str, str]) -> str | None:
    """The only value of the same type that differs from the answer: the second in "not ann@ but anne@"."""
    if _is_moment(answer.value):
        return entities.get(MOMENT)
    for kind in _TYPED:
        if spot(kind, answer.value) is not None:
            others = spots(kind, text) - {answer.value}
            return others.pop() if len(others) == 1 else entities.get(kind)
    return None


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _rest(text: str) -> str:
    """The text after the last correcting word: for "i said no but it should be yes" that is "yes"."""
    said = words(text)
    cues = [at for at, word in enumerate(said) if word in phrasebook().correcting]
    after = said[cues[-1] + 1 :] if cues else said
    return " ".join(after or [word for word in said if word not in phrasebook().correcting])
