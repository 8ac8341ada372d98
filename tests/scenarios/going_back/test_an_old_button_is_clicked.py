"""The person goes back: by a word, or by a button of an earlier question."""

from __future__ import annotations

import pytest

from tests.scenarios.talk import Talk


@pytest.fixture
def late(talk: Talk) -> tuple[Talk, str]:
    """A conversation two questions on, and the id of an option of the first."""
    talk.says("it keeps sending me back to the login page")
    old = talk.choices["No, I log in as usual"]
    talk.chooses("Yes, from the invitation")
    talk.chooses("In the last 12 hours")
    return talk, old


def test_it_offers_to_go_back_and_says_what_that_forgets(late: tuple[Talk, str]) -> None:
    talk, old = late
    seen = talk.clicks(old)
    assert "forgets: How you came to the login page, When the invitation came" in seen


def test_yes_goes_back(late: tuple[Talk, str]) -> None:
    talk, old = late
    talk.clicks(old)
    assert "Did you come to the login page from an invitation e-mail?" in talk.says("yes")


def test_no_stays(late: tuple[Talk, str]) -> None:
    talk, old = late
    before = list(talk.choices)
    talk.clicks(old)
    talk.says("no")
    assert list(talk.choices) == before


@pytest.mark.parametrize("said", ["go back", "back please", "previous question"])
def test_back_undoes_the_last_answer(late: tuple[Talk, str], said: str) -> None:
    talk, _ = late
    assert "When did the invitation e-mail arrive?" in talk.says(said)


def test_back_at_the_first_question_says_so(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    before = list(talk.choices)
    talk.says("go back")
    assert list(talk.choices) == before


def test_a_button_that_never_was_changes_nothing(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    before = list(talk.choices)
    assert "nothing has changed" in talk.clicks("999.direct")
    assert list(talk.choices) == before
