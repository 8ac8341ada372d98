"""The person leaves a topic, or begins it again."""

from __future__ import annotations

import pytest

from tests.scenarios.conversation import Conversation


@pytest.mark.parametrize("said", ["stop", "cancel", "forget it", "never mind"])
def test_stop_leaves_the_topic(in_login_loop: Conversation, said: str) -> None:
    in_login_loop.says(said)
    assert in_login_loop.outcome == "stopped"
    assert not in_login_loop.choices


def test_stop_in_a_digression_leaves_only_the_digression(in_login_loop: Conversation) -> None:
    question = in_login_loop.question
    in_login_loop.says("I can't find where our certifications can be exported as a CSV")
    in_login_loop.says("stop")
    assert in_login_loop.question == question


def test_restart_forgets_the_answers_and_what_is_open(in_login_loop: Conversation) -> None:
    in_login_loop.picks("invitation")
    in_login_loop.says("start over")
    assert in_login_loop.known == {}
    assert in_login_loop.here is None


def test_a_new_topic_after_stopping(in_login_loop: Conversation) -> None:
    question = in_login_loop.question
    in_login_loop.says("stop")
    in_login_loop.says("it sends me back to the login page again and again")
    assert in_login_loop.question == question
