"""The person takes back an earlier answer."""

from __future__ import annotations

from tests.scenarios.talk import Talk


def test_a_correction_in_words_goes_back_to_where_it_was_found(talk: Talk) -> None:
    talk.says("it keeps sending me back to the login page")
    talk.chooses("Yes, from the invitation")
    talk.chooses("In the last 12 hours")
    seen = talk.says("sorry, I meant I log in as usual")
    assert "I've changed your answer." in seen
    assert "forgotten: When the invitation came" in seen
    assert "Clear the cache and the cookies of your browser." in seen


def test_two_corrections_in_a_row(talk: Talk) -> None:
    talk.says("it keeps sending me back to the login page")
    talk.chooses("Yes, from the invitation")
    talk.says("no wait, I log in as usual")
    seen = talk.says("actually no, it was from the invitation")
    assert "When did the invitation e-mail arrive?" in seen


def test_the_forgotten_answer_is_asked_again(talk: Talk) -> None:
    talk.says("it keeps sending me back to the login page")
    talk.chooses("Yes, from the invitation")
    talk.chooses("More than 12 hours ago")
    talk.says("sorry, I meant I log in as usual")
    talk.says("no wait, it was from the invitation")
    assert "More than 12 hours ago" in talk.choices
