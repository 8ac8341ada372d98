"""Typing slips: a letter added, lost or changed, or two neighbours swapped."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA, Indel

# Shorter words have too many neighbours: a slip in one of them is often another word.
SHORTEST = 4
_REPEATED = re.compile(r"(.)\1+")
# A long text may hold more than one slip. Texts that are less similar than this are different texts.
_SIMILAR = 0.87
_LONG = 8


def within_one_slip(one: str, other: str) -> bool:
    """Whether at most one slip lies between the two: `yse` and `yes`."""
    return OSA.distance(one, other, score_cutoff=1) <= 1


def same_but_for_typos(typed: str, meant: str) -> bool:
    """Whether one phrase is the other with a typing slip: `yess`, `yse`, `invitaton`.

    Two-letter words allow repeated letters only: `now` and `not` are not a `no`.
    """
    if typed[:1] != meant[:1]:
        return False
    if typed == meant or _REPEATED.sub(r"\1", typed) == _REPEATED.sub(r"\1", meant):
        return True
    if min(len(typed), len(meant)) < 3:
        return False
    if min(len(typed), len(meant)) >= _LONG:
        return Indel.normalized_similarity(typed, meant, score_cutoff=_SIMILAR) >= _SIMILAR
    return within_one_slip(typed, meant)
