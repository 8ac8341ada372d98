"""An answer to a question that has closed meanwhile never answers another question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import MAILBOX, Player, answering, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Status

FACTS = """
route: {label: Route, ask: "Which way?", values: {x: This, y: That, unknown: Not sure}}
seen: {label: Seen, ask: "What do you see?", values: {a: A, b: B, unknown: Not sure}, look_up: account, proof: mailbox}
"""
TREE = """
steps:
  seen: {find: seen, then: {a: person, b: fix, unknown: fix}}
  fix: {try: [Do it.], otherwise: route}
  route: {find: route, then: {x: over, y: over, unknown: over}}
  person: {human: A person takes over.}
  over: {tell: Over.}
"""


@pytest.fixture
def player(tmp_path: Path) -> Player:
    """At the question what is seen, whose fact could also be looked up."""
    player = Player(library(tmp_path, {"loop": TREE}, facts=FACTS), answering({"seen": "b"}))
    player.move(m.Topic("loop"))
    return player


def number(player: Player) -> int | None:
    return open_question_of(player.library, player.walk).number


@pytest.mark.parametrize("move", [m.Skip(), m.DontKnow(), m.NotSolved()])
def test_an_answer_without_words_of_its_own_does_not_answer_the_next_question(player: Player, move: m.Move) -> None:
    seen = number(player)
    player.move(m.Grants([MAILBOX]))
    assert player.here == "loop/fix"
    assert "Go back there?" in said(player.move(m.answering(move, seen)))
    assert player.walk.tries == []


def test_an_answer_to_the_open_question_counts(player: Player) -> None:
    player.move(m.answering(m.DontKnow(), number(player)))
    assert player.here == "loop/fix"
    player.move(m.answering(m.NotSolved(), number(player)))
    assert player.here == "loop/route"


def test_without_a_number_it_answers_what_is_open(player: Player) -> None:
    player.move(m.Grants([MAILBOX]))
    player.move(m.NotSolved())
    assert player.here == "loop/route"


def test_an_answer_where_nothing_is_asked_has_no_number(player: Player) -> None:
    player.move(m.Stop())
    assert number(player) is None


def test_that_it_is_solved_is_never_stale(player: Player) -> None:
    player.move(m.Grants([MAILBOX]))
    assert Status("solved", "loop") in player.move(m.answering(m.Solved(), 1))


def test_asking_for_a_person_once_does_not_hand_over_twice(player: Player) -> None:
    seen = number(player)
    player.answer = answering({"seen": "a"})
    player.move(m.Grants([MAILBOX]))
    player.move(m.answering(m.Human(), seen))
    assert [request.id for request in player.requests] == ["l1", "h2"]


def test_asking_for_a_person_again_later_hands_over_again(player: Player) -> None:
    player.move(m.answering(m.Human(), number(player)))
    player.move(m.Topic("loop"))
    player.move(m.answering(m.Human(), number(player)))
    assert [request.id for request in player.requests] == ["h1", "h2"]


def test_asking_for_a_person_at_a_question_closed_without_one_hands_over(player: Player) -> None:
    seen = number(player)
    player.move(m.Grants([MAILBOX]))
    player.move(m.answering(m.Human(), seen))
    assert player.requests[-1].id.startswith("h")
