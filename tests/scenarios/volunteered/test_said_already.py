"""What people have said already is not asked again: in the first message, with an answer, in a case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.scenarios.conversation import Conversation

STATE_OF_ORG = "log in to your Salesforce org itself"
ON_HOLD = "Please act soon: without a request for an extension the org is purged"
LOCKED = "While your org is locked"
FILE_IT = "Yes, file it"


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("I can't get in anywhere and my org is on hold", ON_HOLD),
        ("our org has expired, what now", ON_HOLD),
        ("cannot log in because my org is locked", LOCKED),
        ("my trial expired and now the community is closed too", ON_HOLD),
    ],
)
def test_the_state_of_the_org_decides_at_once(conversation: Conversation, said: str, answered: str) -> None:
    assert answered in conversation.says(said)


@pytest.mark.parametrize("said", ["is my org on hold?", "I think my org might be on hold"])
def test_a_question_and_a_guess_tell_nothing(conversation: Conversation, said: str) -> None:
    assert STATE_OF_ORG in chooses_if_asked(conversation, conversation.says(said), "My own")


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        ("I keep landing on the login page, I was invited 37 hours ago", "invitation has to be completed within 12"),
        ("the login page comes back every time, and I got the invitation an hour ago", "Open the invitation again"),
    ],
)
def test_when_the_invitation_came(conversation: Conversation, told: str, answered: str) -> None:
    assert answered in chooses_if_asked(conversation, conversation.says(told), "Yes, from the invitation")


@pytest.mark.parametrize(
    ("said", "answered"),
    [("37 hours ago", "You need a fresh invitation"), ("two hours ago", "Open the invitation again")],
)
def test_a_time_answers_when_the_invitation_came(conversation: Conversation, said: str, answered: str) -> None:
    conversation.says("stuck in a loop at login")
    conversation.chooses("Yes, from the invitation")
    assert answered in conversation.says(said)


def test_a_case_has_what_the_first_message_said(conversation: Conversation) -> None:
    conversation.says("my org 00DwSWzQiUBEn0GUVT is on hold, my email is ann.hold@example.com")
    assert "What type of org is it?" in conversation.chooses("Ask for more time for this org")
    conversation.says("skip")
    assert "Until what date" in conversation.chooses("Go on without it")
    seen = conversation.says("until 30 June 2027")
    assert "Org ID: 00DwSWzQiUBEn0GUVT\nDesired expiration date: 2027-06-30" in seen
    assert "E-mail address: ann.hold@example.com" in seen
    assert FILE_IT in conversation.choices


def test_an_extension_is_asked_for_in_one_message(conversation: Conversation) -> None:
    seen = conversation.says(
        "please extend our org 00DDGGCiSRywbSc21I until 30 June 2027, my email is ann.once@example.com"
    )
    chooses_if_asked(conversation, seen, "My own")
    seen = conversation.chooses("A trial")
    assert "00DDGGCiSRywbSc21I\nType of org: A trial\nDesired expiration date: 2027-06-30" in seen
    assert FILE_IT in conversation.choices


def test_the_username_and_the_address_of_a_password_case(conversation: Conversation) -> None:
    seen = conversation.says(
        "I need a new password, my email is ann.user@example.com and my username is ann@example.com.pbo"
    )
    assert "Enter the username of your Partner Community account: ann@example.com.pbo." in seen
    conversation.says("that did not help")
    conversation.chooses("There is no admin that I could ask")
    seen = conversation.says("skip")
    assert "Salesforce username: ann@example.com.pbo\nE-mail address: ann.user@example.com" in seen
    assert FILE_IT in conversation.choices


def test_the_certification_address_and_the_company_address_are_two(conversation: Conversation) -> None:
    conversation.says("my certification email is ann.exam@example.com and I never get the code for it")
    assert "What is your company e-mail address?" in conversation.chooses("No, not yet")
    seen = conversation.says("ann.codes@example.com")
    assert (
        "Trailhead or certification e-mail address: ann.exam@example.com\nE-mail address: ann.codes@example.com" in seen
    )


@pytest.mark.parametrize("said", ["no, and my org is locked", "I don't know, but my org is locked"])
def test_what_is_said_beside_an_answer_counts(conversation: Conversation, said: str) -> None:
    conversation.says("stuck in a loop at login")
    assert LOCKED in conversation.says(said)


def test_what_is_said_after_a_remedy_counts(conversation: Conversation) -> None:
    conversation.says("stuck in a loop at login")
    conversation.chooses("No, I log in as usual")
    assert ON_HOLD in conversation.says("still the same, and my org has expired by the way")


def test_what_was_said_in_passing_can_be_corrected(conversation: Conversation) -> None:
    conversation.says("I can't log in and my org is on hold")
    seen = conversation.says("sorry, I meant it is locked")
    assert "I've changed your answer." in seen
    assert LOCKED in seen


def test_starting_over_forgets_it(conversation: Conversation) -> None:
    conversation.says("I can't log in and my org is on hold")
    seen = conversation.says("start over")
    assert "What you told me before is forgotten." in seen
    assert ON_HOLD not in seen


def test_an_address_in_a_message_proves_nothing(conversation: Conversation) -> None:
    """The org of this person is on hold."""
    seen = conversation.says("I can't log in, my email is tessa.wilde@bluepeak.example")
    assert "What happens when you try to log in?" in seen
    assert conversation.trace.requests == []


def test_an_administrator_names_the_colleague_at_once(as_person: Callable[..., Conversation]) -> None:
    conversation = as_person("boris.lind@harbourlights.example", "admin")
    seen = conversation.says("my user goran.petrov@harbourlights.example can't get in")
    assert "and it went to another one" in seen


def test_of_two_addresses_none_is_taken(conversation: Conversation) -> None:
    conversation.says("my org 00DwSWzQiUBEn0GUVT is on hold, my email is ann.a@example.com or ann.b@example.com")
    conversation.chooses("Ask for more time for this org")
    conversation.says("skip")
    conversation.chooses("Go on without it")
    assert "What is your company e-mail address?" in conversation.says("until 30 June 2027")


def chooses_if_asked(conversation: Conversation, seen: str, label: str) -> str:
    """What is seen in the end. The message may tell this as well, and then it need not be asked."""
    return conversation.chooses(label) if label in conversation.choices else seen
