from __future__ import annotations

import pytest

from wayfinder.understanding.interpret.wording import bare


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("please start over, thanks", "start over"),
        ("Hi, please the second one", "the second one"),
        ("go back", "go back"),
        ("thanks, please", ""),
    ],
)
def test_courtesy_around_a_phrase_is_left_out(text: str, phrase: str) -> None:
    assert bare(text) == phrase
