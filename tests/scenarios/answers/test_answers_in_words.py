"""A question has options, and the person answers in their own words."""

from __future__ import annotations

import pytest

from tests.scenarios.talk import Talk

CLEAN_BROWSER = "Clear the cache and the cookies of your browser."
INVITATION = "When did the invitation e-mail arrive?"


@pytest.mark.parametrize(
    "said", ["1", "the first one", "Yes, from the invitation", "yes", "yess", "the invite", "invitaton"]
)
def test_an_option_can_be_said_in_many_ways(talk: Talk, said: str) -> None:
    talk.says("it keeps sending me back to the login page")
    assert INVITATION in talk.says(said)


@pytest.mark.parametrize("said", ["no", "nope", "nno", "2", "I log in as usual", "directly, from my bookmark"])
def test_so_can_the_other_one(talk: Talk, said: str) -> None:
    talk.says("it keeps sending me back to the login page")
    assert CLEAN_BROWSER in talk.says(said)


def test_free_text_does_as_well_as_the_button_after_a_remedy(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    talk.chooses("No, I log in as usual")
    assert "Single Sign-On" in talk.says("didn't help, same thing again")


def test_not_knowing_is_an_answer(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    assert CLEAN_BROWSER in talk.says("i don't know")


def test_a_question_can_be_skipped(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    assert CLEAN_BROWSER in talk.says("skip this")


def test_asking_why_gives_the_reason_and_asks_again(talk: Talk) -> None:
    question = talk.says("stuck in a login loop").splitlines()[0]
    seen = talk.says("why do you want to know?")
    assert "Someone who is joining gets stuck for other reasons" in seen
    assert question in seen
