"""Dialogue acts: what people do with a message. They answer, ask, report, correct, wish, thank ...

Learnt from labelled turns alone, so they are known from the form of a message and from the kind of question that is
open, whatever its topic. `fit_acts.py` learns them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from wayfinder.understanding.classifier.linear import Floats
from wayfinder.understanding.classifier.products import dots
from wayfinder.understanding.classifier.terms import Terms, Vocabulary
from wayfinder.understanding.normalise import normalised
from wayfinder.understanding.reading import Reading

KINDS = ("choice", "value", "remedies", "procedure", "review", "none")
_ARRAYS = "acts.npz"
_WORDS = "acts.json"
_SAME_KIND = 0.3  # how much alike two messages are at the same kind of question, whatever they say


class _Words(msgspec.Struct, frozen=True):
    names: list[str]
    vocabularies: list[Vocabulary]


class Acts:
    """A kernel machine: a message is compared with each labelled one, by its sentence vector and by its terms.

    For n turns, a acts and t terms: `vectors` (n, 384), `kinds` (n, 6), `weights` (n, a), `of_terms` (t, a), and
    `shares` (a,).
    """

    def __init__(
        self,
        names: list[str],
        terms: Terms,
        vectors: Floats,
        kinds: Floats,
        weights: Floats,
        of_terms: Floats,
        shares: Floats,
    ) -> None:
        self.names = names
        self._terms = terms
        self._arrays = {
            "vectors": vectors,
            "kinds": kinds,
            "weights": weights,
            "of_terms": of_terms,
            "shares": shares,
        }

    def scores(self, parts: Sequence[Reading], kind: str) -> Floats:
        """How much each part of a message looks like each act: (parts, acts), from about 0 to about 1."""
        return self.scores_of(parts, [kind] * len(parts))

    def scores_of(self, parts: Sequence[Reading], kinds: Sequence[str]) -> Floats:
        """The same for parts of several messages, each with the kind of its question."""
        arrays = self._arrays
        same = alike(vectors_of(parts), kinds_of(kinds), arrays["vectors"], arrays["kinds"])
        by_terms = _times(self._terms.features([normalised(part.text) for part in parts]), arrays["of_terms"])
        return np.asarray(dots(same, arrays["weights"].T) + by_terms + arrays["shares"], np.float64)

    def save(self, folder: Path) -> None:
        """Write it as data that runs no code when it is loaded."""
        (folder / _WORDS).write_bytes(msgspec.json.encode(_Words(self.names, self._terms.vocabularies)))
        np.savez(folder / _ARRAYS, **{name: array.astype(np.float16) for name, array in self._arrays.items()})


def _times(sparse: Any, dense: Floats) -> Floats:
    """The product, without the copy of all of the dense array that scipy makes where the types differ."""
    rows = zip(np.split(sparse.data, sparse.indptr[1:-1]), np.split(sparse.indices, sparse.indptr[1:-1]), strict=True)
    return np.stack([weights @ dense[columns] for weights, columns in rows])


def load(folder: Path) -> Acts | None:
    """What `save` wrote; None where it wrote nothing."""
    if not (folder / _WORDS).is_file():
        return None
    words = msgspec.json.decode((folder / _WORDS).read_bytes(), type=_Words)
    with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
        return Acts(
            words.names, Terms(words.vocabularies), **{name: arrays[name].astype(np.float32) for name in arrays}
        )


def alike(vectors: Floats, kinds: Floats, others: Floats, other_kinds: Floats) -> Floats:
    """How alike messages are, at least 0: (messages, others). Those at the same kind of question count more."""
    same_kind = kinds @ other_kinds.T
    found = dots(vectors, others)
    np.clip(found, 0, None, out=found)
    found *= found
    found *= 1 + same_kind
    found += _SAME_KIND * same_kind
    return np.asarray(found)


def vectors_of(parts: Sequence[Reading]) -> Floats:
    """The sentence vectors, (parts, 384); zeros for a part without words."""
    rows = [np.frombuffer(part.vector, np.float16) if part.vector else np.zeros(384, np.float16) for part in parts]
    return np.asarray(np.stack(rows), np.float32)


def kinds_of(kinds: Sequence[str]) -> Floats:
    """One column for each kind of question: (messages, 6)."""
    return np.array([[float(kind == each) for each in KINDS] for kind in kinds], np.float32)
