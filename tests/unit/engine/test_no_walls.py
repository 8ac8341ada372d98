"""A value that somebody cannot give is no wall: what else would do is offered, and each way leads on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import Player, answering, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Status, Steps
from wayfinder.engine.requests import File, HandOver

FACTS = """
org.id: {label: Org ID, about: org, ask: "Which org?", type: org_id, invalid: No id., cannot: I cannot look it up}
me.username: {label: Username, ask: "Which username?", type: username, invalid: No name., cannot: I have none}
org.type: {label: Type, about: org, ask: "What type?", values: {trial: A trial, crm: A CRM org, unknown: Not sure}}
"""
CASES = """
more_time:
  title: More time
  queue: support
  fields: [{fact: org.id, instead: me.username}, {fact: org.type, without: "true"}]
"""
TREES = {
    "loop": "steps: {file: {case: more_time, otherwise: left}, left: {tell: Left it.}}",
    "plain": "steps: {file: {case: more_time}}",
    "short": "steps: {name: {need: me.username, next: done}, done: {tell: Done.}}",
    "free": "steps: {name: {need: me.username, next: done, unknown: none}, done: {tell: Done.}, none: {tell: None.}}",
}
ORG = m.Give({"org.id": "00D000000000001EAA"})


@pytest.fixture
def player(tmp_path: Path) -> Player:
    return Player(library(tmp_path, TREES, facts=FACTS, cases=CASES), answering({}))


def begun(player: Player, topic: str = "loop") -> Player:
    player.move(m.Topic(topic))
    return player


def options(player: Player) -> list[str]:
    return [option.value for option in open_question_of(player.library, player.walk).options]


def labels(player: Player) -> list[str]:
    return [option.label for option in open_question_of(player.library, player.walk).options]


def fields(player: Player) -> dict[str, str]:
    return next(request.fields for request in player.requests if isinstance(request, File))


def test_that_a_value_cannot_be_given_is_an_option_from_the_start(player: Player) -> None:
    assert labels(begun(player)) == ["I cannot look it up"]
    assert options(player) == ["unknown"]


@pytest.mark.parametrize("move", [m.Skip(), m.DontKnow()])
def test_who_cannot_give_a_required_field_is_told_what_else_would_do(player: Player, move: m.Move) -> None:
    blocks = begun(player).move(move)
    assert "Needed: Org ID." in said(blocks)
    assert options(player) == ["give", "instead", "person", "leave"]
    assert labels(player)[1] == "Something else Username"


def test_another_field_does_instead(player: Player) -> None:
    begun(player).say("unknown")
    assert "Which username?" in said(player.say("instead"))
    player.move(m.Give({"me.username": "kim@example.com"}))
    blocks = player.say("trial")
    assert Steps([["Username: kim@example.com"], ["Type: A trial"]]) in blocks
    player.say("file")
    assert fields(player) == {"me.username": "kim@example.com", "org.type": "trial"}


@pytest.mark.parametrize("fact", ["org.id", "me.username"])
def test_what_would_do_instead_may_be_given_at_once(player: Player, fact: str) -> None:
    """A username where the Org ID is asked, typed as the answer or told beside it."""
    blocks = begun(player).move(m.Give({fact: "kim@example.com"}))
    assert "What type?" in said(blocks)
    player.say("trial")
    player.say("file")
    assert fields(player) == {"me.username": "kim@example.com", "org.type": "trial"}


def test_what_would_do_neither_way_is_said_to_be_wrong(player: Player) -> None:
    assert "(invalid)" in said(begun(player).move(m.Give({"org.id": "kim"})))


def test_what_would_do_instead_can_be_changed_too(player: Player) -> None:
    begun(player).say("unknown")
    player.say("instead")
    player.move(m.Give({"me.username": "kim@example.com"}))
    player.say("trial")
    player.say("change")
    assert options(player) == ["org.id", "org.type", "me.username"]
    assert "Which username?" in said(player.say("me.username"))


def test_who_cannot_give_the_other_field_either_gets_a_person_or_leaves(player: Player) -> None:
    begun(player).say("unknown")
    player.say("instead")
    player.say("unknown")
    assert options(player) == ["give", "person", "leave"]
    player.say("person")
    assert isinstance(player.requests[-1], HandOver)


def test_a_case_may_be_filed_without_a_field_that_it_asks_for(player: Player) -> None:
    begun(player).move(ORG)
    player.say("unknown")
    assert options(player) == ["give", "without", "person", "leave"]
    player.say("without")
    player.say("file")
    assert fields(player) == {"org.id": "00D000000000001EAA"}


def test_skipping_twice_goes_on_without_it_where_that_is_allowed(player: Player) -> None:
    begun(player).move(ORG)
    player.move(m.Skip())
    player.move(m.Skip())
    assert options(player) == ["file", "change", "leave"]


def test_the_field_is_asked_again_for_those_who_can_give_it_after_all(player: Player) -> None:
    begun(player).say("unknown")
    assert "Which org?" in said(player.say("give"))
    assert "What type?" in said(player.move(ORG))


def test_a_value_that_is_typed_after_all_answers_the_question(player: Player) -> None:
    begun(player).say("unknown")
    now = open_question_of(player.library, player.walk)
    assert (now.fact, now.kind) == ("org.id", "org_id")
    assert "What type?" in said(player.move(ORG))


def test_leaving_the_case_goes_where_the_tree_says(player: Player) -> None:
    begun(player).say("unknown")
    assert "Left it." in said(player.say("leave"))
    assert not [request for request in player.requests if isinstance(request, File)]


@pytest.mark.parametrize("leave", [m.Stop(), None])
def test_who_leaves_a_case_hears_that_it_was_not_filed(player: Player, leave: m.Move | None) -> None:
    begun(player, "plain").say("unknown")
    blocks = player.say("leave") if leave is None else player.move(leave)
    assert Status("stopped", "plain") in blocks
    assert said(blocks).endswith("(case_left)\n(closing)")


def test_stopping_anywhere_else_does_not_speak_of_a_case(player: Player) -> None:
    assert "(case_left)" not in said(begun(player, "short").move(m.Stop()))


# --- a value that a tree needs ----------------------------------------------------------------------


def test_who_cannot_give_what_a_tree_needs_gets_a_person_or_leaves(player: Player) -> None:
    begun(player, "short").say("unknown")
    assert options(player) == ["give", "person", "leave"]
    assert Status("stopped", "short") in player.say("leave")


def test_where_the_tree_has_a_way_on_it_is_taken_at_once(player: Player) -> None:
    assert "None." in said(begun(player, "free").say("unknown"))


# --- a value of the wrong form ------------------------------------------------------------------------


@pytest.mark.parametrize("topic", ["short", "free"])
def test_what_a_right_value_looks_like_is_said_once_and_then_the_ways_round(player: Player, topic: str) -> None:
    assert "(invalid)" in said(begun(player, topic).move(m.Give({"me.username": "kim"})))
    blocks = player.move(m.Give({"me.username": "kim.again"}))
    assert "(invalid)" not in said(blocks)
    assert "Needed: Username." in said(blocks)


def test_another_question_begins_anew_with_what_a_right_value_looks_like(player: Player) -> None:
    begun(player).move(m.Give({"org.id": "kim"}))
    player.move(m.Give({"org.id": "kim"}))
    player.say("instead")
    assert "(invalid)" in said(player.move(m.Give({"me.username": "kim"})))


def test_a_right_value_after_a_wrong_one_is_taken(player: Player) -> None:
    begun(player, "short").move(m.Give({"me.username": "kim"}))
    assert "Done." in said(player.move(m.Give({"me.username": "kim@example.com"})))
