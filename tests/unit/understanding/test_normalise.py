from __future__ import annotations

import pytest

from wayfinder.understanding.normalise import TEXT_LIMIT, normalised


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("", ""),
        ("  two\n lines ", "two lines"),
        ("a\x00b", "a b"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("<b>bold</b> <script>alert(1)</script>", "bold alert(1)"),
        ("write to <ann@example.com>", "write to <ann@example.com>"),
        ("status < 5 and > 3", "status < 5 and > 3"),
        ("I can\u2019t", "I can't"),
        ("\uff2c\uff4f\uff47\uff49\uff4e", "Login"),
        ('/login_loop{"a": "b"}', '/login_loop{"a": "b"}'),
        ("\U0001f600", "\U0001f600"),
    ],
)
def test_what_is_typed_becomes_one_line_of_plain_characters(typed: str, cleaned: str) -> None:
    assert normalised(typed) == cleaned


@pytest.mark.parametrize("character", ["x", "\ufdfa", "<", "\n"])
def test_long_texts_are_cut(character: str) -> None:
    assert len(normalised(character * 10_000)) <= TEXT_LIMIT
