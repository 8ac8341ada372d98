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
# An aside of another topic than the one at hand must be so much more alike.
OTHER_TOPIC = 0.12


class _Asides:
    """The asides of a topic. A ridge regression over their examples tells them apart: it is made when first asked."""

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
    """Finds the asides that are meant, in the topic at hand or in one that the message names."""

    def __init__(self, library: Library, learnt: Learnt) -> None:
        self._library = library
        self._learnt = learnt
        self._topics: dict[str, _Asides] = {}

    def meant(
        self, topics: Sequence[str], vectors: Sequence[Vector], aspects: Mapping[str, float]
    ) -> Iterator[SideQuestion]:
        """The best aside, and one that is about as good; nothing when none resembles the question.

        `topics` begins with the one at hand; the others must be more alike.
        """
        found = sorted(self._found(topics, vectors, aspects), key=lambda each: -each[0])
        for alike, topic, aside in found[:2]:
            if alike >= ALIKE and alike >= found[0][0] - CLOSE:
                yield SideQuestion(aside.aspect, topic, aside.asked[0])

    def _found(
        self, topics: Sequence[str], vectors: Sequence[Vector], aspects: Mapping[str, float]
    ) -> Iterator[tuple[float, str, Aside]]:
        for at, topic in enumerate(topics):
            known = self._of(topic)
            if known.asides and vectors:
                scores = known.alike(vectors, aspects) - OTHER_TOPIC * (at > 0)
                yield from ((float(score), topic, aside) for score, aside in zip(scores, known.asides, strict=True))

    def _of(self, topic: str) -> _Asides:
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
