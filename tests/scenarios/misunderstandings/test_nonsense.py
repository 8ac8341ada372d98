"""A message cannot be understood."""

from __future__ import annotations

import pytest

from tests.scenarios.conversation import Conversation


def test_first_the_question_in_one_line_then_in_full_then_a_person(in_login_loop: Conversation) -> None:
    question = list(in_login_loop.choices)
    in_login_loop.says("blorgh snarf wibble")
    assert list(in_login_loop.choices)[: len(question)] == question
    assert "once more" in in_login_loop.says("frumious bandersnatch qwx")
    assert list(in_login_loop.choices)[: len(question)] == question
    in_login_loop.says("zzkjh wqpo lkjh")
    assert any("person" in label for label in in_login_loop.choices)


def test_an_answer_after_nonsense_counts(in_login_loop: Conversation) -> None:
    in_login_loop.says("blorgh snarf wibble")
    in_login_loop.says("yes")
    assert in_login_loop.known["arrival.route"] == "invitation"


@pytest.mark.parametrize("said", ["what is the exchange rate of the euro today?", "write me a poem about the sea"])
def test_what_is_out_of_scope_is_said_to_be(conversation: Conversation, said: str) -> None:
    conversation.says(said)
    assert conversation.trace.steps[0].startswith("out_of_scope/")
    assert conversation.here is None


def test_a_vague_message_leads_to_a_question_about_it(conversation: Conversation) -> None:
    conversation.says("login")
    assert conversation.open.options
