"""The person leaves a topic, or begins it again."""

from __future__ import annotations

import pytest

from tests.scenarios.talk import Talk


@pytest.mark.parametrize("said", ["stop", "cancel", "forget it", "never mind"])
def test_stop_leaves_the_topic(talk: Talk, said: str) -> None:
    talk.says("stuck in a login loop")
    talk.says(said)
    assert talk.outcome == "stopped"
    assert not talk.choices


def test_stop_in_a_digression_leaves_only_the_digression(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    talk.says("where can I view the credentials of my users as a CSV export?")
    seen = talk.says("stop")
    assert "Did you come to the login page from an invitation e-mail?" in seen


def test_restart_forgets_the_answers(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    talk.chooses("Yes, from the invitation")
    assert "Did you come to the login page from an invitation e-mail?" in talk.says("start over")


def test_a_new_topic_after_stopping(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    talk.says("stop")
    assert "Did you come to the login page" in talk.says("it sends me back to the login page again and again")
