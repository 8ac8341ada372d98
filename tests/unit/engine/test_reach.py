"""Nobody is promised a person or an answer whom nobody could reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import MAILBOX, NOW, Player, answering, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import advance, open_question_of
from wayfinder.engine.blocks import Status
from wayfinder.engine.requests import File, HandOver, Known, LookUp
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads

ADDRESS = m.Give({"me.email": "kim@example.com"})
FACTS = """
me.email:
  label: E-mail
  ask: "Which address?"
  type: email
  invalid: No address.
  cannot: I give none
  look_up: account
  proof: mailbox
a.route: {label: Route, ask: "Which route?", values: {mail: Mail, web: Web}}
"""
CASES = """
more_time:
  title: More time
  queue: support
  fields: [{fact: a.route}, {fact: me.email, without: "true"}]
"""
TREES = {
    "loop": """
        steps:
          route: {find: a.route, then: {mail: fix, web: file, unknown: person}}
          fix: {try: [Do this.], otherwise: person}
          file: {case: more_time}
          person: {human: Someone goes on.}
        """,
    "conversation/closing": """
        steps:
          way: {find: conversation.reachable, quiet: true, then: {yes: answered, no: silent, unknown: silent}}
          answered: {tell: You will be answered.}
          silent: {tell: Nobody can answer.}
        """,
}


def player_of(tmp_path: Path, found: dict[str, str] | None = None, *, reach: bool = False) -> Player:
    player = Player(library(tmp_path, TREES, facts=FACTS, cases=CASES), answering(found or {}), reach=reach)
    player.move(m.Topic("loop"))
    return player


@pytest.fixture
def player(tmp_path: Path) -> Player:
    return player_of(tmp_path)


def handed_over(player: Player) -> list[HandOver]:
    return [request for request in player.requests if isinstance(request, HandOver)]


def filed(player: Player) -> list[File]:
    return [request for request in player.requests if isinstance(request, File)]


# --- a person -------------------------------------------------------------------------------------


def test_an_address_is_asked_for_before_a_person_is_promised(player: Player) -> None:
    blocks = player.move(m.DontKnow())
    assert "Where can you be answered?" in said(blocks)
    assert "Someone goes on." not in said(blocks)
    assert handed_over(player) == []


def test_with_an_address_the_person_is_asked(player: Player) -> None:
    player.move(m.DontKnow())
    blocks = player.move(ADDRESS)
    assert said(blocks).startswith("Someone goes on.")
    assert Status("human", "loop", "R-1") in blocks
    assert handed_over(player)[0].address == "kim@example.com"


def test_who_gives_no_address_is_told_so_and_nothing_is_promised(player: Player) -> None:
    player.move(m.DontKnow())
    blocks = player.say("unknown")
    assert "(nobody can write back)" in said(blocks)
    assert "Someone goes on." not in said(blocks)
    assert Status("stopped", "loop") in blocks
    assert handed_over(player) == []


def test_asking_again_for_a_person_asks_again_for_an_address(player: Player) -> None:
    player.move(m.Human())
    assert "Which route?" in said(player.move(m.Skip()))
    assert "Where can you be answered?" in said(player.move(m.Human()))


def test_an_address_that_is_known_is_not_asked_for(player: Player) -> None:
    player.move(ADDRESS)
    assert "Someone goes on." in said(player.move(m.DontKnow()))


def test_an_address_that_can_be_looked_up_is_not_asked_for(tmp_path: Path) -> None:
    player = player_of(tmp_path, {"me.email": "kim@example.com"})
    player.move(m.Grants([MAILBOX]))
    player.move(m.DontKnow())
    assert handed_over(player)[0].facts["me.email"] == Known("kim@example.com", "looked_up")


def test_where_the_conversation_can_be_answered_no_address_is_needed(tmp_path: Path) -> None:
    player = player_of(tmp_path, reach=True)
    assert "Someone goes on." in said(player.move(m.DontKnow()))
    assert handed_over(player)[0].address is None


def test_another_topic_leaves_the_question_for_an_address(player: Player) -> None:
    player.move(m.DontKnow())
    blocks = player.move(m.Topic("greet"))
    assert "Where can you be answered?" in said(blocks)


def test_a_value_of_the_wrong_form_twice_can_be_left_out(player: Player) -> None:
    player.move(m.DontKnow())
    assert "(invalid)" in said(player.move(m.Give({"me.email": "kim"})))
    player.move(m.Give({"me.email": "kim again"}))
    assert [option.value for option in open_question_of(player.library, player.walk).options] == ["give", "without"]
    assert "(nobody can write back)" in said(player.say("without"))


def test_a_person_gets_the_facts_with_their_origin_and_what_was_tried(player: Player) -> None:
    player.say("mail")
    player.say("otherwise")
    player.move(ADDRESS)
    (ask,) = handed_over(player)
    assert ask.facts == {"a.route": Known("mail", "told"), "me.email": Known("kim@example.com", "told")}
    assert (ask.topic, ask.step, ask.tried) == ("loop", "loop/person", ["loop/fix: otherwise"])


def test_a_person_asked_for_twice_is_one_hand_over(player: Player) -> None:
    player.move(m.DontKnow())
    player.move(ADDRESS)
    player.move(m.Human())
    first, second = handed_over(player)
    assert first.key == second.key


def test_a_person_asked_for_in_another_topic_is_another_hand_over(player: Player) -> None:
    player.move(m.DontKnow())
    player.move(ADDRESS)
    player.move(m.Topic("loop"))
    first, second = handed_over(player)
    assert first.key != second.key


def test_a_correction_after_a_person_has_taken_over_says_that_they_have_the_old_answer(player: Player) -> None:
    player.say("mail")
    player.say("otherwise")
    player.move(ADDRESS)
    assert said(player.move(m.Correct({"a.route": "web"}))) == "(noted)"


# --- a case ---------------------------------------------------------------------------------------


def test_a_case_without_an_address_says_what_that_means(player: Player) -> None:
    player.say("web")
    player.move(m.Skip())
    assert [option.value for option in open_question_of(player.library, player.walk).options] == [
        *("give", "without", "person", "leave")
    ]
    player.say("without")
    blocks = player.say("file")
    assert Status("case", "loop", "R-1") in blocks
    assert "Nobody can answer." in said(blocks)
    assert filed(player)[0].fields == {"a.route": "web"}


def test_a_case_with_an_address_may_promise_an_answer(player: Player) -> None:
    player.say("web")
    player.move(ADDRESS)
    assert "You will be answered." in said(player.say("file"))


def test_a_case_asks_for_its_address_only_once(player: Player) -> None:
    player.say("web")
    player.move(ADDRESS)
    player.say("file")
    assert player.steps.count("way_back/address") == 0
    assert [request for request in player.requests if isinstance(request, LookUp)] == []


def test_where_the_conversation_can_be_answered_a_case_goes_without_an_address(tmp_path: Path) -> None:
    player = player_of(tmp_path, reach=True)
    player.say("web")
    player.move(m.Skip())
    assert "You will be answered." in said(player.say("file"))


# --- what is kept ---------------------------------------------------------------------------------


def test_the_driver_says_whether_the_conversation_can_be_answered(player: Player) -> None:
    walk = advance(player.library, Walk(), [m.Grants([], reach=True)], NOW).walk
    assert loads(dumps(walk)).reach
    assert not advance(player.library, walk, [m.Grants([])], NOW).walk.reach
