from __future__ import annotations

import pytest

from wayfinder.workbench.evaluation.intervals import bootstrapped, calibration_error, percentile, share_of, wilson


def test_the_interval_of_wilson_is_the_one_of_the_textbooks() -> None:
    share = wilson(9, 10)
    assert (share.value, share.low, share.high) == pytest.approx((0.9, 0.5958, 0.9821), abs=1e-4)


def test_an_interval_never_leaves_0_to_1() -> None:
    assert wilson(0, 3).low == 0
    assert wilson(3, 3).high == 1
    assert wilson(0, 0).value == 0


def test_a_share_counts_what_is_true() -> None:
    assert share_of([True, False, True]).hits == 2


def test_conversations_that_fail_as_a_whole_widen_the_interval() -> None:
    alike, apart = [(5, 10)] * 20, [(10, 10), (0, 10)] * 10
    assert bootstrapped(alike).low == bootstrapped(alike).high == 0.5
    assert bootstrapped(apart).high - bootstrapped(apart).low > 0.3


def test_the_same_conversations_have_the_same_interval() -> None:
    assert bootstrapped([(1, 2), (3, 4), (0, 5)]) == bootstrapped([(1, 2), (3, 4), (0, 5)])
    assert bootstrapped([]).of == 0


def test_all_or_none_of_a_few_is_no_certainty() -> None:
    assert bootstrapped([(2, 2), (3, 3)]) == wilson(5, 5)
    assert bootstrapped([(0, 2)]) == wilson(0, 2)


def test_confidences_that_keep_their_word_have_no_error() -> None:
    assert calibration_error([(0.5, True), (0.5, False)] * 50) == pytest.approx(0)
    assert calibration_error([(1.0, False)] * 20) == pytest.approx(1)
    assert calibration_error([]) == 0


def test_confidences_are_compared_in_ten_bins_of_equal_size() -> None:
    low, high = [(0.1, False)] * 50, [(0.9, True)] * 50
    assert calibration_error(low + high) == pytest.approx(0.1)


def test_percentiles() -> None:
    assert percentile(list(range(100)), 0.5) == 50
    assert percentile(list(range(100)), 0.99) == 99
    assert percentile([], 0.5) == 0
