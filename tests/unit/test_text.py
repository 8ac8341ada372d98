from __future__ import annotations

import pytest

from wayfinder.text import clean


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("of\r\nother\rsystems\u2028too\x0b", "of\nother\nsystems\ntoo\n"),
        ("a\x00b\x1fc\x7fd\x9be", "a b c d e"),
        ("half \ud83d of a face", "half \ufffd of a face"),
        ("a whole 😀, a family 👨‍👩‍👧", "a whole 😀, a family 👨‍👩‍👧"),
        ("e\u0301", "\u00e9"),
        ("full width \uff0f stays", "full width \uff0f stays"),
        ("<b>stays</b>", "<b>stays</b>"),
        ("abc\u202egpj.exe\u2066", "abcgpj.exe"),
        ("\ufeff/restart", "/restart"),
    ],
)
def test_dangerous_characters_are_removed_and_the_rest_is_kept(typed: str, cleaned: str) -> None:
    assert clean(typed, 100) == cleaned
    cleaned.encode()


@pytest.mark.parametrize("character", ["a", "\U0001d160", "\u0958", "\n", "\x00"])
def test_no_character_grows_beyond_the_limit(character: str) -> None:
    assert len(clean(character * 100, 40)) == 40


def test_a_clean_text_stays_as_it_is() -> None:
    once = clean("a\u0344\x00\r\n\ud800" * 20, 90)
    assert clean(once, 90) == once
