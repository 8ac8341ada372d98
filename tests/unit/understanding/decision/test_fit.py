"""The scales are learnt from labelled turns, with the real sentence vectors."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from wayfinder.content.contract import Asked as Asks
from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.engine.question import OpenOption, OpenQuestion
from wayfinder.settings import ROOT
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.classifier.readings import read as readings
from wayfinder.understanding.decision import fit as fit_module
from wayfinder.understanding.decision import weights
from wayfinder.understanding.decision.candidates import Candidate
from wayfinder.understanding.decision.decision import LearntDecision
from wayfinder.understanding.decision.fit import fit, scale_of, vectors_of_words
from wayfinder.understanding.decision.texts import texts
from wayfinder.understanding.decision.turns import Asked, Turn
from wayfinder.understanding.decision.weights import Learnt, key
from wayfinder.understanding.interpret.parse import Parse

OPTIONS = {"yes": "Yes, through our company's page", "no": "No, with a password"}
SSO = Asked("How do you log in?", "choice", "login_loop", options=OPTIONS)
HELPED = Asked("Did that help?", "remedies", "login_loop", options={"solved": "It works", "otherwise": "No, not yet"})
SAID = {
    "yes": ["through our company", "our own page", "with the company's page", "by our page", "the firm's login page"],
    "no": ["a password", "I type my password", "just the password", "user and password", "with password only"],
}
WENT = {
    "solved": ["I'm in", "now I see it", "that was it", "fine again"],
    "not_solved": ["same again", "no change", "still stuck", "as before"],
}
TURNS = [
    *(
        Turn(SSO, f"{text}{end}", [{"answer": value}])
        for value in SAID
        for text in SAID[value]
        for end in ("", " here")
    ),
    *(
        Turn(HELPED, f"{text}{end}", [{"result": how}])
        for how in WENT
        for text in WENT[how]
        for end in ("", " now", "!")
    ),
]


@pytest.fixture(scope="module")
def library() -> Library:
    """One topic of the content: each of its words is encoded."""
    everything = read(ROOT / "data").library
    facts = {name: everything.facts[name] for name in (Asks.DONE, Asks.RESULT, "sso.used")}
    return msgspec.structs.replace(
        everything, trees={"sso_custom_domain": everything.trees["sso_custom_domain"]}, facts=facts
    )


@pytest.fixture(scope="module")
def learnt(small: Hybrid, library: Library) -> Learnt:
    return fit(TURNS, library, small)


def test_what_was_learnt_decides_the_same_after_it_was_written_and_read(
    learnt: Learnt, small: Hybrid, library: Library, tmp_path: Path
) -> None:
    options = [OpenOption(f"1.{value}", label, value) for value, label in OPTIONS.items()]
    question = OpenQuestion("asked.here", None, "login_loop", options, number=1, step="choice", words=SSO.text)
    said = readings(small, "by typing a password")
    parse = Parse(said[0].text, said[0].ranking, {}, said)
    learnt.save(tmp_path)
    before, after = (
        LearntDecision(known, library).weighed(parse, question) for known in (learnt, weights.load(tmp_path))
    )
    assert {"option:no", "option:yes"} <= {name for name, *_ in before}
    assert {name: round(sure, 2) for name, _, sure, _ in before} == {name: round(sure, 2) for name, _, sure, _ in after}


def test_the_trees_of_a_scale_say_what_those_of_scikit_learn_say() -> None:
    dice = np.random.default_rng(0)
    table = dice.normal(size=(500, 4))
    meant = table[:, 0] * table[:, 1] + table[:, 2] > 0
    model = HistGradientBoostingClassifier(max_iter=30, max_depth=5, random_state=0).fit(table, meant)
    names = ["a", "b", "c", "d"]
    scale = scale_of(model, names, table.mean(axis=0))
    unseen = dice.normal(size=(200, 4))
    ours = scale.probabilities([dict(zip(names, row, strict=True)) for row in unseen])
    np.testing.assert_allclose(ours, model.predict_proba(unseen)[:, 1], atol=1e-9)


def test_a_scale_learns_which_features_speak_for_a_candidate() -> None:
    marks = [at % 2 for at in range(10_000)]
    pairs = [
        (Candidate("a", "option", 0, {"tells": mark, "noise": at % 3}), bool(mark)) for at, mark in enumerate(marks)
    ]
    likely, unlikely = fit_module._scale(pairs).probabilities([{"tells": 1.0, "noise": 1.0}, {"noise": 1.0}])
    assert likely > 0.9
    assert unlikely < 0.1


def test_each_kind_of_candidate_has_a_scale(learnt: Learnt) -> None:
    assert set(learnt.scales) >= {"option", "result"}
    assert learnt.acts is not None
    assert {"answer", "solved", "not_solved"} <= set(learnt.acts.names)


def test_the_words_of_the_content_have_vectors_and_those_of_the_turns_have_not(
    learnt: Learnt, small: Hybrid, library: Library
) -> None:
    assert set(learnt.vectors) == {key(text) for text in texts(library) if text}
    assert learnt.vector(OPTIONS["yes"]) is None
    assert set(vectors_of_words(library, small)) == set(learnt.vectors)
