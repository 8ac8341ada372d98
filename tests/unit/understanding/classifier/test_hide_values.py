from __future__ import annotations

import pytest

from wayfinder.understanding.classifier.hide_values import masked
from wayfinder.understanding.classifier.hybrid import Hybrid


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("i can't log in with goran.petrov@harbourlights.example", "i can't log in with"),
        ("(mail ann+x@example.co.uk), please", "(mail please"),
        ("org 00De6m50fei5oNMEAY and 00D2igrq1MGeVKF", "org and"),
        ("case 12345678 of 2026", "case of 2026"),
    ],
)
def test_values_are_left_out(text: str, rest: str) -> None:
    assert masked(text) == rest


@pytest.mark.parametrize(
    "text",
    ["my @partneracademy username", "an invitation of 37 hours", "congratulations to the acknowledgements", "a @ b"],
)
def test_words_and_short_numbers_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize("text", ["ann@example.com", "<ann@example.com>", "00De6m50fei5oNMEAY", "!"])
def test_nothing_but_a_value_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize("value", ["goran.petrov@harbourlights.example", "00De6m50fei5oNMEAY", "20261121093000"])
def test_a_value_does_not_change_what_is_meant(trained: Hybrid, value: str) -> None:
    assert trained.rank(f"i can't log in {value}") == trained.rank("i can't log in")
