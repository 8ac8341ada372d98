"""What the decision has learnt: a scale for each kind of candidate, dialogue acts, and the vectors of known texts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from wayfinder.understanding.classifier.linear import Floats
from wayfinder.understanding.decision import acts
from wayfinder.understanding.decision.acts import Acts

Vector = npt.NDArray[np.float32]
_WEIGHTS = "decision.json"
_VECTORS = "texts.npz"


class Scale(msgspec.Struct, frozen=True):
    """From named features to a probability, through one layer of hidden units.

    For f names and u units: `usual` (f) is the usual value of each feature, `inner` (f, u) and `inner_bias` (u) lead to
    the units, `outer` (u) and `bias` to the log odds.
    """

    names: list[str]
    usual: list[float]
    inner: list[list[float]]
    inner_bias: list[float]
    outer: list[float]
    bias: float

    def probabilities(self, features: Sequence[Mapping[str, float]]) -> list[float]:
        """One from 0 to 1 for each candidate. A feature that is missing counts as 0."""
        return [float(each) for each in 1 / (1 + np.exp(-self._odds(self._rows(features))))]

    def parts(self, features: Mapping[str, float]) -> list[tuple[str, float]]:
        """By how much the log odds would fall, were each feature as usual."""
        row = self._rows([features])
        others = np.repeat(row, len(self.names), axis=0)
        np.fill_diagonal(others, self.usual)
        falls = self._odds(row) - self._odds(others)
        return [(name, float(fall)) for name, fall in zip(self.names, falls, strict=True) if fall]

    def _rows(self, features: Sequence[Mapping[str, float]]) -> Floats:
        return np.array([[each.get(name, 0.0) for name in self.names] for each in features], np.float64)

    def _odds(self, rows: Floats) -> Floats:
        units = np.tanh(rows @ np.array(self.inner) + np.array(self.inner_bias))
        return np.asarray(np.clip(units @ np.array(self.outer) + self.bias, -30, 30))


class Learnt(msgspec.Struct, frozen=True):
    """A scale for each kind of candidate, dialogue acts, and sentence vectors by the hash of their text, each of shape
    (384,)."""

    scales: dict[str, Scale] = {}
    acts: Acts | None = None
    vectors: dict[str, Vector] = {}

    def vector(self, text: str) -> Vector | None:
        """The vector of a text; None when it was edited since training."""
        return self.vectors.get(key(text))

    def save(self, folder: Path) -> None:
        """Write it as data that runs no code when it is loaded."""
        (folder / _WEIGHTS).write_bytes(msgspec.json.encode(self.scales))
        if self.acts is not None:
            self.acts.save(folder)
        keys = sorted(self.vectors)
        rows = np.stack([self.vectors[each] for each in keys]) if keys else np.zeros((0, 384))
        np.savez(folder / _VECTORS, keys=np.array(keys, "U16"), rows=rows.astype(np.float16))


def load(folder: Path) -> Learnt:
    """What `save` wrote."""
    scales = msgspec.json.decode((folder / _WEIGHTS).read_bytes(), type=dict[str, Scale])
    with np.load(folder / _VECTORS, allow_pickle=False) as arrays:
        rows = arrays["rows"].astype(np.float32)
        return Learnt(scales, acts.load(folder), dict(zip(map(str, arrays["keys"]), rows, strict=True)))


def key(text: str) -> str:
    """The key under which the vector of a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def nearest(vectors: Sequence[Vector], others: Sequence[Vector]) -> float:
    """The greatest likeness of one to another, from -1 to 1; 0 when there is none to compare."""
    if not vectors or not others:
        return 0.0
    return float((np.stack(list(vectors)) @ np.stack(list(others)).T).max())
