"""What the decision has learnt: a scale for each kind of candidate, dialogue acts, and the vectors of known texts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from wayfinder.understanding.classifier.linear import Floats
from wayfinder.understanding.decision import acts
from wayfinder.understanding.decision.acts import Acts

Vector = npt.NDArray[np.float32]
_SCALE = "scale_"
_VECTORS = "texts.npz"


class Scale:
    """From named features to a probability, through one layer of hidden units.

    For f names and u units: `usual` (f) is the usual value of each feature, `inner` (f, u) and `inner_bias` (u) lead to
    the units, `outer` (u) and `bias` to the log odds.
    """

    def __init__(
        self, names: Sequence[str], usual: Floats, inner: Floats, inner_bias: Floats, outer: Floats, bias: float
    ) -> None:
        self.names = list(names)
        self._columns = {name: at for at, name in enumerate(names)}
        self._usual = usual
        self._inner = inner
        self._inner_bias = inner_bias
        self._outer = outer
        self._bias = bias

    def probabilities(self, features: Sequence[Mapping[str, float]]) -> list[float]:
        """One from 0 to 1 for each candidate. A feature that is missing counts as 0."""
        return [float(each) for each in 1 / (1 + np.exp(-self._odds(self._rows(features))))]

    def parts(self, features: Mapping[str, float]) -> list[tuple[str, float]]:
        """By how much the log odds would fall, were each feature as usual."""
        row = self._rows([features])
        others = np.repeat(row, len(self.names), axis=0)
        np.fill_diagonal(others, self._usual)
        falls = self._odds(row) - self._odds(others)
        return [(name, float(fall)) for name, fall in zip(self.names, falls, strict=True) if fall]

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All that it consists of."""
        arrays = {"usual": self._usual, "inner": self._inner, "inner_bias": self._inner_bias, "outer": self._outer}
        return {**arrays, "names": np.array(self.names), "bias": np.array(self._bias)}

    def _rows(self, features: Sequence[Mapping[str, float]]) -> Floats:
        rows = np.zeros((len(features), len(self.names)))
        for row, each in zip(rows, features, strict=True):
            for name, value in each.items():
                column = self._columns.get(name)
                if column is not None:
                    row[column] = value
        return rows

    def _odds(self, rows: Floats) -> Floats:
        units = np.tanh(rows @ self._inner + self._inner_bias)
        return np.asarray(np.clip(units @ self._outer + self._bias, -30, 30))


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
        for kind, scale in self.scales.items():
            np.savez(folder / f"{_SCALE}{kind}.npz", **scale.arrays())
        if self.acts is not None:
            self.acts.save(folder)
        keys = sorted(self.vectors)
        rows = np.stack([self.vectors[each] for each in keys]) if keys else np.zeros((0, 384))
        np.savez(folder / _VECTORS, keys=np.array(keys, "U16"), rows=rows.astype(np.float16))


def load(folder: Path) -> Learnt:
    """What `save` wrote."""
    scales = {path.stem.removeprefix(_SCALE): _scale(path) for path in sorted(folder.glob(f"{_SCALE}*.npz"))}
    with np.load(folder / _VECTORS, allow_pickle=False) as arrays:
        rows = arrays["rows"].astype(np.float32)
        return Learnt(scales, acts.load(folder), dict(zip(map(str, arrays["keys"]), rows, strict=True)))


def _scale(path: Path) -> Scale:
    with np.load(path, allow_pickle=False) as arrays:
        found = {name: arrays[name] for name in ("usual", "inner", "inner_bias", "outer")}
        return Scale([str(name) for name in arrays["names"]], **found, bias=float(arrays["bias"]))


def key(text: str) -> str:
    """The key under which the vector of a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def nearest(vectors: Sequence[Vector], others: Sequence[Vector]) -> float:
    """The greatest likeness of one to another, from -1 to 1; 0 when there is none to compare."""
    if not vectors or not others:
        return 0.0
    return float((np.stack(list(vectors)) @ np.stack(list(others)).T).max())
