"""Scales of the decision that are simple enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from wayfinder.understanding.decision.weights import NODE, Scale

DEPTH = 10
STEP = 1 / 128  # between two leaves: all features from -4 to 4 that are a multiple of this are exact


def linear(weights: Mapping[str, float], bias: float) -> Scale:
    """A logistic regression in small steps: one complete tree for each feature, whose leaves are a staircase."""
    trees = [_staircase(feature, weight) for feature, weight in enumerate(weights.values())]
    size = 2 ** (DEPTH + 1)
    nodes = {name: np.concatenate([tree[name] for tree in trees]) for name in NODE}
    roots = np.arange(len(trees)) * size + 1
    for way in ("left", "right"):
        nodes[way] = nodes[way] + np.repeat(roots - 1, size)
    return Scale(list(weights), np.zeros(len(weights)), nodes, roots, bias)


def _staircase(feature: int, weight: float) -> dict[str, npt.NDArray[Any]]:
    """The nodes of one tree as in a heap: below node n are 2n and 2n + 1, and node 0 is not used."""
    at = np.arange(2 ** (DEPTH + 1))
    is_leaf = at >= 2**DEPTH
    level = np.floor(np.log2(np.maximum(at, 1))).astype(int)
    width = 2.0 ** (DEPTH - level) * STEP
    begins = (at - 2.0**level) * width - 4
    return {
        "feature": np.full(len(at), feature),
        "threshold": begins + width / 2 - STEP / 2,
        "left": np.where(is_leaf, at, 2 * at),
        "right": np.where(is_leaf, at, 2 * at + 1),
        "value": np.where(is_leaf, begins * weight, 0.0),
    }
