"""The person wants the question repeated."""

from __future__ import annotations

import pytest

from tests.scenarios.conversation import Conversation


@pytest.mark.parametrize("said", ["repeat that please", "what was the question?", "say that again"])
def test_the_open_question_with_its_buttons(conversation: Conversation, said: str) -> None:
    before = conversation.says("stuck in a login loop")
    choices = dict(conversation.choices)
    assert conversation.says(said) == before
    assert conversation.choices == choices, "the same question keeps its number, so that its buttons stay good"
