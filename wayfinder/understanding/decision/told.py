"""Facts that a message tells although nobody asked, and answers that it corrects: "it was the invitation after all"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from wayfinder.content.contract import ACTED_ON, CONVERSATION, UNKNOWN
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import Library
from wayfinder.engine.question import OpenQuestion
from wayfinder.engine.steps.say import one_line
from wayfinder.understanding.classifier.encoder import Vectors
from wayfinder.understanding.classifier.linear import Floats
from wayfinder.understanding.classifier.products import dots
from wayfinder.understanding.decision.acts import vectors_of
from wayfinder.understanding.decision.candidates import FACT, Candidate
from wayfinder.understanding.decision.features import Features, of_acts, of_message
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.decision.turns import told_name
from wayfinder.understanding.decision.weights import Indices, Learnt, Vector, nearest
from wayfinder.understanding.interpret.correction import sounds_like_one
from wayfinder.understanding.interpret.wording import negates, telling
from wayfinder.understanding.phrasebook import phrasebook
from wayfinder.understanding.tokens import words

# So many values that the words resemble most are candidates, and so many that labelled turns resemble most.
BY_WORDS, BY_TURNS = 6, 4
PENALTY = 0.5
# A value that is denied in so many words is not told, however likely it seems.
DENIED = "denied"
_BEHIND = 2


class ToldValues:
    """The values of facts that a message may tell, by their words. A ridge regression tells them apart."""

    def __init__(self, library: Library, learnt: Learnt) -> None:
        facts = {name: spec for name, spec in library.facts.items() if _can_be_told(name, spec, library)}
        self._learnt = learnt
        self._values = [(name, value) for name, spec in facts.items() for value in spec.values if value != UNKNOWN]
        self._names = [told_name(fact, value) for fact, value in self._values]
        self._labels = [learnt.vector(facts[fact].values[value]) for fact, value in self._values]
        self._negated = [negates(facts[fact].values[value]) for fact, value in self._values]
        self._asks = {name: learnt.vector(one_line(spec.ask)) for name, spec in facts.items()}
        self._telling = [_telling(facts[fact], value) for fact, value in self._values]
        examples = [list(_vectors(facts[fact], value, learnt)) for fact, value in self._values]
        owners = np.repeat(np.arange(len(examples)), [len(each) for each in examples])
        self._of = [np.flatnonzero(owners == at) for at in range(len(examples))]
        self._rivals = [
            [other for other, (name, _) in enumerate(self._values) if name == fact and other != at]
            for at, (fact, _) in enumerate(self._values)
        ]
        flat = [vector for each in examples for vector in each]
        self._examples = np.stack(flat) if flat else np.zeros((0, 384), np.float32)
        self._weights = _ridge(self._examples, owners, len(examples))

    def candidates(self, message: Message, question: OpenQuestion, said: Said) -> Iterator[Candidate]:
        """The values that the message may tell, but for the fact that is asked and for what was told before."""
        if not self._values or not message.vectors:
            return
        told = {FactKey.parse(each.fact).name: each.value for each in question.told}
        asked = FactKey.parse(question.fact or "").name
        common = {
            **of_message(message, question),
            **of_acts(said),
            "begins like one": float(any(sounds_like_one(clause.text) for clause in message.clauses)),
            "answers told": len(told) / 5,
        }
        near = _Near(
            vectors_of(message.parts), self._examples, self._weights, [said.most(name) for name in self._names]
        )
        for at in near.best([at for at, (fact, _) in enumerate(self._values) if fact in told]):
            fact, value = self._values[at]
            if fact != asked and told.get(fact) != value:
                clause = near.clause(at, len(message.clauses))
                own = self._features(at, clause, message, question, near)
                of_acts_told = {
                    "by turns whole": said.whole(self._names[at]),
                    **{f"{act} in clause": said.clause(act, clause) for act in ("ask", "tell", "correction", "answer")},
                }
                features = {**common, **own, **of_acts_told, "told before": float(fact in told)}
                yield Candidate(self._names[at], FACT, clause, features)

    def _features(self, at: int, clause: int, message: Message, question: OpenQuestion, near: _Near) -> Features:
        part, asks = message.clauses[clause], self._asks[self._values[at][0]]
        said = telling(part.text)
        return {
            **near.features(at, self._rivals[at]),
            "nearest": near.nearest(self._of[at]),
            "words shared": max(_share(telling(each.text), self._telling[at]) for each in message.parts),
            "words shared in clause": _share(said, self._telling[at]),
            "words of others": max((_share(said, self._telling[other]) for other in self._rivals[at]), default=0.0),
            "negated": float(negates(part.text)),
            DENIED: float(_denies(part.text, self._telling[at]) and not self._negated[at]),
            "same negation": float(negates(part.text) == self._negated[at]),
            "clause is question": float(message.asking[clause]),
            "asked alike": _alike(asks, [self._learnt.vector(question.words)]),
            "option alike": _alike(self._labels[at], [self._learnt.vector(each.label) for each in question.options]),
            f"is {self._values[at][0]}": 1.0,
            f"is {self._names[at]}": 1.0,
        }


class _Near:
    """How near a message comes to each value: `by_words` (parts, values), `by_turns` (values)."""

    def __init__(self, vectors: Floats, examples: Vectors, weights: Floats, by_turns: list[float]) -> None:
        self._same = dots(vectors, examples)
        self._parts = _squared(self._same) @ weights
        self._words = self._parts.max(axis=0)
        self._turns = np.array(by_turns)

    def best(self, told: Sequence[int]) -> list[int]:
        """The values that come nearest, and those of facts that were `told`."""
        return sorted(
            {*map(int, np.argsort(-self._words)[:BY_WORDS]), *map(int, np.argsort(-self._turns)[:BY_TURNS]), *told}
        )

    def clause(self, at: int, clauses: int) -> int:
        """The clause that comes nearest to a value."""
        return int(self._parts[:clauses, at].argmax())

    def nearest(self, of: Indices) -> float:
        """The greatest likeness to one of these examples."""
        return float(self._same[:, of].max()) if len(of) else 0.0

    def features(self, at: int, rivals: Sequence[int]) -> Features:
        """By words and by labelled turns; `rivals` are the other values of the fact."""
        found: Features = {"by words whole": float(self._parts[-1, at])}
        for name, scores in (("words", self._words), ("turns", self._turns)):
            found[f"by {name}"] = float(scores[at])
            found[f"by {name} ahead"] = float(scores[at] - max((scores[other] for other in rivals), default=0.0))
            found[f"by {name} rank"] = float((scores > scores[at]).sum()) / 10
        return found


def _denies(text: str, names: set[str]) -> bool:
    """Whether a word of these names stands right behind a negation, and nowhere else: "locked, not purged"."""
    said, negations = words(text), phrasebook().negations
    named = [at for at, word in enumerate(said) if word in names]
    return bool(named) and all(not negations.isdisjoint(said[max(at - _BEHIND, 0) : at]) for at in named)


def _can_be_told(name: str, spec: FactSpec, library: Library) -> bool:
    """Whether people tell it of themselves or their org, and more than one tree asks for it. What they tell of a
    colleague's org is the same in words."""
    of_conversation = name in ACTED_ON or name.startswith(CONVERSATION)
    of_a_tree = name.partition(".")[0] in library.trees
    return spec.branches and not of_conversation and not of_a_tree and spec.about != "colleague"


def _telling(spec: FactSpec, value: str) -> set[str]:
    return set().union(*map(telling, (spec.values[value], *spec.synonyms.get(value, []))))


def _vectors(spec: FactSpec, value: str, learnt: Learnt) -> Iterator[Vector]:
    texts = (spec.values[value], *spec.synonyms.get(value, []), *spec.examples.get(value, []))
    yield from (vector for text in texts if (vector := learnt.vector(text)) is not None)


def _ridge(examples: Vectors, owners: Indices, values: int) -> Floats:
    meant = np.equal(owners[:, None], np.arange(values)).astype(np.float64)
    same = _squared(examples @ examples.T) + PENALTY * np.eye(len(examples))
    return np.asarray(np.linalg.solve(same, meant - meant.mean(0)) if len(examples) else meant)


def _squared(likeness: Floats | Vectors) -> Floats:
    return np.square(np.clip(likeness, 0, None), dtype=np.float64)


def _share(said: set[str], names: set[str]) -> float:
    return len(said & names) / max(len(said), 1)


def _alike(one: Vector | None, others: Sequence[Vector | None]) -> float:
    return nearest([] if one is None else [one], [each for each in others if each is not None])
