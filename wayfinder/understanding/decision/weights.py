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
Indices = npt.NDArray[np.int64]
NODE = ("feature", "threshold", "left", "right", "value")
_SCALE = "scale_"
_VECTORS = "texts.npz"


class Scale:
    """From named features to a probability, by boosted decision trees.

    For f names and n nodes of all trees: `usual` (f) is the usual value of each feature; `nodes` are arrays of length
    n, by name: the `feature` that a node looks at, the `threshold` up to which it leads to the node `left`, above it to
    `right`, and its `value`, in log odds. A leaf leads to itself. `roots` are the nodes at which the trees begin, and
    `bias` are the log odds before any of them.
    """

    def __init__(
        self, names: Sequence[str], usual: Floats, nodes: Mapping[str, npt.NDArray[Any]], roots: Indices, bias: float
    ) -> None:
        self.names = list(names)
        self._columns = {name: at for at, name in enumerate(names)}
        self._usual = usual
        self._nodes = dict(nodes)
        self._roots = roots
        self._bias = bias
        self._depth = _depth(nodes["left"], nodes["right"], roots)

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
        arrays = {"names": np.array(self.names), "usual": self._usual, "roots": self._roots}
        return {**arrays, **self._nodes, "bias": np.array(self._bias)}

    def _rows(self, features: Sequence[Mapping[str, float]]) -> Floats:
        rows = np.zeros((len(features), len(self.names)))
        for row, each in zip(rows, features, strict=True):
            for name, value in each.items():
                column = self._columns.get(name)
                if column is not None:
                    row[column] = value
        return rows

    def _odds(self, rows: Floats) -> Floats:
        """Walk all trees at once, for all rows."""
        nodes = self._nodes
        at = np.repeat(self._roots[None], len(rows), axis=0)
        of = np.arange(len(rows))[:, None]
        for _ in range(self._depth):
            is_left = rows[of, nodes["feature"][at]] <= nodes["threshold"][at]
            at = np.where(is_left, nodes["left"][at], nodes["right"][at])
        return np.asarray(self._bias + nodes["value"][at].sum(axis=1))


def _depth(left: Indices, right: Indices, roots: Indices) -> int:
    """How many steps lead from the roots to the deepest leaf."""
    depth, level = 0, np.unique(roots)
    while (inner := level[left[level] != level]).size:
        depth, level = depth + 1, np.concatenate([left[inner], right[inner]])
    return depth


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
        names = [str(name) for name in arrays["names"]]
        nodes = {name: arrays[name] for name in NODE}
        return Scale(names, arrays["usual"], nodes, arrays["roots"], float(arrays["bias"]))


def key(text: str) -> str:
    """The key under which the vector of a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def nearest(vectors: Sequence[Vector], others: Sequence[Vector]) -> float:
    """The greatest likeness of one to another, from -1 to 1; 0 when there is none to compare."""
    if not vectors or not others:
        return 0.0
    return float((np.stack(list(vectors)) @ np.stack(list(others)).T).max())
