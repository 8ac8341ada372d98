"""The features of candidates: plain numbers, mostly from 0 to 1, by name."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from wayfinder.content.contract import UNKNOWN
from wayfinder.engine.question import OpenOption, OpenQuestion
from wayfinder.understanding.classifier.linear import Floats
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import COMMON, Said
from wayfinder.understanding.decision.weights import Learnt, Vector, nearest
from wayfinder.understanding.interpret import options as by_words
from wayfinder.understanding.interpret.intents import CONVERSATION
from wayfinder.understanding.interpret.wording import bare, negates, telling
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import words

Features = dict[str, float]
Rule = Callable[[str, list[OpenOption]], "OpenOption | None"]


def logit(probability: float) -> float:
    """Log odds, from -3 to 3."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded)) / 3


def of_message(message: Message, question: OpenQuestion) -> Features:
    """What says something about every candidate: the form of the message, and the kind of question."""
    topics = [seen.likely for part in message.parts for seen in part.seen if seen.intent not in CONVERSATION]
    return {
        "asks": sum(message.asking) / len(message.asking),
        "only asks": float(all(message.asking)),
        "words": math.log(1 + len(words(message.whole.text))),
        "clauses": math.log(len(message.clauses)),
        "some topic": logit(max(topics, default=0.0)),
        "out of scope": logit(message.surest("out_of_scope")),
        f"at {question.step}": 1.0,
        "options": len(question.options) / 5,
    }


def of_acts(said: Said) -> Features:
    """What the message looks like: this says something about every candidate."""
    whole = {f"said {act}": said.whole(act) for act in COMMON}
    return whole | {f"somewhere {act}": said.most(act) for act in COMMON}


def of_act(said: Said, act: str, clause: int) -> Features:
    """How much the message looks like the act that a candidate is."""
    return {
        "act": said.whole(act),
        "act most": said.most(act),
        "act in clause": said.clause(act, clause),
        "acts stronger": said.stronger(act) / 10,
        "asked in clause": said.clause("ask", clause),
        f"is {act}": 1.0,
    }


def of_intent(message: Message, intent: str, question: OpenQuestion, common: Features) -> Features:
    """An intent of the conversation, or a topic. `common` is what `of_message` says."""
    seen = message.seen(intent)
    best = max(seen, key=lambda each: each.likely)
    firsts = [part.seen[0].intent == intent for part in message.parts if part.seen]
    last = message.clauses[-1].seen
    return {
        "likely": logit(best.likely),
        "likely whole": logit(seen[-1].likely),
        "alike": max(each.alike for each in seen),
        "confidence": max(each.confidence for each in seen),
        "confidence odds": logit(max(each.confidence for each in seen)),
        "first somewhere": float(any(firsts)),
        "first in all": float(all(firsts)),
        "first at the end": float(bool(last) and last[0].intent == intent),
        "open topic": float(question.topic == intent),
        **common,
    }


