"""Scales of the decision that are simple enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wayfinder.understanding.decision.weights import Scale

_SMALL = 1e-4  # so little that a hidden unit is as good as linear


def linear(weights: Mapping[str, float], bias: float) -> Scale:
    """A logistic regression: each hidden unit passes one feature on."""
    count = len(weights)
    outer = np.array(list(weights.values())) / _SMALL
    return Scale(list(weights), np.zeros(count), np.eye(count) * _SMALL, np.zeros(count), outer, bias)
