"""What the decision has learnt: a logistic regression for each kind of candidate, and the vectors of known texts."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]
_WEIGHTS = "decision.json"
_VECTORS = "texts.npz"


class Scale(msgspec.Struct, frozen=True):
    """A logistic regression over named features: `weights`, one for each name, and `bias`."""

    names: list[str]
    weights: list[float]
    bias: float

    def probability(self, features: Mapping[str, float]) -> float:
        """From 0 to 1. A feature that is missing counts as 0."""
        score = self.bias + sum(w * features.get(n, 0.0) for n, w in zip(self.names, self.weights, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def parts(self, features: Mapping[str, float]) -> list[tuple[str, float]]:
        """What each feature adds to the log odds."""
        known = zip(self.names, self.weights, strict=True)
        return [(name, weight * features[name]) for name, weight in known if features.get(name)]


class Learnt(msgspec.Struct, frozen=True):
    """A scale for each kind of candidate, and sentence vectors by the hash of their text, each of shape (384,)."""

    scales: dict[str, Scale] = {}
    vectors: dict[str, Vector] = {}

    def vector(self, text: str) -> Vector | None:
        """The vector of a text; None when it was edited since training."""
        return self.vectors.get(key(text))

    def save(self, folder: Path) -> None:
        """Write it as data that runs no code when it is loaded."""
        (folder / _WEIGHTS).write_bytes(msgspec.json.encode(self.scales))
        keys = sorted(self.vectors)
        rows = np.stack([self.vectors[each] for each in keys]) if keys else np.zeros((0, 384))
        np.savez(folder / _VECTORS, keys=np.array(keys, "U16"), rows=rows.astype(np.float16))


def load(folder: Path) -> Learnt:
    """What `save` wrote."""
    scales = msgspec.json.decode((folder / _WEIGHTS).read_bytes(), type=dict[str, Scale])
    with np.load(folder / _VECTORS, allow_pickle=False) as arrays:
        rows = arrays["rows"].astype(np.float32)
        return Learnt(scales, dict(zip(map(str, arrays["keys"]), rows, strict=True)))


def key(text: str) -> str:
    """The key under which the vector of a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def nearest(vectors: Sequence[Vector], others: Sequence[Vector]) -> float:
    """The greatest likeness of one to another, from -1 to 1; 0 when there is none to compare."""
    if not vectors or not others:
        return 0.0
    return float((np.stack(list(vectors)) @ np.stack(list(others)).T).max())
