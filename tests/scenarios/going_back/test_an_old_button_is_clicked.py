"""The person goes back: by a word, or by a button of an earlier question."""

from __future__ import annotations

import pytest

from tests.scenarios.conversation import Conversation
from wayfinder.content.model import Library


@pytest.fixture
def late(in_login_loop: Conversation) -> tuple[Conversation, str]:
    """A conversation two questions on, and the id of an option of the first."""
    old = next(option.id for option in in_login_loop.open.options if option.value == "direct")
    in_login_loop.picks("invitation")
    assert in_login_loop.open.fact == "invitation.state"
    in_login_loop.picks("fresh")
    return in_login_loop, old


def test_it_offers_to_go_back_and_says_what_that_forgets(late: tuple[Conversation, str], library: Library) -> None:
    conversation, old = late
    labels = [library.facts[fact].label for fact in ("arrival.route", "invitation.state")]
    assert f"forgets: {', '.join(labels)}" in conversation.clicks(old)


def test_yes_goes_back(late: tuple[Conversation, str]) -> None:
    conversation, old = late
    conversation.clicks(old)
    conversation.says("yes")
    assert conversation.open.fact == "arrival.route"
    assert conversation.known == {}


def test_no_stays(late: tuple[Conversation, str]) -> None:
    conversation, old = late
    before = list(conversation.choices)
    conversation.clicks(old)
    conversation.says("no")
    assert list(conversation.choices) == before


@pytest.mark.parametrize("said", ["go back", "back please", "previous question"])
def test_back_undoes_the_last_answer(late: tuple[Conversation, str], said: str) -> None:
    conversation, _ = late
    conversation.says(said)
    assert conversation.open.fact == "invitation.state"
    assert conversation.known == {"arrival.route": "invitation"}


def test_back_at_the_first_question_says_so(in_login_loop: Conversation) -> None:
    before = list(in_login_loop.choices)
    in_login_loop.says("go back")
    assert in_login_loop.trace.steps[0].startswith("nothing_to_undo/")
    assert list(in_login_loop.choices) == before


def test_a_button_that_never_was_changes_nothing(in_login_loop: Conversation) -> None:
    before = list(in_login_loop.choices)
    assert "nothing has changed" in in_login_loop.clicks("999.direct")
    assert list(in_login_loop.choices) == before
