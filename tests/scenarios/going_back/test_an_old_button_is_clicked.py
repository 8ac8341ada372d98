"""The person goes back: by a word, or by a button of an earlier question."""

from __future__ import annotations

import pytest

from tests.scenarios.talk import Talk
from wayfinder.content.model import Library


@pytest.fixture
def late(in_login_loop: Talk) -> tuple[Talk, str]:
    """A conversation two questions on, and the id of an option of the first."""
    old = next(option.id for option in in_login_loop.open.options if option.value == "direct")
    in_login_loop.picks("invitation")
    assert in_login_loop.open.fact == "invitation.state"
    in_login_loop.picks("fresh")
    return in_login_loop, old


def test_it_offers_to_go_back_and_says_what_that_forgets(late: tuple[Talk, str], library: Library) -> None:
    talk, old = late
    labels = [library.facts[fact].label for fact in ("arrival.route", "invitation.state")]
    assert f"forgets: {', '.join(labels)}" in talk.clicks(old)


def test_yes_goes_back(late: tuple[Talk, str]) -> None:
    talk, old = late
    talk.clicks(old)
    talk.says("yes")
    assert talk.open.fact == "arrival.route"
    assert talk.known == {}


def test_no_stays(late: tuple[Talk, str]) -> None:
    talk, old = late
    before = list(talk.choices)
    talk.clicks(old)
    talk.says("no")
    assert list(talk.choices) == before


@pytest.mark.parametrize("said", ["go back", "back please", "previous question"])
def test_back_undoes_the_last_answer(late: tuple[Talk, str], said: str) -> None:
    talk, _ = late
    talk.says(said)
    assert talk.open.fact == "invitation.state"
    assert talk.known == {"arrival.route": "invitation"}


def test_back_at_the_first_question_says_so(in_login_loop: Talk) -> None:
    before = list(in_login_loop.choices)
    in_login_loop.says("go back")
    assert in_login_loop.trace.steps[0].startswith("nothing_to_undo/")
    assert list(in_login_loop.choices) == before


def test_a_button_that_never_was_changes_nothing(in_login_loop: Talk) -> None:
    before = list(in_login_loop.choices)
    assert "nothing has changed" in in_login_loop.clicks("999.direct")
    assert list(in_login_loop.choices) == before
