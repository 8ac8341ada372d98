"""Texts as tf-idf features: words, word pairs and parts of words. They cope with typing mistakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from wayfinder.understanding.classifier.linear import Floats

_VIEWS: list[dict[str, Any]] = [
    {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"\w+"},
    {"analyzer": "char_wb", "ngram_range": (2, 5)},
]


class Vocabulary(msgspec.Struct, frozen=True):
    """The terms of one view in column order, and how rare each is."""

    terms: list[str]
    rarity: list[float]


class Terms:
    """Two views of a text: its words, and its letters."""

    def __init__(self, vocabularies: Sequence[Vocabulary]) -> None:
        self.vocabularies = list(vocabularies)
        self._views = [_View(options, known) for options, known in zip(_VIEWS, vocabularies, strict=True)]

    def features(self, texts: Sequence[str]) -> Any:
        """A sparse array of shape (texts, terms). Each view of a text that has any known term has length 1."""
        return hstack([view.features(texts) for view in self._views], format="csr")


class _View:
    """What scikit-learn's vectorizer does with a known vocabulary, without its checks, which take longer."""

    def __init__(self, options: dict[str, Any], known: Vocabulary) -> None:
        self._terms_of = _vectorizer(options).build_analyzer()
        self._columns = {term: column for column, term in enumerate(known.terms)}
        self._rarity = np.array(known.rarity)

    def features(self, texts: Sequence[str]) -> Any:
        rows = [self._row(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows]) if rows else np.zeros(0, np.int64)
        weights = np.concatenate([weights for _, weights in rows]) if rows else np.zeros(0)
        return csr_matrix((weights, columns, ends), (len(rows), len(self._columns)))

    def _row(self, text: str) -> tuple[Any, Floats]:
        known = (self._columns.get(term) for term in self._terms_of(text))
        counted = Counter(column for column in known if column is not None)
        columns = np.array(sorted(counted), np.int64)
        times = np.array([counted[column] for column in columns], np.float64)
        weights = (1 + np.log(times)) * self._rarity[columns]
        return columns, weights / max(float(np.linalg.norm(weights)), 1e-9)


def learn(texts: Sequence[str], at_least: int = 1) -> Terms:
    """The terms that occur in so many of the texts at least."""
    return Terms([_learnt(_vectorizer(options, min_df=at_least).fit(texts)) for options in _VIEWS])


def _learnt(vectorizer: TfidfVectorizer) -> Vocabulary:
    return Vocabulary(vectorizer.get_feature_names_out().tolist(), vectorizer.idf_.tolist())


def _vectorizer(options: dict[str, Any], **more: Any) -> TfidfVectorizer:
    return TfidfVectorizer(**options, **more, lowercase=True, sublinear_tf=True)