class Options:
    """The features of the open options. What they have in common is worked out once."""

    def __init__(self, message: Message, question: OpenQuestion, learnt: Learnt, common: Features) -> None:
        self._message = message
        self._question = question
        self._texts = [part.text for part in message.parts]
        self._negated = negates(message.whole.text)
        self._common = common
        self._about = _likeness(message.vectors, [learnt.vector(question.words)])
        self._label = [_likeness(message.vectors, [learnt.vector(option.label)]) for option in question.options]
        self._meant = [_likeness(message.vectors, _meanings(option, learnt)) for option in question.options]
        self._names = [_names(option) for option in question.options]
        self._telling = [telling(text) for text in self._texts]
        self._shared = [self._share(names) for names in self._names]
        self._rules = {name: self._pointed(rule) for name, rule in _RULES.items()}

    def of(self, at: int) -> Features:
        """The features of the option at this place."""
        option = self._question.options[at]
        yes, no = _begins(option.label, phrasebook().yes), _begins(option.label, phrasebook().no)
        other = 1.0 - (yes or no)
        return {
            "label": self._label[at],
            "label ahead": _ahead(self._label, at),
            "meant": self._meant[at],
            "meant ahead": _ahead(self._meant, at),
            "meant most": float(self._meant[at] == max(self._meant)),
            "examples": math.log1p(len(option.examples)),
            "words shared": self._shared[at],
            "words ahead": _ahead(self._shared, at),
            "same negation": float(negates(option.label) == self._negated),
            **{f"rule {name}": float(at in found) for name, found in self._rules.items()},
            **self._agreeing("yes", yes, "affirm", "deny"),
            **self._agreeing("no", no, "deny", "affirm"),
            "yes negated": yes * self._negated,
            "no negated": no * self._negated,
            "no about": no * self._about * self._negated,
            "yes about": yes * self._about * (not self._negated),
            "other negated": other * self._negated,
            "unknown": float(option.value == UNKNOWN),
            "unknown said": (option.value == UNKNOWN) * logit(self._message.surest("dont_know")),
            "known said": (option.value != UNKNOWN) * logit(self._message.surest("dont_know")),
            "about": self._about,
            "asks label": self._common["asks"] * self._label[at],
            **self._common,
        }

    def clause(self, at: int) -> int:
        """The clause that speaks most for the option at this place."""
        clauses = self._message.clauses
        shared = [len(said & self._names[at]) for said in self._telling[: len(clauses)]]
        if max(shared) > 0:
            return shared.index(max(shared))
        quiet = [number for number, asks in enumerate(self._message.asking) if not asks]
        return quiet[0] if quiet else 0

    def _pointed(self, rule: Rule) -> set[int]:
        """The options that the words of a part point at."""
        options = self._question.options
        hits = (rule(text, options) for text in self._texts)
        return {options.index(hit) for hit in hits if hit is not None}

    def _agreeing(self, name: str, is_one: float, same: str, other: str) -> Features:
        first = words(self._message.whole.text)[:1]
        table = phrasebook()
        said_yes, said_no = float(bool(first) and first[0] in table.yes), float(bool(first) and first[0] in table.no)
        return {
            name: is_one,
            f"{name} first yes": is_one * said_yes,
            f"{name} first no": is_one * said_no,
            f"{name} same": is_one * logit(self._message.surest(same)),
            f"{name} other": is_one * logit(self._message.surest(other)),
            f"{name} solved": is_one * logit(self._message.surest("solved")),
            f"{name} not solved": is_one * logit(self._message.surest("not_solved")),
            f"{name} label": is_one * max(self._label, default=0.0),
        }

    def _share(self, names: set[str]) -> float:
        return max(len(said & names) / max(len(said), 1) for said in self._telling)


def _named(text: str, options: list[OpenOption]) -> OpenOption | None:
    return by_words.named(text, options) or by_words.named(bare(text), options)


_RULES: dict[str, Rule] = {
    "named": _named,
    "described": by_words.described,
    "hinted": by_words.hinted,
    "first": by_words.answered_first,
}


def _names(option: OpenOption) -> set[str]:
    return set().union(*(telling(name) for name in by_words.names(option)))


def _meanings(option: OpenOption, learnt: Learnt) -> list[Vector | None]:
    return [learnt.vector(text) for text in (option.label, *option.synonyms, *option.examples)]


def _likeness(vectors: list[Vector], others: list[Vector | None]) -> float:
    return nearest(vectors, [other for other in others if other is not None])


def _ahead(values: list[float], at: int) -> float:
    """By how much a value is greater than the greatest of the others."""
    return values[at] - max((value for place, value in enumerate(values) if place != at), default=0.0)


def _begins(label: str, with_words: frozenset[str]) -> float:
    first = words(label)[:1]
    return float(bool(first) and first[0] in with_words)


def rows(features: list[Features], names: list[str]) -> Floats:
    """An array of shape (candidates, names)."""
    return np.array([[each.get(name, 0.0) for name in names] for each in features], np.float64)
