"""In the middle of one topic the person speaks of another."""

from __future__ import annotations

import pytest

from tests.scenarios.talk import Talk

QUESTION = "When did the invitation e-mail arrive?"


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """A conversation in which that question is open."""
    talk.says("it keeps sending me back to the login page")
    talk.chooses("Yes, from the invitation")
    return talk


def test_the_open_question_comes_back_after_the_other_topic(asked: Talk) -> None:
    asked.says("where can I view the credentials of my users as a CSV export?")
    seen = asked.says("no thanks")
    assert "Back to" in seen
    assert QUESTION in seen


@pytest.mark.parametrize("said", ["thanks", "are you a human?", "what can you help me with?"])
def test_small_talk_is_answered_and_the_question_asked_again(asked: Talk, said: str) -> None:
    seen = asked.says(said)
    assert asked.trace.steps != []
    if said.startswith("what can"):
        seen = asked.says("none of these")
    assert QUESTION in seen


def test_the_same_topic_again_does_not_begin_anew(asked: Talk) -> None:
    assert QUESTION in asked.says("I am stuck in a login loop")
