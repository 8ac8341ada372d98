"""A question has options, and the person answers in their own words."""

from __future__ import annotations

import pytest

from tests.scenarios.conversation import Conversation


@pytest.mark.parametrize(
    "said", ["1", "the first one", "Yes, from the invitation", "yes", "yess", "the invite", "invitaton"]
)
def test_an_option_can_be_said_in_many_ways(in_login_loop: Conversation, said: str) -> None:
    in_login_loop.says(said)
    assert in_login_loop.known["arrival.route"] == "invitation"


@pytest.mark.parametrize("said", ["no", "nope", "nno", "2", "I log in as usual", "directly, from my bookmark"])
def test_so_can_the_other_one(in_login_loop: Conversation, said: str) -> None:
    in_login_loop.says(said)
    assert in_login_loop.known["arrival.route"] == "direct"


def test_free_text_does_as_well_as_the_button_after_a_remedy(at_remedy: Conversation) -> None:
    remedy, topic = at_remedy.here, at_remedy.open.topic
    at_remedy.says("didn't help, same thing again")
    assert at_remedy.here != remedy
    assert at_remedy.open.topic == topic


@pytest.mark.parametrize("said", ["i don't know", "skip this"])
def test_not_knowing_is_an_answer_and_so_is_skipping(in_login_loop: Conversation, said: str) -> None:
    in_login_loop.says(said)
    assert in_login_loop.known == {"arrival.route": "unknown"}
    assert in_login_loop.open.fact != "arrival.route"


def test_asking_why_gives_the_reason_and_asks_again(in_login_loop: Conversation) -> None:
    question, reason = in_login_loop.question, in_login_loop.open.why
    seen = in_login_loop.says("why do you want to know?")
    assert reason in seen
    assert in_login_loop.question == question
