from __future__ import annotations

from wayfinder.understanding.tokens import phrase


def test_punctuation_and_case_say_nothing() -> None:
    assert phrase("  I DON'T know!! ") == "i dont know"
    assert phrase("don\u2019t") == "dont"


def test_wide_letters_and_line_breaks_say_nothing() -> None:
    assert phrase("\uff39\uff25\uff33\nplease") == "yes please"
