"""The person takes back an earlier answer."""

from __future__ import annotations

from tests.scenarios.conversation import Conversation


def test_a_correction_in_words_walks_the_topic_again(in_login_loop: Conversation) -> None:
    in_login_loop.picks("invitation")
    in_login_loop.picks("fresh")
    seen = in_login_loop.says("sorry, I meant I log in as usual")
    assert "I've changed your answer." in seen
    assert in_login_loop.known["arrival.route"] == "direct"


def test_two_corrections_in_a_row(in_login_loop: Conversation) -> None:
    in_login_loop.picks("invitation")
    in_login_loop.says("no wait, I log in as usual")
    in_login_loop.says("actually no, it was from the invitation")
    assert in_login_loop.known == {"arrival.route": "invitation"}
    assert in_login_loop.open.fact == "invitation.state"


def test_an_answer_that_the_other_way_did_not_need_is_not_asked_again(in_login_loop: Conversation) -> None:
    in_login_loop.picks("invitation")
    in_login_loop.picks("expired")
    there = in_login_loop.here
    in_login_loop.says("sorry, I meant I log in as usual")
    in_login_loop.says("no wait, it was from the invitation")
    assert in_login_loop.here == there
