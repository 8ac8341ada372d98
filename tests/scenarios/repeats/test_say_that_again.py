"""The person wants to hear it again."""

from __future__ import annotations

import pytest

from tests.scenarios.talk import Talk


@pytest.mark.parametrize("said", ["repeat that please", "what was the question?", "say that again"])
def test_the_open_question_with_its_buttons(talk: Talk, said: str) -> None:
    before = talk.says("stuck in a login loop")
    choices = dict(talk.choices)
    assert talk.says(said) == before
    assert talk.choices == choices, "the same question keeps its number, so that its buttons stay good"
