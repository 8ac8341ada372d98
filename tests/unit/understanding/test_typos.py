from __future__ import annotations

import pytest

from wayfinder.understanding.typos import same_but_for_typos, within_one_slip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yes", "yes"),
        ("yess", "yes"),
        ("yesss", "yes"),
        ("yse", "yes"),
        ("yeas", "yes"),
        ("nooo", "no"),
        ("noep", "nope"),
        ("nop", "nope"),
        ("invitaton", "invitation"),
        ("it wroks now", "it works now"),
        ("yes form the invitaton", "yes from the invitation"),
    ],
)
def test_typing_slips_are_recognised(typed: str, meant: str) -> None:
    assert same_but_for_typos(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("now", "no"),
        ("not", "no"),
        ("on", "no"),
        ("expired", "locked"),
        ("hold", "hello"),
        ("mine", "nine"),
        ("", "yes"),
        ("yes", ""),
        ("the invitation", "the imitations"),
    ],
)
def test_other_words_are_not_slips(typed: str, meant: str) -> None:
    assert not same_but_for_typos(typed, meant)


@pytest.mark.parametrize("typed", ["word", "wrd", "woord", "ward", "wrod", "ord", "words"])
def test_one_slip_is_a_letter_more_less_or_other_or_two_swapped(typed: str) -> None:
    assert within_one_slip(typed, "word")


@pytest.mark.parametrize("typed", ["wd", "wrdo", "draw", "", "wordsy"])
def test_two_slips_are_not_one(typed: str) -> None:
    assert not within_one_slip(typed, "word")
