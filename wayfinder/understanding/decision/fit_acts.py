"""Learns dialogue acts from labelled turns. Only training imports this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from scipy.linalg import solve

from wayfinder.understanding.classifier import terms
from wayfinder.understanding.classifier.linear import Floats
from wayfinder.understanding.classifier.terms import Terms
from wayfinder.understanding.decision.acts import Acts, alike, kinds_of, vectors_of
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.reports import reported, went
from wayfinder.understanding.decision.roles import role
from wayfinder.understanding.decision.turns import Turn, meanings
from wayfinder.understanding.normalise import normalised
from wayfinder.understanding.reading import Reading

TURNS_OF_AN_ACT = 12  # with fewer, nothing is learnt that holds
TURNS_OF_A_TERM = 2
PENALTY = 1.0
FOLDS = 5

Rows = npt.NDArray[np.int64]


class Examples(msgspec.Struct, frozen=True):
    """Labelled turns as arrays: sentence vectors (n, 384), kinds of question (n, 6), terms (n, t), acts (n, a), and how
    alike they are (n, n)."""

    names: list[str]
    known: Terms
    vectors: Floats
    kinds: Floats
    terms: Any
    meant: Floats
    alike: Floats


def examples(turns: Sequence[Turn], messages: Sequence[Message]) -> Examples:
    """The turns, each with its message."""
    names, meant = _meant(turns)
    wholes = [message.whole for message in messages]
    known = terms.learn([normalised(part.text) for part in wholes], TURNS_OF_A_TERM)
    vectors, kinds = vectors_of(wholes), kinds_of([turn.asked.kind for turn in turns])
    said = _terms(known, wholes)
    same = alike(vectors, kinds, vectors, kinds)
    same += (said @ said.T).toarray()
    same[np.diag_indices_from(same)] += PENALTY
    return Examples(names, known, vectors, kinds, said, meant, same)


def fit_acts(known: Examples, rows: Rows) -> Acts:
    """Acts learnt from some of the turns, by their numbers."""
    vectors, kinds, said, meant = (each[rows] for each in (known.vectors, known.kinds, known.terms, known.meant))
    shares = meant.mean(0)
    same = known.alike[np.ix_(rows, rows)]
    weights = solve(same, (meant - shares).astype(np.float32), assume_a="pos", overwrite_a=True, check_finite=False)
    return Acts(known.names, known.known, vectors, kinds, weights, said.T @ weights, shares)


def unseen(known: Examples, turns: Sequence[Turn], messages: Sequence[Message]) -> list[Floats]:
    """For each turn what its message looks like, (parts, acts), by acts that were learnt from others."""
    folds = np.arange(len(turns)) % FOLDS
    scores: dict[int, Floats] = {}
    for fold in range(FOLDS):
        acts, tested = fit_acts(known, np.flatnonzero(folds != fold)), np.flatnonzero(folds == fold)
        parts = [part for at in tested for part in messages[at].parts]
        kinds = [turns[at].asked.kind for at in tested for _ in messages[at].parts]
        ends = np.cumsum([len(messages[at].parts) for at in tested])[:-1]
        scores |= zip(map(int, tested), np.split(acts.scores_of(parts, kinds), ends), strict=True)
    return [scores[at] for at in range(len(turns))]


def _terms(known: Terms, parts: Sequence[Reading]) -> Any:
    return known.features([normalised(part.text) for part in parts])


def _meant(turns: Sequence[Turn]) -> tuple[list[str], Floats]:
    """The acts, and a table of the turns that have them: (turns, acts)."""
    done = [set(_acts(turn)) for turn in turns]
    counted = Counter(act for acts in done for act in acts)
    names = sorted(act for act, times in counted.items() if times >= TURNS_OF_AN_ACT)
    return names, np.array([[float(name in acts) for name in names] for acts in done])


def _acts(turn: Turn) -> Iterator[str]:
    for name in meanings(turn):
        kind, _, what = name.partition(":")
        if kind == "option":
            yield from ("answer", role(what, turn.asked.options.get(what, what), turn.asked.kind))
        elif kind == "fact":
            yield name
        else:
            yield kind
        if kind.startswith("ask_"):
            yield "ask"
        elif kind == "report":
            remedy, _, outcome = what.partition(":")
            yield from (reported(remedy), went(outcome))
    yield from (kind for entry in turn.meant for kind in entry if kind in ("tell", "value", "nothing"))
    yield from (what for entry in turn.meant for kind, what in entry.items() if (kind, what) == ("act", "noise"))
