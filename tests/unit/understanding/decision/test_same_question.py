"""Which fact a labelled question asks for."""

from __future__ import annotations

import pytest

from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.settings import ROOT
from wayfinder.understanding.decision.same_question import fact_asked


@pytest.fixture(scope="module")
def library() -> Library:
    return read(ROOT / "data").library


@pytest.mark.parametrize(
    ("text", "options", "fact"),
    [
        ("Since when do you have the invitation?", ["fresh", "expired", "unknown"], "invitation.state"),
        ("Does your company use Single Sign-On?", ["yes", "no", "unknown"], "sso.used"),
        ("Is the drum full of water?", ["yes", "no"], None),
        ("Which cable is it?", ["hdmi", "usb"], None),
        ("What now?", [], None),
        ("What now?", ["unknown"], None),
    ],
)
def test_the_fact_with_these_options_and_nearly_these_words(
    library: Library, text: str, options: list[str], fact: str | None
) -> None:
    assert fact_asked(text, options, library) == fact
