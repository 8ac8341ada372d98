"""The branch that reads letters: words, word pairs and parts of words. It copes with typos."""

from __future__ import annotations

from wayfinder.understanding.classifier import terms
from wayfinder.understanding.classifier.linear import Floats, Labels, Linear, fit_sparse
from wayfinder.understanding.classifier.terms import Terms

INVERSE_PENALTY = 20.0
TEXTS_OF_A_TERM = 2  # what only one example has tells nothing of others


class LetterBranch:
    """A classifier over the terms of texts."""

    def __init__(self, known: Terms, linear: Linear) -> None:
        self.terms = known
        self.linear = linear

    def probabilities(self, texts: list[str]) -> Floats:
        """Shape (n, labels); rows sum to 1."""
        return self.linear.probabilities(self.terms.features(texts))


def train(texts: list[str], labels: Labels) -> LetterBranch:
    """One label for each text; labels 0..max(labels)."""
    known = terms.learn(texts, TEXTS_OF_A_TERM)
    return LetterBranch(known, fit_sparse(known.features(texts), labels, INVERSE_PENALTY))
