"""What is said cannot be understood."""

from __future__ import annotations

import pytest

from tests.scenarios.talk import Talk


def test_first_other_words_then_topics_then_a_person(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    question = list(talk.choices)
    talk.says("blorgh snarf wibble")
    assert list(talk.choices) == question
    talk.says("frumious bandersnatch qwx")
    assert "None of these" in talk.choices
    talk.says("zzkjh wqpo lkjh")
    assert any("person" in label for label in talk.choices)


def test_an_answer_after_nonsense_counts(talk: Talk) -> None:
    talk.says("stuck in a login loop")
    talk.says("blorgh snarf wibble")
    assert "When did the invitation e-mail arrive?" in talk.says("yes")


@pytest.mark.parametrize("said", ["what's the weather like?", "write me a poem about the sea"])
def test_what_is_out_of_scope_is_said_to_be(talk: Talk, said: str) -> None:
    talk.says(said)
    assert talk.outcome is None
    assert talk.blocks


def test_a_vague_message_leads_somewhere(talk: Talk) -> None:
    talk.says("login")
    assert talk.blocks
