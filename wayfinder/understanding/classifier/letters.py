"""The branch that reads letters: words, word pairs and parts of words. It copes with typos."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from wayfinder.understanding.classifier.linear import Floats, Labels, Linear, fit

INVERSE_PENALTY = 20.0
_VIEWS: list[dict[str, Any]] = [
    {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"\w+"},
    {"analyzer": "char_wb", "ngram_range": (2, 5)},
]


class Vocabulary(msgspec.Struct, frozen=True):
    """The terms of one view in column order, and how rare each is."""

    terms: list[str]
    rarity: list[float]


class LetterBranch:
    """A classifier over tf-idf features of two views: words and letters."""

    def __init__(self, vocabularies: list[Vocabulary], linear: Linear) -> None:
        self.vocabularies = vocabularies
        self.linear = linear
        self._views = [_view(options, known) for options, known in zip(_VIEWS, vocabularies, strict=True)]

    def probabilities(self, texts: list[str]) -> Floats:
        """Shape (n, labels); rows sum to 1."""
        return self.linear.probabilities(_features(self._views, texts))


def train(texts: list[str], labels: Labels) -> LetterBranch:
    """One label for each text; labels 0..max(labels)."""
    views = [_view(options) for options in _VIEWS]
    for view in views:
        view.fit(texts)
    vocabularies = [Vocabulary(view.get_feature_names_out().tolist(), view.idf_.tolist()) for view in views]
    return LetterBranch(vocabularies, fit(_features(views, texts), labels, INVERSE_PENALTY))


def _view(options: dict[str, Any], known: Vocabulary | None = None) -> TfidfVectorizer:
    vectorizer = TfidfVectorizer(**options, lowercase=True, sublinear_tf=True)
    if known is None:
        return vectorizer
    vectorizer.set_params(vocabulary={term: column for column, term in enumerate(known.terms)})
    vectorizer.idf_ = np.array(known.rarity)
    return vectorizer


def _features(views: list[TfidfVectorizer], texts: list[str]) -> Any:
    return hstack([view.transform(texts) for view in views]).tocsr()
