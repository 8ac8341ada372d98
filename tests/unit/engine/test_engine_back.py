"""Going back: undo, old choices, corrections, starting again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import Player, answering, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of

FACTS = """
a: {label: First, ask: "First?", values: {x: Ex, y: Why, unknown: Not sure}}
b: {label: Second, ask: "Second?", values: {x: Ex, y: Why, unknown: Not sure}}
c: {label: Third, ask: "Third?", values: {x: Ex, y: Why, unknown: Not sure}}
me.email: {label: E-mail, ask: "Which?", type: email}
"""
TREE = """
steps:
  a: {find: a, then: {x: b, y: c, unknown: c}}
  b: {find: b, then: {x: c, y: c, unknown: c}}
  c: {find: c, then: {x: done, y: done, unknown: done}}
  done: {try: [Do it.], otherwise: over}
  over: {tell: Over.}
"""
OTHER = """
steps:
  a: {find: a, then: {x: email, y: email, unknown: email}}
  email: {need: me.email, next: end}
  end: {tell: End.}
"""
CORRECTED = 'steps: {say: {tell: "{conversation.fact} is now {conversation.value}"}}'
GO_BACK = """
steps:
  ask: {find: conversation.go_back, ask: "Forget {conversation.forgets|nothing}?", then: {yes: ok, no: ok, unknown: ok}}
  ok: {tell: All right.}
