"""Procedures that are done, not solved; problems solved together; topics that wait for somebody."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.support.players import MAILBOX, Player, answering, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Status
from wayfinder.engine.walk_json import SIZE_LIMIT, dumps, loads

FACTS = """
a: {label: First, ask: "First?", values: {x: Ex, y: Why, unknown: Not sure}}
"""
TREES = {
    "loop": """
        steps:
          a: {find: a, then: {x: ask_them, y: parts, unknown: ask_them}}
          ask_them: {try: [Ask for it.], waits: a new card, otherwise: parts}
          parts: {try: [Part one.], done: rest, otherwise: person}
          rest: {try: [Part two.], otherwise: person}
          person: {human: A person goes on.}
        """,
    "news": """
        steps:
          a: {find: a, then: {x: news, y: news, unknown: news}}
          news: {tell: The news., next: ask_them}
          ask_them: {try: [Ask for it.], waits: a new card, otherwise: other_way}
          other_way: {try: [Another way.], otherwise: person}
          person: {human: A person goes on.}
        """,
    "other": "steps: {fix: {try: [Other.], otherwise: end}, end: {tell: Other end.}}",
    **{
        f"w{at}": f"steps: {{ask: {{try: [Ask {at}.], waits: card {at}, otherwise: end}}, end: {{tell: End.}}}}"
        for at in range(6)
    },
    "conversation/closing": """
        steps:
          how: {find: conversation.ending, quiet: "true", then: {other: rest, unknown: rest}}
          rest: {tell: "Ended: {conversation.ending}."}
        """,
    "conversation/waited": """
        steps:
          heard:
            find: conversation.heard
            ask: "You waited for {conversation.waits} ({conversation.topic})?"
            then: {worked: ok, news: ok, nothing: on, unknown: ok}
          on: {find: conversation.wait_on, then: {yes: ok, no: ok, unknown: ok}}
          ok: {tell: All right.}
        """,
}
TOPICS = """
loop: {area: login, title: A loop, status: ready, gist: The gist.}
other: {area: login, title: Another, status: ready, gist: The gist.}
"""


@pytest.fixture
def player(tmp_path: Path) -> Player:
    player = Player(library(tmp_path, TREES, facts=FACTS, topics=TOPICS), answering({}))
    player.move(m.Topic("loop"))
    return player


# --- done is not solved -------------------------------------------------------------------------


def test_a_part_of_a_procedure_asks_whether_it_is_done_and_then_goes_on(player: Player) -> None:
    assert said(player.say("y")) == "Part one.\nIs that done?"
    assert [o.value for o in open_question_of(player.library, player.walk).options] == ["done", "otherwise"]
    assert said(player.say("done")) == "Part two.\nDid that help?"


def test_it_works_said_in_the_middle_of_a_procedure_goes_on_with_it(player: Player) -> None:
    player.say("y")
    assert "Part two." in said(player.move(m.Solved()))


def test_a_part_that_could_not_be_done_leads_elsewhere(player: Player) -> None:
    player.say("y")
    assert "A person goes on." in said(player.say("otherwise"))


def test_a_part_that_is_done_is_not_asked_for_again_when_the_topic_is_walked_again(player: Player) -> None:
    player.say("y")
    player.say("done")
    assert "Did that help?" in said(player.move(m.Correct({"a": "x"}), m.NotSolved(player.walk.question)))
    assert player.here == "loop/ask_them"
    player.say("otherwise")
    assert player.here is None


# --- solved together ----------------------------------------------------------------------------


def test_it_works_ends_the_problem_that_it_answers_and_asks_about_the_one_that_waits(player: Player) -> None:
    player.move(m.Topic("other"))
    blocks = player.move(m.Solved())
    assert Status("solved", "other") in blocks
    assert "loop too?" in said(blocks)


def test_yes_ends_the_other_too(player: Player) -> None:
    player.move(m.Topic("other"))
    player.move(m.Solved())
    blocks = player.say("yes")
    assert Status("solved", "loop") in blocks
    assert player.walk.stack == []


def test_no_goes_on_with_the_other(player: Player) -> None:
    player.move(m.Topic("other"))
    player.move(m.Solved())
    assert "First?" in said(player.say("no"))
    assert player.here == "loop/a"


# --- waiting ------------------------------------------------------------------------------------


def test_a_topic_that_waits_for_somebody_is_not_open(player: Player) -> None:
    player.say("x")
    blocks = player.say("waits")
    assert Status("waiting", "loop") in blocks
    assert said(blocks) == "Ended: Waiting."
    assert player.walk.stack == []


def _parked(player: Player) -> Player:
    player.say("x")
    player.say("waits")
    return player


@pytest.mark.parametrize("back", [m.Begin(), m.Topic("greet"), m.Topic("loop")])
def test_who_comes_back_is_asked_what_came_of_it(player: Player, back: m.Move) -> None:
    assert "You waited for a new card (loop)?" in said(_parked(player).move(back))


def test_it_worked_ends_it(player: Player) -> None:
    _parked(player).move(m.Begin())
    assert Status("solved", "loop") in player.say("worked")
    assert player.walk.parked == []


def test_it_works_said_first_ends_it_too(player: Player) -> None:
    assert Status("solved", "loop") in _parked(player).move(m.Solved())


def test_nothing_yet_waits_on(player: Player) -> None:
    _parked(player).move(m.Begin())
    player.say("nothing")
    player.say("yes")
    assert player.walk.stack == []
    assert "You waited" in said(player.move(m.Begin()))


def test_nothing_yet_can_go_another_way(player: Player) -> None:
    _parked(player).move(m.Begin())
    player.say("nothing")
    assert "Part one." in said(player.say("no"))


def test_an_old_button_does_not_lose_a_topic_that_was_taken_up_again(player: Player) -> None:
    """Going back to what came of it would find no topic that waits any more."""
    _parked(player).move(m.Begin())
    player.say("nothing")
    asked = player.walk.question
    player.say("no")
    assert "(closed_question)" in said(player.move(m.Choose(f"{asked}.yes")))
    assert player.here == "loop/parts"


def test_an_old_button_leads_back_while_the_topic_waits_still(player: Player) -> None:
    _parked(player).move(m.Begin())
    asked = player.walk.question
    player.say("nothing")
    assert "(closed_question)" not in said(player.move(m.Choose(f"{asked}.news")))


def test_news_walks_the_topic_again_with_what_was_told(player: Player) -> None:
    _parked(player).move(m.Begin())
    assert "First?" not in said(player.say("news"))
    assert player.here == "loop/ask_them"


def test_what_was_told_outlasts_a_restart(player: Player) -> None:
    _parked(player).move(m.Restart())
    player.move(m.Topic("loop"))
    player.say("news")
    assert player.told["a"] == "x"


def test_a_topic_whose_tree_has_changed_is_walked_again(player: Player, tmp_path: Path) -> None:
    _parked(player)
    changed = {**TREES, "loop": TREES["loop"].replace("ask_them", "new_name")}
    player.library = library(tmp_path, changed, facts=FACTS, topics=TOPICS)
    player.move(m.Begin())
    player.say("news")
    assert player.here == "loop/new_name"


def test_at_most_five_topics_wait_and_the_oldest_is_dropped_with_a_word(player: Player) -> None:
    player.move(m.Stop())
    said_last = ""
    for at in range(6):
        player.move(m.Topic(f"w{at}"))
        said_last = said(player.say("waits"))
    assert "(waits_no_more)" in said_last
    assert [parked.topic for parked in player.walk.parked] == ["w1", "w2", "w3", "w4", "w5"]


def test_parked_topics_come_back_from_the_state(player: Player) -> None:
    walk = _parked(player).walk
    assert loads(dumps(walk)) == walk


def test_a_state_that_is_too_large_still_knows_which_topics_wait(player: Player) -> None:
    _parked(player)
    full = {f"fact{at}": "x" * 400 for at in range(30)}
    parked = [msgspec.structs.replace(each, told=full) for each in player.walk.parked]
    text = dumps(msgspec.structs.replace(player.walk, parked=parked))
    assert len(text) <= SIZE_LIMIT
    assert [each.topic for each in loads(text).parked] == ["loop"]


def test_a_topic_that_ends_after_all_waits_no_more(player: Player) -> None:
    _parked(player)
    player.move(m.Correct({"a": "y"}))
    player.say("done")
    assert Status("solved", "loop") in player.say("solved")
    assert player.walk.parked == []


def _wait_for_two_topics(player: Player) -> None:
    for at in (0, 1):
        player.move(m.Topic(f"w{at}"))
        player.say("waits")


def test_it_works_answers_what_came_of_the_topic_that_is_asked_about(player: Player) -> None:
    _wait_for_two_topics(player)
    player.move(m.Stop())
    player.move(m.Topic("w0"))
    player.move(m.Solved())
    assert [parked.topic for parked in player.walk.parked] == ["w1"]


def test_it_works_said_of_a_topic_that_waits_leaves_the_open_one_as_it_is(player: Player) -> None:
    _wait_for_two_topics(player)
    player.move(m.Topic("w0"))
    player.move(m.Solved())
    assert [parked.topic for parked in player.walk.parked] == ["w1"]
    assert player.walk.stack[0].tree == "loop"


def test_it_works_said_at_an_offer_does_not_go_back_to_nothing(player: Player) -> None:
    _wait_for_two_topics(player)
    player.move(m.Stop())
    player.move(m.NotSolved())
    blocks = player.move(m.Solved())
    assert said(blocks) == "Ended: Solved."
    assert not player.walk.stack


def test_it_still_does_not_work_is_nothing_yet_for_a_topic_that_waits(player: Player) -> None:
    player.say("x")
    player.say("waits")
    player.move(m.Topic("loop"))
    player.move(m.NotSolved())
    assert player.here == "waited/on"


def test_it_still_does_not_work_goes_on_with_the_other_topic(player: Player) -> None:
    player.say("y")
    player.move(m.Topic("other"))
    player.move(m.Solved())
    player.move(m.NotSolved())
    assert player.here == "loop/parts"


def test_where_a_topic_was_parked_is_forgotten_with_the_grant_that_may_have_led_there(tmp_path: Path) -> None:
    facts = FACTS + "seen: {label: Seen, values: {x: Ex, y: Why}, look_up: seen, proof: mailbox}"
    tree = """
        steps:
          seen: {find: seen, quiet: "true", then: {x: secret, y: open, unknown: open}}
          secret: {try: [Ask.], waits: the secret way, otherwise: end}
          open: {try: [Ask.], waits: the open way, otherwise: end}
          end: {tell: End.}
        """
    player = Player(library(tmp_path, {**TREES, "loop": tree}, facts=facts, topics=TOPICS), answering({"seen": "x"}))
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop"))
    player.say("waits")
    assert "the secret way" in said(player.move(m.Begin()))
    player.move(m.Grants([]))
    player.move(m.Restart())
    assert "the secret way" not in said(player.move(m.Begin()))
    assert "secret" not in dumps(player.walk)


def test_who_comes_back_does_not_read_again_what_was_said_on_the_way(player: Player) -> None:
    player.move(m.Restart(), m.Topic("news"))
    assert "The news." in said(player.say("x"))
    player.say("waits")
    player.move(m.Begin())
    player.say("nothing")
    blocks = player.say("no")
    assert "Another way." in said(blocks)
    assert "The news." not in said(blocks)


def test_who_goes_on_after_an_answer_reads_the_open_step_again(player: Player) -> None:
    player.move(m.Restart(), m.Topic("news"))
    player.say("x")
    player.say("waits")
    player.move(m.Begin())
    assert said(player.say("news")) == "All right.\nAsk for it.\nDid that help?"


def test_whoever_goes_on_later_is_asked_whether_to_go_on(player: Player) -> None:
    blocks = player.move(m.Later())
    assert Status("waiting", "loop") in blocks
    assert player.walk.stack == []
    player.move(m.Begin())
    assert "First?" in said(player.say("news"))


def test_where_waiting_is_offered_going_on_later_is_that(player: Player) -> None:
    player.say("x")
    player.move(m.Later())
    assert "You waited for a new card (loop)?" in said(player.move(m.Begin()))


def test_with_nothing_open_there_is_nothing_to_keep(player: Player) -> None:
    player.move(m.Stop())
    blocks = player.move(m.Later())
    assert said(blocks) == "(go_on_later)"
    assert Status("waiting", "loop") in blocks
    assert player.walk.parked == []


def test_whoever_says_goodbye_can_go_on_another_time(player: Player) -> None:
    blocks = player.move(m.Topic("goodbye"))
    assert said(blocks) == "(goodbye)"
    assert Status("waiting", "loop") in blocks
    assert [parked.topic for parked in player.walk.parked] == ["loop"]


def test_nothing_is_put_off_when_goodbye_is_said_after_it_was_solved(player: Player) -> None:
    player.move(m.Solved(), m.Topic("goodbye"))
    assert player.walk.parked == []


# --- back to the other problem ------------------------------------------------------------------


def test_back_to_the_problem_that_another_one_interrupted(player: Player) -> None:
    player.move(m.Topic("other"))
    blocks = player.move(m.Return())
    assert Status("stopped", "other") in blocks
    assert "First?" in said(blocks)


def test_back_to_the_problem_that_was_put_off_keeps_the_one_that_is_open(player: Player) -> None:
    player.move(m.Later())
    player.move(m.Topic("other"))
    assert said(player.move(m.Return())) == "You waited for  (loop)?"
    assert [frame.tree for frame in player.walk.stack if frame.role == "topic"] == ["other"]


def test_back_to_another_problem_where_there_is_none_leaves_what_is_open(player: Player) -> None:
    assert said(player.move(m.Return())) == "(nothing_aside)\nFirst?"
