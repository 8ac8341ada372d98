"""The branch that reads meaning: sentence vectors, a classifier over them, and similarity."""

from __future__ import annotations

import msgspec
import numpy as np

from wayfinder.understanding.classifier.encoder import Vectors
from wayfinder.understanding.classifier.linear import Floats, Labels, Linear, fit
from wayfinder.understanding.classifier.products import dots

# Vectors have length 1, so a weak penalty is needed before probabilities leave the uniform.
INVERSE_PENALTY = 10.0


class VectorBranch(msgspec.Struct, frozen=True):
    """A classifier, and the examples' vectors sorted by label with the index where each label begins."""

    linear: Linear
    examples: Vectors
    starts: Labels

    def probabilities(self, vectors: Vectors) -> Floats:
        """Shape (n, labels); rows sum to 1."""
        return self.linear.probabilities(vectors)

    def similarities(self, vectors: Vectors) -> Floats:
        """Cosine to the nearest example of each label, 0 to 1, shape (n, labels)."""
        cosines = dots(vectors, self.examples)
        nearest = np.maximum.reduceat(cosines, self.starts, axis=1)
        return np.asarray(np.clip(nearest, 0.0, 1.0), np.float64)


def train(vectors: Vectors, labels: Labels) -> VectorBranch:
    """`vectors` of shape (n, 384); every label 0..max(labels) has an example."""
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(labels.max() + 1))
    return VectorBranch(fit(vectors, labels, INVERSE_PENALTY), vectors[order], starts.astype(np.int64))
