"""Learns the scales of the decision from labelled turns. Only training imports this."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from wayfinder.content.contract import Asked
from wayfinder.content.model import Library
from wayfinder.engine.question import OpenOption
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.decision.candidates import INTENT, OPTION, RESULT, TOPIC, Candidate, candidates
from wayfinder.understanding.decision.features import Features, rows
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.texts import texts
from wayfinder.understanding.decision.turns import Turn, meanings
from wayfinder.understanding.decision.weights import Learnt, Scale, key

Read = Callable[[str], Message]
INVERSE_PENALTY: dict[str, float] = {OPTION: 0.3, INTENT: 0.5, TOPIC: 0.3, RESULT: 0.3}


def fit(turns: Sequence[Turn], read: Read, library: Library, model: Hybrid) -> Learnt:
    """The scales, and the vectors of the words of the content and of what was open in the turns."""
    meant = _meant_by_results(library)
    turns = [_with_results(turn, meant) for turn in turns]
    known = {*texts(library), *(text for turn in turns for text in _texts(turn))}
    vectors = Learnt(vectors={key(text): model.vector(text) for text in sorted(known) if text.strip()})
    pairs = [pair for turn in turns for pair in _pairs(turn, read, vectors)]
    kinds = dict.fromkeys(candidate.kind for candidate, _ in pairs)
    scales = {kind: _scale(kind, [pair for pair in pairs if pair[0].kind == kind]) for kind in kinds}
    return msgspec.structs.replace(vectors, scales=scales)


def _meant_by_results(library: Library) -> dict[str, OpenOption]:
    """How advice went, as the content asks it: the labelled turns have only labels."""
    specs = [library.facts[name] for name in (Asked.DONE, Asked.RESULT) if name in library.facts]
    return {
        value: OpenOption("", label, value, spec.synonyms.get(value, []), spec.examples.get(value, []))
        for spec in specs
        for value, label in spec.values.items()
    }


def _with_results(turn: Turn, meant: Mapping[str, OpenOption]) -> Turn:
    """The turn with the content's words for the results of advice."""
    same = {value: meant[value].synonyms + meant[value].examples for value in turn.asked.options if value in meant}
    return Turn(msgspec.structs.replace(turn.asked, meant=same), turn.said, turn.meant) if same else turn


def _pairs(turn: Turn, read: Read, learnt: Learnt) -> Iterator[tuple[Candidate, bool]]:
    meant = meanings(turn)
    for candidate in candidates(read(turn.said), turn.asked.question, learnt):
        yield candidate, candidate.name in meant


def _scale(kind: str, pairs: Sequence[tuple[Candidate, bool]]) -> Scale:
    features: list[Features] = [candidate.features for candidate, _ in pairs]
    names = sorted({name for each in features for name in each})
    table, meant = rows(features, names), np.array([is_meant for _, is_meant in pairs])
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=INVERSE_PENALTY[kind], max_iter=2_000, random_state=0)
    model.fit(scaler.transform(table), meant)
    weights = model.coef_[0] / scaler.scale_
    return Scale(names, [float(each) for each in weights], float(model.intercept_[0] - weights @ scaler.mean_))


def _texts(turn: Turn) -> Iterator[str]:
    yield turn.asked.text
    yield from turn.asked.options.values()
