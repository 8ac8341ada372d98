"""Answering the open question: options, values, skipping, what is known already."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import Player, said
from tests.support.trees import library
from wayfinder.content.texts import Label
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Citation, Form, Status, Steps, Text

FACTS = """
route: {label: Route, ask: Which way?, why: It matters., values: {x: This, y: That, unknown: Not sure}}
me.email: {label: E-mail, ask: Which address?, type: email, invalid: "That is no address."}
org.id: {label: Org ID, ask: Which org?, type: org_id}
"""
TREE = """
steps:
  route: {find: route, then: {x: email, y: clear, unknown: again}}
  again: {find: route, ask: "Really?", then: {x: email, y: clear, unknown: clear}}
  email: {need: me.email, next: clear, unknown: clear}
  clear:
    intro: First this.
    try: ["Press [Log In].", Wait.]
    exits: {third: Something else}
    otherwise: third
  third: {tell: Third.}
"""


@pytest.fixture
def player(tmp_path: Path) -> Player:
    player = Player(library(tmp_path, {"loop": TREE}, facts=FACTS))
    player.move(m.Topic("loop"))
    return player


def test_a_topic_asks_its_first_question(player: Player) -> None:
    now = open_question_of(player.library, player.walk)
    assert (now.fact, now.topic, now.why) == ("route", "loop", "It matters.")
    assert [option.label for option in now.options] == ["This", "That", "Not sure"]


def test_choosing_goes_on_from_there(player: Player) -> None:
    assert Form("me.email", "email", False) in player.say("x")
    assert player.told == {"route": "x"}


def test_a_value_is_kept_in_its_normal_form(player: Player) -> None:
    player.say("x")
    player.move(m.Give({"me.email": " <Kim@Example.COM> "}))
    assert player.told["me.email"] == "kim@example.com"
    assert player.here == "loop/clear"


def test_a_value_of_the_wrong_form_is_asked_again(player: Player) -> None:
    player.say("x")
    blocks = player.move(m.Give({"me.email": "kim"}))
    assert "(invalid)" in said(blocks)
    assert Form("me.email", "email", False) in blocks
    assert "me.email" not in player.told


def test_several_facts_can_be_told_in_one_message(player: Player) -> None:
    blocks = player.move(m.Give({"route": "x", "me.email": "kim@example.com", "org.id": "nonsense", "no.fact": "x"}))
    assert player.told == {"route": "x", "me.email": "kim@example.com"}
    assert any(isinstance(block, Steps) for block in blocks)


def test_what_was_told_with_the_topic_is_not_asked(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": TREE}, facts=FACTS))
    player.move(m.Topic("loop", {"route": "x", "me.email": "kim@example.com"}))
    assert player.here == "loop/clear"


def test_an_unknown_is_asked_again_only_by_another_step(player: Player) -> None:
    assert "Really?" in said(player.move(m.DontKnow()))
    player.move(m.Skip())
    assert player.here == "loop/clear"
    player.move(m.Repeat())
    assert player.here == "loop/clear"


def test_a_value_that_may_be_unknown_can_be_skipped(player: Player) -> None:
    player.say("x")
    player.move(m.Skip())
    assert player.here == "loop/clear"


def test_who_cannot_give_a_value_that_is_needed_is_offered_ways_round(tmp_path: Path) -> None:
    tree = "steps: {email: {need: me.email, next: done}, done: {tell: Done.}}"
    player = Player(library(tmp_path, {"loop": tree}, facts=FACTS))
    player.move(m.Topic("loop"))
    blocks = player.move(m.Skip())
    assert "Needed:" in said(blocks)
    assert player.here == "needed/way"
    assert "Done." not in said(player.say("give"))
    assert player.here == "loop/email"


def test_steps_to_try_have_labels_and_a_source(player: Player) -> None:
    blocks = player.say("y")
    assert Text(["First this."]) in blocks
    assert Steps([["Press ", Label("Log In"), "."], ["Wait."]]) in blocks
    assert Citation("Guide", "Logging in", "000000001", "2025-12-01", "2026-01-01") in blocks


def test_solved_ends_the_topic(player: Player) -> None:
    player.say("y")
    assert Status("solved", "loop") in player.say("solved")


@pytest.mark.parametrize("move", [m.NotSolved(), m.Skip(), m.DontKnow()])
def test_what_did_not_help_goes_on(player: Player, move: m.Move) -> None:
    player.say("y")
    assert "Third." in said(player.move(move))


def test_a_further_answer_to_a_try(player: Player) -> None:
    player.say("y")
    assert "Third." in said(player.say("third"))


def test_a_person_can_say_at_any_question_that_it_works_now(player: Player) -> None:
    assert Status("solved", "loop") in player.move(m.Solved())


def test_an_answer_that_is_not_an_option_is_not_understood(player: Player) -> None:
    assert "(not_understood)" in said(player.move(m.Give({"nothing": "x"})))
    assert player.here == "loop/route"


def test_quiet_never_asks(tmp_path: Path) -> None:
    tree = """
    steps:
      see: {find: route, quiet: "true", then: {x: done, y: done, unknown: blind}}
      done: {tell: Seen.}
      blind: {tell: Blind.}
    """
    player = Player(library(tmp_path, {"loop": tree}, facts=FACTS))
    assert "Blind." in said(player.move(m.Topic("loop")))
    player.move(m.Give({"route": "x"}))
    assert "Seen." in said(player.move(m.Topic("loop")))


def test_a_colleagues_value_is_not_ones_own(tmp_path: Path) -> None:
    tree = """
    steps:
      mine: {need: me.email, next: theirs}
      theirs: {need: me.email, about: colleague, next: done}
      done: {tell: Done.}
    """
    player = Player(library(tmp_path, {"loop": tree}, facts=FACTS))
    player.move(m.Topic("loop", {"me.email": "kim@example.com"}))
    assert open_question_of(player.library, player.walk).fact == "me.email@colleague"
    player.move(m.Give({"me.email@colleague": "lee@example.com"}))
    assert player.told == {"me.email": "kim@example.com", "me.email@colleague": "lee@example.com"}


def test_details_fill_texts_and_have_a_fallback(tmp_path: Path) -> None:
    tree = "steps: {say: {tell: 'To {me.email|your address} at {link.home}{link.away|, somewhere}.'}}"
    links = "home: {text: Home, url: https://home.example}\naway: {text: Away}"
    player = Player(library(tmp_path, {"loop": tree}, facts=FACTS, links=links))
    assert "To your address at Home (https://home.example), somewhere." in said(player.move(m.Topic("loop")))
    assert "To kim@example.com at" in said(player.move(m.Topic("loop", {"me.email": "kim@example.com"})))


def test_a_sentence_that_holds_nothing_from_a_document_names_no_source(tmp_path: Path) -> None:
    tree = "steps: {on: {tell: Let us go on., cites: 'false', next: fact}, fact: {tell: It is so.}}"
    plain = "steps: {on: {tell: Let us go on., cites: 'false'}}"
    player = Player(library(tmp_path, {"loop": tree, "plain": plain}, facts=FACTS))
    assert any(isinstance(block, Citation) for block in player.move(m.Topic("loop")))
    assert not isinstance(player.move(m.Topic("plain"))[1], Citation)
