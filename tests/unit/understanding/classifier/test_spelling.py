from __future__ import annotations

import pytest

from wayfinder.understanding.classifier.encoder import Encoder
from wayfinder.understanding.classifier.spelling import Speller, learn

SPELLER = Speller(["invitation", "password", "webassessor"], frozenset(["weather", "log"]))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("my invitaton", "my invitation"),
        ("Invitatoin!", "invitation!"),
        ("pasword", "password"),
        ("passwword", "password"),
        ("oassword", "password"),
        ("webasessor mail", "webassessor mail"),
    ],
)
def test_a_slip_in_a_word_of_the_subject_is_put_right(typed: str, read: str) -> None:
    assert SPELLER.corrected(typed) == read


@pytest.mark.parametrize("text", ["weather", "wether", "lgo", "passports", "invttaton", "\U0001f600 12345"])
def test_everything_else_is_left_alone(text: str) -> None:
    assert SPELLER.corrected(text) == text


def test_the_more_frequent_of_two_words_is_taken() -> None:
    assert Speller(["limited", "limiter"], frozenset()).corrected("limite") == "limited"
    assert Speller(["limiter", "limited"], frozenset()).corrected("limite") == "limiter"


def test_a_slip_in_the_phrases_is_not_learnt(encoder: Encoder) -> None:
    speller = learn(["the limited view", "limitd view", "webassessor mail", "webassessor code"], encoder.english)
    assert speller.corrected("limitd webasessor") == "limited webassessor"
