"""Texts as tf-idf features: words, word pairs and parts of words. They cope with typing mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

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
        self._views = [_known(options, known) for options, known in zip(_VIEWS, vocabularies, strict=True)]

    def features(self, texts: Sequence[str]) -> Any:
        """A sparse array of shape (texts, terms). Each view of a text that has any known term has length 1."""
        return hstack([view.transform(texts) for view in self._views]).tocsr()


def learn(texts: Sequence[str], at_least: int = 1) -> Terms:
    """The terms that occur in so many of the texts at least."""
    return Terms([_learnt(_view(options, min_df=at_least).fit(texts)) for options in _VIEWS])


def _learnt(view: TfidfVectorizer) -> Vocabulary:
    return Vocabulary(view.get_feature_names_out().tolist(), view.idf_.tolist())


def _known(options: dict[str, Any], known: Vocabulary) -> TfidfVectorizer:
    view = _view(options, vocabulary={term: column for column, term in enumerate(known.terms)})
    view.idf_ = np.array(known.rarity)
    return view


def _view(options: dict[str, Any], **more: Any) -> TfidfVectorizer:
    return TfidfVectorizer(**options, **more, lowercase=True, sublinear_tf=True)
