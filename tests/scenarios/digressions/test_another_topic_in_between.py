"""In the middle of one topic the person brings up another."""

from __future__ import annotations

import pytest

from tests.scenarios.conversation import Conversation


def test_the_open_question_comes_back_after_the_other_topic(in_login_loop: Conversation) -> None:
    question = in_login_loop.question
    in_login_loop.says("I can't find where our certifications can be exported as a CSV")
    seen = in_login_loop.says("stop")
    assert "Back to" in seen
    assert in_login_loop.question == question


@pytest.mark.parametrize(("said", "answered_by"), [("thanks", "thanks"), ("are you a human?", "bot_challenge")])
def test_small_talk_is_answered_and_the_question_asked_again(
    in_login_loop: Conversation, said: str, answered_by: str
) -> None:
    question = in_login_loop.question
    in_login_loop.says(said)
    assert in_login_loop.trace.steps[0].startswith(f"{answered_by}/")
    assert in_login_loop.question == question


def test_after_the_menu_the_question_is_asked_again(in_login_loop: Conversation) -> None:
    question = in_login_loop.question
    in_login_loop.says("what can you help me with?")
    assert in_login_loop.question != question
    in_login_loop.says("none of these")
    assert in_login_loop.question == question


def test_the_same_topic_again_does_not_begin_anew(in_login_loop: Conversation) -> None:
    in_login_loop.picks("invitation")
    question = in_login_loop.question
    in_login_loop.says("I am stuck in a login loop")
    assert in_login_loop.question == question
