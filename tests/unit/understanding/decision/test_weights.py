"""What was learnt is the same after it was written and read, and is plain data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.scales import linear
from wayfinder.understanding.decision.weights import Learnt, key, load, nearest

SCALE = linear({"a": 1.0, "b": -2.0}, 0.5)


def test_what_was_learnt_is_the_same_after_it_was_written_and_read(tmp_path: Path) -> None:
    vector = np.full(384, 0.5, np.float32)
    Learnt({"option": SCALE}, vectors={key("Yes"): vector}).save(tmp_path)
    again = load(tmp_path)
    features: list[dict[str, float]] = [{"a": 1.0}, {"a": 1.0, "b": 1.0}]
    assert again.scales["option"].probabilities(features) == SCALE.probabilities(features)
    assert nearest([vector / 16], [again.vectors[key("Yes")]]) == pytest.approx(6.0)
    assert again.vector("No") is None
    assert again.acts is None


def test_nothing_learnt_can_be_written_too(tmp_path: Path) -> None:
    Learnt().save(tmp_path)
    assert load(tmp_path) == Learnt()


@pytest.mark.parametrize(("features", "probability"), [({}, 0.5), ({"a": 3.0}, 1.0), ({"a": -3.0, "z": 1.0}, 0.0)])
def test_a_probability_is_between_0_and_1(features: dict[str, float], probability: float) -> None:
    assert linear({"a": 100.0}, 0.0).probabilities([features]) == [pytest.approx(probability, abs=1e-9)]


def test_each_feature_adds_what_would_be_missing_without_it() -> None:
    parts = dict(SCALE.parts({"a": 3.0, "b": 1.0}))
    assert parts == {"a": pytest.approx(3.0, abs=1e-4), "b": pytest.approx(-2.0, abs=1e-4)}


def test_nothing_is_like_nothing() -> None:
    assert nearest([], [np.ones(384, np.float32)]) == 0.0
