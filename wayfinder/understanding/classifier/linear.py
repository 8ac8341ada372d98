"""Logistic regression: trained by scikit-learn, kept as two arrays, used without it."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


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
    model = LogisticRegression(C=inverse_penalty, class_weight="balanced", max_iter=400, random_state=0)
    model.fit(features, labels)
    weights, biases = model.coef_, model.intercept_
    if len(weights) == 1:  # two classes: scikit-learn keeps only the second one's row
        weights, biases = np.vstack([0 * weights, weights]), np.concatenate([0 * biases, biases])
    # Column by column: a product with sparse features would otherwise copy all weights for every message.
    return Linear(np.asfortranarray(weights, np.float64), np.asarray(biases, np.float64))
