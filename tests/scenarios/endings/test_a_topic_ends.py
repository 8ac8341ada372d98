"""From a typed sentence to solved, or to a person."""

from __future__ import annotations

import pytest

from tests.scenarios.conversation import Conversation

TURNS_LIMIT = 20
ADDRESS = "At which e-mail address can a person reach you?"


def test_a_topic_is_solved_by_its_first_remedy(at_remedy: Conversation) -> None:
    at_remedy.says("yes that worked, thank you!")
    assert at_remedy.outcome == "solved"


def test_it_is_solved_by_the_second_remedy(at_remedy: Conversation) -> None:
    at_remedy.says("still the same")
    goes_on_to_a_remedy(at_remedy)
    at_remedy.says("it works now")
    assert at_remedy.outcome == "solved"


def test_when_nothing_helps_it_ends_with_a_person_and_a_reference(at_remedy: Conversation) -> None:
    for _ in range(TURNS_LIMIT):
        if at_remedy.outcome is not None:
            break
        at_remedy.says(says_that_nothing_helped(at_remedy))
    assert at_remedy.outcome == "human"
    assert any(getattr(block, "reference", None) for block in at_remedy.blocks)


def test_a_person_can_be_had_at_any_time(conversation: Conversation) -> None:
    assert ADDRESS in conversation.says("i want to talk to a real person")
    seen = conversation.says("sure, ann.person@example.com")
    assert "They can answer you here: ann.person@example.com" in seen
    assert conversation.outcome == "human"


@pytest.mark.parametrize("said", ["I'd rather not give one", "no", "I won't give you my address", "skip"])
def test_without_an_address_nobody_is_promised(conversation: Conversation, said: str) -> None:
    conversation.says("i want to talk to a real person")
    seen = conversation.says(said)
    assert "I haven't passed this on and nobody will be in touch" in seen
    assert "submit a case through the Salesforce Help & Training portal" in seen
    assert (conversation.here, conversation.outcome) == (None, None)
    assert conversation.trace.requests == []


def test_an_address_that_was_given_is_not_asked_for_again(conversation: Conversation) -> None:
    conversation.says("stuck in a login loop, my email is ann.given@example.com")
    seen = conversation.says("i want to talk to a real person")
    assert "They can answer you here: ann.given@example.com" in seen
    assert conversation.outcome == "human"


def test_not_solved_after_all(at_remedy: Conversation) -> None:
    at_remedy.says("solved")
    at_remedy.says("no wait, it does not work after all")
    assert at_remedy.outcome is None
    assert at_remedy.open.fact == "conversation.person"


def says_that_nothing_helped(conversation: Conversation) -> str:
    """The next message of somebody who knows nothing but their address."""
    if conversation.at_a_remedy:
        return "no, that did not help"
    return "ann.nothing@example.com" if conversation.open.fact == "me.email" else "i don't know"


def goes_on_to_a_remedy(conversation: Conversation) -> None:
    """Answers the questions before the next remedy: for those who use SSO there is one."""
    for _ in range(TURNS_LIMIT):
        if conversation.at_a_remedy:
            return
        conversation.says("we use sso" if conversation.open.fact == "sso.used" else "i don't know")
