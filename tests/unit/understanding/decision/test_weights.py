"""What was learnt is the same after it was written and read, and is plain data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wayfinder.understanding.decision.weights import Learnt, Scale, key, load, nearest


def test_what_was_learnt_is_the_same_after_it_was_written_and_read(tmp_path: Path) -> None:
    vector = np.full(384, 0.5, np.float32)
    Learnt({"option": Scale(["a", "b"], [1.0, -2.0], 0.5)}, {key("Yes"): vector}).save(tmp_path)
    again = load(tmp_path)
    assert again.scales == {"option": Scale(["a", "b"], [1.0, -2.0], 0.5)}
    assert nearest([vector / 16], [again.vectors[key("Yes")]]) == pytest.approx(6.0)
    assert again.vector("No") is None


def test_nothing_learnt_can_be_written_too(tmp_path: Path) -> None:
    Learnt().save(tmp_path)
    assert load(tmp_path) == Learnt()


@pytest.mark.parametrize(("features", "probability"), [({}, 0.5), ({"a": 100.0}, 1.0), ({"a": -100.0, "z": 1.0}, 0.0)])
def test_a_probability_is_between_0_and_1(features: dict[str, float], probability: float) -> None:
    assert Scale(["a"], [1.0], 0.0).probability(features) == pytest.approx(probability, abs=1e-9)


def test_nothing_is_like_nothing() -> None:
    assert nearest([], [np.ones(384, np.float32)]) == 0.0
