"""Which of a topic's asides a side question is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from wayfinder.content.asides import Aside
from wayfinder.content.model import Library
from wayfinder.engine.moves import SideQuestion
from wayfinder.understanding.classifier.linear import Floats
from wayfinder.understanding.decision.weights import Learnt, Vector

# How much the aspect that was heard, and the words of the answer, count beside the examples.
ASPECT = 0.3
ANSWER = 0.2
PENALTY = 0.5
# Below this nothing resembles the question; so close to the best, a second aside is said too.
ALIKE = 0.2
CLOSE = 0.08
# An aside of another topic than the one at hand must be so much more alike: of one that the message names (it is so
# likely in it), and of one that is less likely.
NAMED = 0.1
OTHER_TOPIC = 0.12
ELSEWHERE = 0.25


class _Asides:
    """The asides of a topic. A ridge regression over their examples tells them apart."""

    def __init__(self, asides: Sequence[Aside], learnt: Learnt) -> None:
        self.asides = asides
        found = [(at, vector) for at, aside in enumerate(asides) for vector in _vectors(aside.asked, learnt)]
        owners = np.array([at for at, _ in found], np.int64)
        self._examples = np.stack([vector for _, vector in found]) if found else np.zeros((0, 384), np.float32)
        self._answers = np.array([_answer(aside, learnt) for aside in asides], np.float32).reshape(-1, 384)
        meant = np.equal(owners[:, None], np.arange(len(asides))).astype(np.float64)
        same = _alike(self._examples, self._examples) + PENALTY * np.eye(len(found))
        self._weights = np.linalg.solve(same, meant - meant.mean(0)) if found else meant

    def alike(self, vectors: Sequence[Vector], aspects: Mapping[str, float]) -> Floats:
        """How much each aside is what one of the vectors asks; `aspects` says how likely each is."""
        asked = np.stack(vectors)
        by_examples = _alike(asked, self._examples) @ self._weights
        by_words = ANSWER * np.clip(asked @ self._answers.T, 0, None)
        by_aspect = np.array([ASPECT * aspects.get(aside.aspect, 0.0) for aside in self.asides])
        return np.asarray((by_examples + by_words).max(axis=0) + by_aspect)


class SideQuestions:
    """Finds the asides that are meant, in the topic at hand or in others that the message may be about."""

    def __init__(self, library: Library, learnt: Learnt) -> None:
        self._library = library
        self._learnt = learnt
        self._topics: dict[str, _Asides] = {}

    def meant(
        self,
        at_hand: str | None,
        others: Mapping[str, float],
        vectors: Sequence[Vector],
        aspects: Mapping[str, float],
        least: float = ALIKE,
    ) -> Iterator[SideQuestion]:
        """The best aside, and one that is about as good; nothing when none is at least so much alike.

        `others` are topics with the probability that the message is about them: their asides must be more alike.
        """
        found = sorted(self._found(at_hand, others, vectors, aspects), key=lambda each: -each[0])
        for alike, topic, aside in found[:2]:
            if alike >= least and alike >= found[0][0] - CLOSE:
                yield SideQuestion(aside.aspect, topic, aside.asked[0])

    def _found(
        self,
        at_hand: str | None,
        others: Mapping[str, float],
        vectors: Sequence[Vector],
        aspects: Mapping[str, float],
    ) -> Iterator[tuple[float, str, Aside]]:
        distances = {topic: OTHER_TOPIC if sure >= NAMED else ELSEWHERE for topic, sure in others.items()}
        if at_hand is not None:
            distances[at_hand] = 0.0
        for topic, distance in distances.items() if vectors else ():
            known = self._of(topic)
            if known.asides:
                scores = known.alike(vectors, aspects) - distance
                yield from ((float(score), topic, aside) for score, aside in zip(scores, known.asides, strict=True))

    def _of(self, topic: str) -> _Asides:
        """Made when first asked, so that the first turn after a start does not wait for all topics."""
        if topic not in self._topics:
            tree = self._library.trees.get(topic)
            self._topics[topic] = _Asides(tree.asides if tree is not None else [], self._learnt)
        return self._topics[topic]


def _alike(vectors: Floats | Vector, others: Floats | Vector) -> Floats:
    return np.asarray(np.clip(vectors @ others.T, 0, None) ** 2, np.float64)


def _vectors(texts: Sequence[str], learnt: Learnt) -> Iterator[Vector]:
    yield from (vector for text in texts if (vector := learnt.vector(text)) is not None)


def _answer(aside: Aside, learnt: Learnt) -> Vector:
    vector = learnt.vector(" ".join(aside.paragraphs))
    return vector if vector is not None else np.zeros(384, np.float32)
