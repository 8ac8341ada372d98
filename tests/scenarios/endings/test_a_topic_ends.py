"""From a typed sentence to solved, or to a person."""

from __future__ import annotations

from tests.scenarios.talk import Talk


def test_the_login_loop_is_solved(talk: Talk) -> None:
    talk.says("it keeps sending me back to the login page")
    talk.says("no, i log in as usual")
    talk.says("yes that worked, thank you!")
    assert talk.outcome == "solved"


def test_it_is_solved_by_the_second_remedy(talk: Talk) -> None:
    talk.says("it keeps sending me back to the login page")
    talk.says("no")
    talk.says("still the same")
    assert "Use Custom Domain" in talk.says("we use sso")
    talk.says("it works now")
    assert talk.outcome == "solved"


def test_it_ends_with_a_person_and_a_reference(talk: Talk) -> None:
    talk.says("it keeps sending me back to the login page")
    for said in ("no", "no", "no, username and password"):
        talk.says(said)
    talk.chooses("I get in as usual")
    assert talk.outcome == "human"
    assert any(getattr(block, "reference", None) for block in talk.blocks)


def test_a_person_can_be_had_at_any_time(talk: Talk) -> None:
    talk.says("i want to talk to a real person")
    assert talk.outcome == "human"


def test_a_planned_topic_is_honest_and_offers_a_person(talk: Talk) -> None:
    seen = talk.says("where can I view the credentials of my users as a CSV export?")
    assert "yet" in seen
    talk.says("yes")
    assert talk.outcome == "human"


def test_not_solved_after_all(talk: Talk) -> None:
    talk.says("it keeps sending me back to the login page")
    talk.says("no")
    talk.says("solved")
    talk.says("no wait, it does not work after all")
    assert talk.outcome is None
    assert talk.blocks
