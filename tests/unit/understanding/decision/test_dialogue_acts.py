"""Dialogue acts are learnt from labelled turns, and known at the kind of question at which they were said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wayfinder.understanding.decision import acts as acts_module
from wayfinder.understanding.decision.acts import Acts
from wayfinder.understanding.decision.fit_acts import TURNS_OF_AN_ACT, examples, fit_acts, unseen
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.roles import role
from wayfinder.understanding.decision.said import said
from wayfinder.understanding.decision.turns import Asked, Turn
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.reading import Reading

ASKED = Asked("Did that help?", "remedies", options={"solved": "Yes", "otherwise": "No", "waits": "I wait"})
AXES = np.eye(384, dtype=np.float16)


def message(text: str, axis: int) -> Message:
    return Message([Reading(text, [], AXES[axis].tobytes())])


TURNS = [
    *[Turn(ASKED, f"she is through {at}", [{"result": "solved"}]) for at in range(TURNS_OF_AN_ACT)],
    *[Turn(ASKED, f"wrote to them {at}", [{"want": "waits"}]) for at in range(TURNS_OF_AN_ACT)],
]
MESSAGES = [message(turn.said, 0 if "through" in turn.said else 1) for turn in TURNS]


@pytest.fixture(scope="module")
def learnt() -> Acts:
    return fit_acts(examples(TURNS, MESSAGES), np.arange(len(TURNS)))


def test_what_resembles_turns_of_an_act_looks_like_it(learnt: Acts) -> None:
    scores = learnt.scores(message("he is through", 0).parts, "remedies")
    assert dict(zip(learnt.names, scores[0], strict=True))["solved"] > 0.8


def test_at_another_kind_of_question_it_looks_less_like_it(learnt: Acts) -> None:
    at = learnt.names.index("solved")
    here, elsewhere = (learnt.scores(message("he is through", 0).parts, kind)[0, at] for kind in ("remedies", "value"))
    assert here > elsewhere


def test_what_was_learnt_is_the_same_after_it_was_written_and_read(learnt: Acts, tmp_path: Path) -> None:
    learnt.save(tmp_path)
    again = acts_module.load(tmp_path)
    assert again is not None
    parts = message("wrote to her", 1).parts
    assert np.allclose(again.scores(parts, "remedies"), learnt.scores(parts, "remedies"), atol=0.01)


def test_a_turn_is_not_judged_by_itself() -> None:
    odd = [*TURNS, Turn(ASKED, "quite unlike anything", [{"result": "solved"}])]
    messages = [*MESSAGES, message("quite unlike anything", 5)]
    known = examples(odd, messages)
    of_itself = fit_acts(known, np.arange(len(odd))).scores(messages[-1].parts, "remedies")
    of_others = unseen(known, odd, messages)[-1]
    at = known.names.index("solved")
    assert of_itself[0, at] > of_others[0, at] + 0.2


def test_where_nothing_was_learnt_nothing_looks_like_anything() -> None:
    looks = said(message("she is through", 0), ASKED.question, Learnt())
    assert (looks.whole("solved"), looks.most("solved"), list(looks.possible())) == (0.0, 0.0, [])


@pytest.mark.parametrize(
    ("value", "label", "kind", "expected"),
    [
        ("match", "Yes, it is the same", "choice", "yes"),
        ("otherwise", "No, not yet", "remedies", "not_solved"),
        ("unknown", "I'm not sure", "choice", "unknown"),
        ("yes", "Send it", "review", "file"),
        ("no", "Drop it", "review", "leave"),
        ("hold", "I land on a “Buy Me” page", "choice", "content"),
    ],
)
def test_an_option_has_the_same_role_in_every_question(value: str, label: str, kind: str, expected: str) -> None:
    assert role(value, label, kind) == expected
