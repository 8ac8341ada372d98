"""Learns the scales of the decision from labelled turns. Only training imports this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from wayfinder.content.contract import Asked as Asks
from wayfinder.content.model import Library
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.classifier.linear import Floats
from wayfinder.understanding.classifier.readings import read_all
from wayfinder.understanding.decision.beside import Beside
from wayfinder.understanding.decision.candidates import ADVICE, Candidate, candidates
from wayfinder.understanding.decision.features import Features, rows
from wayfinder.understanding.decision.fit_acts import examples, fit_acts, unseen
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.decision.same_question import fact_asked
from wayfinder.understanding.decision.texts import texts
from wayfinder.understanding.decision.turns import Asked, Turn, meanings
from wayfinder.understanding.decision.weights import Indices, Learnt, Scale, Vector, key

# The boosted trees of a scale. Chosen on the training turns, each hand's judged by what was learnt from the others.
TREES = 150
STEP = 0.1
DEPTH = 5
LEAVES = 15
OF_A_LEAF = 30
PENALTY = 5.0


def fit(turns: Sequence[Turn], library: Library, model: Hybrid) -> Learnt:
    """The scales, and the vectors of the words of the content."""
    turns = [_with_words_of_content(turn, library) for turn in turns]
    vectors = vectors_of_words(library, model)
    open_words = _vectors([text for turn in turns for text in _texts(turn)], model)
    messages = [Message(readings) for readings in read_all(model, [turn.said for turn in turns])]
    known_turns = examples(turns, messages)
    learnt = Learnt(acts=fit_acts(known_turns, np.arange(len(turns))), vectors=open_words | vectors)
    looks = [Said(known_turns.names, scores) for scores in unseen(known_turns, turns, messages)]
    cases, beside = zip(turns, messages, looks, strict=True), Beside(library, learnt)
    pairs = [
        pair
        for turn, message, look in cases
        for pair in _pairs(meanings(turn), message, _question(turn.asked, library), look, learnt, beside)
    ]
    kinds = dict.fromkeys(candidate.kind for candidate, _ in pairs)
    scales = {kind: _scale([pair for pair in pairs if pair[0].kind == kind]) for kind in kinds}
    return msgspec.structs.replace(learnt, scales=scales, vectors=vectors)


def vectors_of_words(library: Library, model: Hybrid) -> dict[str, Vector]:
    """The vectors of the words of the content, by the key of each text."""
    return _vectors(texts(library), model)


def _vectors(of: Iterable[str], model: Hybrid) -> dict[str, Vector]:
    known = sorted({*of} - {""})
    return dict(zip(map(key, known), model.vectors(known), strict=True))


def _with_words_of_content(turn: Turn, library: Library) -> Turn:
    """The turn with the content's other words and examples for its options, where the content asks the same. Labelled
    turns have labels only, while what is learnt from them is used where there is more."""
    facts = [library.facts[name] for name in _facts_asked(turn.asked, library) if name in library.facts]
    values = {value: spec for spec in facts for value in turn.asked.options if value in spec.values}
    if not values:
        return turn
    synonyms = {value: spec.synonyms.get(value, []) for value, spec in values.items()}
    examples = {value: spec.examples.get(value, []) for value, spec in values.items()}
    return Turn(msgspec.structs.replace(turn.asked, synonyms=synonyms, meant=examples), turn.said, turn.meant)


def _facts_asked(asked: Asked, library: Library) -> list[str]:
    """The facts whose values the options of a question are: of advice, how it went."""
    if asked.kind == "choice":
        fact = fact_asked(asked.text, asked.options, library)
        return [fact] if fact is not None else []
    return [Asks.DONE, Asks.RESULT] if asked.kind in ADVICE else []


def _question(asked: Asked, library: Library) -> OpenQuestion:
    """The question as it is open in the content, with the fact that it asks for where that is known."""
    fact = fact_asked(asked.text, asked.options, library) if asked.kind == "choice" else None
    return asked.question if fact is None else msgspec.structs.replace(asked.question, fact=fact)


def _pairs(
    meant: set[str], message: Message, question: OpenQuestion, look: Said, learnt: Learnt, beside: Beside
) -> Iterator[tuple[Candidate, bool]]:
    for candidate in (*candidates(message, question, learnt, look), *beside.candidates(message, question, look)):
        yield candidate, candidate.name in meant


def _scale(pairs: Sequence[tuple[Candidate, bool]]) -> Scale:
    features: list[Features] = [candidate.features for candidate, _ in pairs]
    names = sorted({name for each in features for name in each})
    table, meant = rows(features, names), np.array([is_meant for _, is_meant in pairs])
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=STEP,
        max_depth=DEPTH,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=OF_A_LEAF,
        l2_regularization=PENALTY,
        early_stopping=False,
        random_state=0,
    ).fit(table, meant)
    return scale_of(model, names, table.mean(axis=0))


def scale_of(model: HistGradientBoostingClassifier, names: Sequence[str], usual: Floats) -> Scale:
    """The trees of a fitted model as plain arrays. scikit-learn has them in private fields only."""
    nodes, roots = _nodes([tree.nodes for (tree,) in model._predictors])
    return Scale(names, usual, nodes, roots, float(np.ravel(model._baseline_prediction)[0]))


def _nodes(trees: Sequence[npt.NDArray[Any]]) -> tuple[dict[str, npt.NDArray[Any]], Indices]:
    """The nodes of all trees in one row, and where each tree begins; a leaf leads to itself."""
    roots = np.cumsum([0, *map(len, trees)])[:-1]
    joined = np.concatenate(trees)
    begins = np.repeat(roots, [len(tree) for tree in trees])
    itself, is_leaf = np.arange(len(joined)), joined["is_leaf"].astype(bool)
    ways = {name: np.where(is_leaf, itself, joined[name] + begins) for name in ("left", "right")}
    looks = {"feature": joined["feature_idx"].astype(np.int64), "threshold": joined["num_threshold"]}
    return {**looks, **ways, "value": joined["value"]}, roots


def _texts(turn: Turn) -> Iterator[str]:
    yield turn.asked.text
    yield from turn.asked.options.values()