"""


@pytest.fixture
def player(tmp_path: Path) -> Player:
    trees = {"loop": TREE, "other": OTHER, "conversation/corrected": CORRECTED, "conversation/go_back": GO_BACK}
    player = Player(library(tmp_path, trees, facts=FACTS))
    player.move(m.Topic("loop"))
    return player


def test_back_goes_to_a_question_whose_answer_was_typed(tmp_path: Path) -> None:
    tree = """
    steps:
      email: {need: me.email, next: a}
      a: {find: a, then: {x: end, y: end, unknown: end}}
      end: {tell: End.}
    """
    player = Player(library(tmp_path, {"loop": tree}, facts=FACTS))
    player.move(m.Topic("loop"))
    player.move(m.Give({"me.email": "ann@example.com"}))
    assert said(player.move(m.Back())) == "Which?"
    assert player.told == {}


def test_back_goes_to_the_question_before_and_forgets_its_answer(player: Player) -> None:
    player.say("x")
    player.say("y")
    assert "Second?" in said(player.move(m.Back()))
    assert player.told == {"a": "x"}
    assert "First?" in said(player.move(m.Back()))
    assert player.told == {}
    assert "(nothing_to_undo)" in said(player.move(m.Back()))


def test_a_fact_told_along_with_an_answer_is_kept(player: Player) -> None:
    player.move(m.Give({"me.email": "kim@example.com"}))
    player.say("x")
    player.move(m.Back())
    assert player.told == {"me.email": "kim@example.com"}


def test_back_undoes_an_ending(player: Player) -> None:
    for value in ("y", "x", "solved"):
        player.say(value)
    assert "Do it." in said(player.move(m.Back()))
    assert player.told == {"a": "y", "c": "x"}


def test_back_leaves_a_question_of_the_conversation(player: Player) -> None:
    player.say("x")
    player.move(m.Clarify(["other"]))
    assert "Second?" in said(player.move(m.Back()))
    assert player.told == {"a": "x"}


# --- choices of earlier questions -------------------------------------------------------------


def test_an_old_choice_offers_to_go_back_with_what_that_forgets(player: Player) -> None:
    old = open_question_of(player.library, player.walk).options[1].id
    player.say("x")
    player.say("y")
    assert "Forget First, Second?" in said(player.move(m.Choose(old)))


def test_yes_goes_there(player: Player) -> None:
    old = open_question_of(player.library, player.walk).options[1].id
    player.say("x")
    player.move(m.Choose(old))
    assert "First?" in said(player.say("yes"))
    assert player.told == {}


def test_no_stays(player: Player) -> None:
    old = open_question_of(player.library, player.walk).options[1].id
    player.say("x")
    player.move(m.Choose(old))
    assert "Second?" in said(player.say("no"))
    assert player.told == {"a": "x"}


@pytest.mark.parametrize("choice", ["", "x", "999.x", "-1.x", "²2.x", "2" * 400])
def test_a_choice_of_a_question_that_was_never_asked_is_refused(player: Player, choice: str) -> None:
    player.say("x")
    assert "(closed_question)" in said(player.move(m.Choose(choice)))
    assert player.here == "loop/b"


def test_a_closed_choice_leaves_a_question_of_the_conversation_open(player: Player) -> None:
    player.move(m.Clarify(["other"]))
    blocks = player.move(m.Choose("999.x"))
    assert "Which one do you mean?" in said(blocks)


# --- corrections ---------------------------------------------------------------------------------


def test_a_correction_walks_the_topic_again_with_all_else_that_was_told(player: Player) -> None:
    player.say("y")
    player.say("x")
    blocks = player.move(m.Correct({"a": "x"}))
    assert said(blocks) == "First is now Ex\nSecond?"
    assert player.told == {"a": "x", "c": "x"}
    assert said(player.say("x")).startswith("Do it.")


def test_a_correction_that_leads_to_the_same_question_is_confirmed_and_asks_it_in_one_line(player: Player) -> None:
    for value in ("x", "x", "x"):
        player.say(value)
    number = player.walk.question
    assert said(player.move(m.Correct({"b": "y"}))) == "Second is now Why\nDid that help?"
    assert player.walk.question == number
    assert player.told == {"a": "x", "b": "y", "c": "x"}


def test_what_was_said_before_a_correction_is_not_said_again_and_news_is(tmp_path: Path) -> None:
    tree = """
    steps:
      hello: {tell: "Always said.", next: a}
      a: {find: a, then: {x: ex, y: why, unknown: why}}
      ex: {tell: "Only for ex.", next: both}
      why: {tell: "Only for why.", next: both}
      both: {tell: "For both.", next: c}
      c: {find: c, then: {x: end, y: end, unknown: end}}
      end: {tell: End.}
    """
    player = Player(library(tmp_path, {"loop": tree, "conversation/corrected": CORRECTED}, facts=FACTS))
    assert said(player.move(m.Topic("loop"))) == "Always said.\nFirst?"
    assert said(player.say("x")) == "Only for ex.\nFor both.\nThird?"
    assert said(player.move(m.Correct({"a": "y"}))) == "First is now Why\nOnly for why.\nThird?"


def test_a_value_that_contradicts_an_earlier_one_is_a_correction(player: Player) -> None:
    player.say("x")
    assert "First is now Why" in said(player.move(m.Give({"a": "y"})))
    assert player.told == {"a": "y"}


def test_a_correction_keeps_what_is_told_with_it(player: Player) -> None:
    player.say("x")
    player.move(m.Give({"a": "y", "me.email": "kim@example.com"}))
    assert player.told == {"a": "y", "me.email": "kim@example.com"}


def test_the_same_value_again_is_not_a_correction(player: Player) -> None:
    player.move(m.Give({"me.email": "kim@example.com"}))
    player.say("x")
    player.move(m.Give({"me.email": "KIM@example.com"}))
    assert player.told == {"me.email": "kim@example.com", "a": "x"}
    assert player.here == "loop/b"


def test_a_correction_without_a_value_asks_again(player: Player) -> None:
    player.say("x")
    player.say("y")
    assert "First?" in said(player.move(m.Correct({"a": ""})))
    assert player.told == {"a": "unknown", "b": "y"}
    assert player.here == "loop/a"


def test_a_correction_of_nothing_in_particular_is_undo(player: Player) -> None:
    player.say("x")
    assert "First?" in said(player.move(m.Correct()))


def test_a_correction_of_what_was_never_told_is_told_now(player: Player) -> None:
    player.move(m.Correct({"b": "x"}))
    assert player.told == {"b": "x"}
    assert "First?" in said(player.move(m.Repeat()))


def test_a_correction_in_a_digression_stays_in_the_digression(player: Player) -> None:
    player.say("x")
    player.move(m.Topic("other"))
    assert player.here == "other/email"
    blocks = player.move(m.Correct({"a": "y"}))
    assert "First is now Why" in said(blocks)
    assert player.here == "other/email"
    assert "Third?" in said(player.move(m.Stop()))
    assert player.told["a"] == "y"


def test_an_earlier_answer_can_be_corrected_after_its_topic_has_ended(player: Player) -> None:
    player.say("y")
    player.move(m.Stop())
    assert "Second?" in said(player.move(m.Correct({"a": "x"})))


# --- starting again ------------------------------------------------------------------------------


def test_restart_forgets_what_was_told_and_all_that_is_open(player: Player) -> None:
    player.say("x")
    player.move(m.Topic("other"))
    assert said(player.move(m.Restart())) == "(restarted)"
    assert player.told == {}
    assert player.walk.stack == []
    assert "First?" in said(player.move(m.Topic("loop")))


def test_a_filed_case_cannot_be_undone(tmp_path: Path) -> None:
    trees = {"loop": "steps: {a: {find: a, then: {x: file, y: file, unknown: file}}, file: {case: help}}"}
    cases = "help: {title: Help, queue: q, fields: [{fact: b}]}"
    player = Player(library(tmp_path, trees, facts=FACTS, cases=cases), answering({}))
    player.move(m.Topic("loop"))
    for value in ("x", "y", "file"):
        player.say(value)
    assert "(nothing_to_undo)" in said(player.move(m.Back()))
    assert len(player.requests) == 1


def test_back_after_a_correction_goes_to_the_question_that_was_corrected(player: Player) -> None:
    player.say("x")
    player.move(m.Correct({"a": "y"}))
    assert "First?" in said(player.move(m.Back()))
    assert player.told == {}


def test_a_correction_of_an_answer_in_another_topic_takes_its_place(player: Player) -> None:
    player.say("x")
    player.move(m.Topic("other"))
    player.move(m.Correct({"a": "y"}))
    assert [fact.value for fact in player.walk.facts if str(fact.key) == "a"] == ["y"]


def test_the_ten_newest_answers_can_be_corrected(tmp_path: Path) -> None:
    facts = "\n".join(f'f{n}: {{label: F{n}, ask: "?", values: {{x: Ex, unknown: Not sure}}}}' for n in range(12))
    player = Player(library(tmp_path, {"loop": TREE}, facts=FACTS + facts))
    player.move(m.Topic("loop", {f"f{n}": "x" for n in range(12)}))
    told = open_question_of(player.library, player.walk).told
    assert [each.fact for each in told] == [f"f{n}" for n in range(11, 1, -1)]
