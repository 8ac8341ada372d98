"""Shares with 95 % intervals, and the calibration of confidences."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import sqrt

import msgspec

Z = 1.959964  # 95 % of a normal distribution lie within so many standard deviations
RESAMPLES = 1_000
SEED = 8
BINS = 10


class Share(msgspec.Struct, frozen=True):
    """`hits` out of `of`, and the interval (0 to 1) in which the true share lies with 95 %."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of nothing is 0."""
        return self.hits / self.of if self.of else 0.0


def wilson(hits: int, of: int) -> Share:
    """A share of independent things, with Wilson's interval, which is also right near 0 and 1."""
    if not of:
        return Share(0, 0, 0.0, 1.0)
    share, spread = hits / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / of + spread / of / 4) / (1 + spread)
    return Share(hits, of, max(0.0, middle - half), min(1.0, middle + half))


def share_of(truths: Iterable[bool]) -> Share:
    """The share of those that are true."""
    found = list(truths)
    return wilson(sum(found), len(found))


def bootstrapped(groups: Sequence[tuple[int, int]]) -> Share:
    """A share of things that come in groups, as (hits, of) pairs: those of one conversation depend on each other, so
    whole conversations are drawn again and again. All or none says nothing about their spread: then as in `wilson`."""
    hits, of = sum(hit for hit, _ in groups), sum(size for _, size in groups)
    if hits in (0, of):
        return wilson(hits, of)
    dice = random.Random(SEED)  # noqa: S311 (no secret)
    drawn = (dice.choices(groups, k=len(groups)) for _ in range(RESAMPLES))
    shares = sorted(_share(groups) for groups in drawn)
    return Share(hits, of, shares[round(RESAMPLES * 0.025)], shares[round(RESAMPLES * 0.975) - 1])


def calibration_error(guesses: Sequence[tuple[float, bool]]) -> float:
    """How far confidences (0 to 1) are from the share of right guesses, on average over ten bins of equal size."""
    if not guesses:
        return 0.0
    ordered = sorted(guesses, key=lambda guess: guess[0])  # not by what is right: ties would be parted by it
    edges = [len(ordered) * bin_ // BINS for bin_ in range(BINS + 1)]
    bins = [ordered[first:last] for first, last in pairwise(edges) if first < last]
    return sum(abs(sum(sure for sure, _ in each) - sum(right for _, right in each)) for each in bins) / len(ordered)


def percentile(numbers: Sequence[float], share: float) -> float:
    """The number below which this share (0 to 1) of the numbers lies; 0 of none."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def _share(groups: Sequence[tuple[int, int]]) -> float:
    of = sum(size for _, size in groups)
    return sum(hits for hits, _ in groups) / of if of else 0.0
