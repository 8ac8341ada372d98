"""Logistic regression: trained by scikit-learn, kept as two arrays, used without it."""

from __future__ import annotations

import warnings
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

PASSES = 25  # more cost seconds and rank hardly any message better: docs/decisions/understanding.md


class Linear(msgspec.Struct, frozen=True):
    """Weights of shape (classes, features) and biases of shape (classes,)."""

    weights: Floats
    biases: Floats

    def probabilities(self, features: Any) -> Floats:
        """Rows that sum to 1, of shape (n, classes), for dense or sparse features (n, features)."""
        scores = features @ self.weights.T + self.biases
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float64)


def fit(features: Any, labels: Labels, inverse_penalty: float) -> Linear:
    """Classes weigh the same, however many examples each has. `labels` are 0..classes-1, at least two."""
    return _fit(LogisticRegression(C=inverse_penalty, class_weight="balanced", max_iter=400), features, labels)


def fit_sparse(features: Any, labels: Labels, inverse_penalty: float) -> Linear:
    """The same for many sparse features, ten times faster: it stops after `PASSES` passes over the examples."""
    model = LogisticRegression(
        C=inverse_penalty, class_weight="balanced", solver="sag", max_iter=PASSES, random_state=0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return _fit(model, features.astype(np.float32), labels)


def _fit(model: LogisticRegression, features: Any, labels: Labels) -> Linear:
    model.fit(features, labels)
    weights, biases = model.coef_, model.intercept_
    if len(weights) == 1:  # two classes: scikit-learn keeps only the second one's row
        weights, biases = np.vstack([0 * weights, weights]), np.concatenate([0 * biases, biases])
    # Column by column: a product with sparse features would otherwise copy all weights for every message.
    return Linear(np.asfortranarray(weights, np.float64), np.asarray(biases, np.float64))
