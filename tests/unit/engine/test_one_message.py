"""Several moves in one message: the order in which they are made and answered, and the one question that follows."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.players import Player, answering, asks, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Choices
from wayfinder.engine.steps.say import one_line

FACTS = """
a: {label: First, ask: "Look at the page. First?", values: {x: Ex, y: Why, unknown: Not sure}}
b: {label: Second, ask: "Second?", values: {x: Ex, y: Why, unknown: Not sure}}
c: {label: Third, ask: "Third?", values: {x: Ex, y: Why, unknown: Not sure}}
"""
TREES = {
    "loop": """
        steps:
          a: {find: a, then: {x: b, y: c, unknown: b}}
          b: {find: b, then: {x: c, y: c, unknown: c}}
          c: {find: c, then: {x: clean, y: clean, unknown: clean}}
          clean: {intro: A remedy., try: [Do it., Wait.], otherwise: person}
          person: {human: A person goes on.}
        """,
    "other": "steps: {fix: {try: [Other remedy.], otherwise: end}, end: {tell: Other end.}}",
    "conversation/thanks": "steps: {say: {tell: You're welcome.}}",
    "conversation/corrected": "steps: {say: {tell: Corrected.}}",
    "conversation/why": "steps: {say: {tell: Because.}}",
    "conversation/closed_question": "steps: {say: {tell: Closed.}}",
}
TOPICS = """
loop: {area: login, title: A loop, status: ready, gist: The gist of loop.}
other: {area: login, title: Another, status: ready, gist: The gist of other.}
"""


@pytest.fixture
def player(tmp_path: Path) -> Player:
    player = Player(library(tmp_path, TREES, facts=FACTS, topics=TOPICS), answering({}))
    player.move(m.Topic("loop"))
    return player


def test_whatever_the_order_in_the_message_the_reply_has_one_order(player: Player) -> None:
    player.say("x")
    start = player.walk
    moves: list[m.Move] = [m.Topic("thanks"), m.Correct({"a": "y"}), m.Give({"b": "x"}), m.Topic("other")]
    replies = set()
    for order in permutations(moves):
        player.walk = start
        replies.add(said(player.move(*order)))
    assert replies == {"You're welcome.\nCorrected.\nOther remedy.\nDid that help?"}


def test_a_message_is_followed_by_one_question(player: Player) -> None:
    blocks = player.move(m.Topic("thanks"), m.Give({"b": "x"}), m.Choose(_option(player, "x")))
    assert [block for block in blocks if isinstance(block, Choices)] == blocks[-1:]
    assert player.here == "loop/c"


def test_an_answer_whose_question_a_correction_closed_is_kept_as_told(player: Player) -> None:
    player.say("x")
    player.move(m.Correct({"a": "y"}), m.Choose(_option(player, "y")))
    assert player.here == "loop/c"
    assert player.told["b"] == "y"


def test_a_remedy_that_did_not_help_is_kept_when_a_correction_closed_its_question(player: Player) -> None:
    for value in ("x", "x", "x"):
        player.say(value)
    blocks = player.move(m.Correct({"b": "y"}), m.NotSolved(player.walk.question))
    assert "A person goes on." in said(blocks)


def test_an_answer_is_stale_by_the_question_that_the_person_saw(player: Player) -> None:
    old = _option(player, "x")
    player.say("x")
    blocks = player.move(m.Topic("thanks"), m.Choose(old))
    assert said(blocks).startswith("You're welcome.")
    assert "b" not in player.told


def test_no_moves_ask_the_open_question_again_and_are_no_miss(player: Player) -> None:
    player.move(m.Unclear())
    blocks = player.move()
    assert said(blocks) == "First?"
    assert player.walk.misses == 1


def test_a_wish_for_a_person_counts_though_the_question_was_closed_by_a_correction(player: Player) -> None:
    player.say("x")
    player.move(m.Correct({"a": "y"}), m.Human(player.walk.question))
    assert [request for request in player.requests if type(request).__name__ == "HandOver"]


# --- the question that is still open ------------------------------------------------------------


def test_a_question_that_is_still_open_comes_back_as_its_one_line(player: Player) -> None:
    blocks = player.move(m.Why())
    assert said(blocks) == "Because.\nFirst?"
    assert asks(blocks)


def test_the_one_line_of_a_question_with_a_colon_is_all_of_the_sentence() -> None:
    assert (
        one_line("Good to hear. Is this solved too: {conversation.topic}?")
        == "Is this solved too: {conversation.topic}?"
    )


def test_a_remedy_that_is_still_open_comes_back_as_its_question(player: Player) -> None:
    for value in ("x", "x", "x"):
        player.say(value)
    assert said(player.move(m.Why())) == "Because.\nDid that help?"


def test_all_of_an_open_question_is_said_again_when_asked_for(player: Player) -> None:
    assert said(player.move(m.Repeat())).endswith("Look at the page. First?")


def _option(player: Player, value: str) -> str:
    return next(o.id for o in open_question_of(player.library, player.walk).options if o.value == value)


def test_advice_comes_back_with_a_question_of_its_own_when_something_else_was_said(tmp_path: Path) -> None:
    content = library(tmp_path, TREES, facts=FACTS, topics=TOPICS)
    result = replace(content.facts["try.result"], again="Did the steps before?")
    player = Player(replace(content, facts={**content.facts, "try.result": result}))
    assert said(player.move(m.Topic("other"))).endswith("Did that help?")
    assert said(player.move(m.Topic("thanks"))) == "You're welcome.\nDid the steps before?"
    assert said(player.move(m.Repeat())).endswith("Did that help?")
