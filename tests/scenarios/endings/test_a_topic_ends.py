"""From a typed sentence to solved, or to a person."""

from __future__ import annotations

from tests.scenarios.conversation import Conversation

TURNS_LIMIT = 20


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
        if at_remedy.is_asked_for_an_address:
            at_remedy.gives_an_address()
        else:
            at_remedy.says("no, that did not help" if at_remedy.at_a_remedy else "i don't know")
    assert at_remedy.outcome == "human"
    assert any(getattr(block, "reference", None) for block in at_remedy.blocks)


def test_a_person_can_be_had_at_any_time(conversation: Conversation) -> None:
    conversation.says("i want to talk to a real person")
    conversation.gives_an_address()
    assert conversation.outcome == "human"


def test_a_planned_topic_is_honest_and_offers_a_person(conversation: Conversation) -> None:
    seen = conversation.says("where can I view the credentials of my users as a CSV export?")
    assert "yet" in seen
    conversation.says("yes")
    conversation.gives_an_address()
    assert conversation.outcome == "human"


def test_not_solved_after_all(at_remedy: Conversation) -> None:
    at_remedy.says("solved")
    at_remedy.says("no wait, it does not work after all")
    assert at_remedy.outcome is None
    assert at_remedy.open.fact == "conversation.person"


def goes_on_to_a_remedy(conversation: Conversation) -> None:
    """Answers the questions before the next remedy: for those who use SSO there is one."""
    for _ in range(TURNS_LIMIT):
        if conversation.at_a_remedy:
            return
        conversation.says("we use sso" if conversation.open.fact == "sso.used" else "i don't know")
