"""Side questions: answered in place from the asides of a topic; the walk stays, and nothing is learnt."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import msgspec
import pytest

from tests.support.players import MAILBOX, Player, answering, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block, Citation

FACTS = """
a: {label: First, ask: "Look at the page. First?", values: {x: Ex, y: Why, z: Zed, unknown: Not sure}}
admins.names: {label: Administrators, type: text, look_up: admins, proof: mailbox}
admins.count: {label: How many, values: {one: One, none: None}, look_up: admins, proof: mailbox}
"""
TREES = {
    "loop": """
        steps:
          who: {find: admins.count, quiet: true, then: {other: a, unknown: a}}
          a: {find: a, then: {x: clean, y: away, z: said, unknown: clean}}
          said: {tell: Twelve hours., next: clean}
          clean: {try: [Do it., Wait.], otherwise: person}
          away: {visit: inner, next: person}
          person: {human: A person goes on.}
        silent: [cost]
        asides:
          - {aspect: how_long, asked: [how long is it valid, when does it end], answer: Twelve hours.}
          - {aspect: how_long, asked: [how long must I wait, when does it come], answer: [Half an hour., Or more.]}
          - aspect: who
            asked: [who can help, who is it]
            answer: Ask {admins.names|an administrator}.
            sources: [guide.help]
        """,
    "inner": "steps: {b: {try: [In.], otherwise: c}, c: {tell: x}}",
    "other": """
        steps: {fix: {try: [Other remedy.], otherwise: end}, end: {tell: Other end.}}
        asides: [{aspect: how_long, asked: [how long, until when], answer: A day.}]
        """,
    "short": """
        steps: {end: {tell: Short.}}
        asides: [{aspect: how_long, asked: [how long, until when], answer: A week.}]
        """,
    "conversation/closing": """
        steps:
          ending: {find: conversation.ending, quiet: true, then: {answered: ask, other: end, unknown: end}}
          ask: {find: conversation.again, then: {yes: end, no: end, unknown: end}}
          end: {tell: The end.}
        """,
    "conversation/silent": "tree: silent\ntitle: S\nstart: say\nsteps: {say: {tell: Silent.}}",
    "conversation/no_answer": "tree: no_answer\ntitle: N\nstart: say\nsteps: {say: {tell: No answer.}}",
    "conversation/planned": """
        steps:
          ask: {find: conversation.again, once: true, then: {yes: done, no: done, unknown: done}}
          done: {tell: All right.}
        """,
    "conversation/corrected": "steps: {say: {tell: Corrected.}}",
    "conversation/thanks": "steps: {say: {tell: Welcome.}}",
}
TOPICS = """
loop: {area: login, title: A loop, status: ready, gist: The gist of it., sources: [guide.login]}
other: {area: login, title: Another, status: ready, gist: Another gist.}
short: {area: login, title: Short, status: ready, gist: A short gist.}
later: {area: login, title: Later, status: planned, gist: Later more., sources: [guide.help]}
"""


@pytest.fixture
def player(tmp_path: Path) -> Player:
    content = library(tmp_path, TREES, facts=FACTS, topics=TOPICS)
    help_ = msgspec.structs.replace(content.sections["guide.login"], heading="Getting help")
    content = msgspec.structs.replace(content, sections={**content.sections, "guide.help": help_})
    player = Player(content, answering({"admins.names": "Kim Lee", "admins.count": "one"}))
    player.move(m.Topic("loop"))
    return player


def cited(blocks: list[Block]) -> list[str]:
    return [block.section for block in blocks if isinstance(block, Citation)]


def test_a_side_question_is_answered_and_the_open_question_comes_back(player: Player) -> None:
    blocks = player.move(m.SideQuestion("who"))
    assert said(blocks) == "Ask an administrator.\nFirst?"
    assert cited(blocks) == ["Getting help"]


def test_a_side_question_moves_nothing_and_nothing_is_learnt(player: Player) -> None:
    before = player.walk
    player.move(m.SideQuestion("who"))
    assert msgspec.structs.replace(player.walk, answered=[]) == before


def test_say_that_again_is_about_what_was_answered(player: Player) -> None:
    player.move(m.SideQuestion("who"))
    for _ in range(2):
        assert said(player.move(m.Repeat())) == "Ask an administrator.\nFirst?"
    player.say("x")
    assert "Do it." in said(player.move(m.Repeat()))


def test_buttons_shown_before_a_side_question_still_answer(player: Player) -> None:
    player.move(m.SideQuestion("cost"))
    player.move(m.Choose(f"{player.walk.question}.x"))
    assert player.here == "loop/clean"


def test_when_it_is_not_clear_which_is_meant_all_of_the_aspect_are_said(player: Player) -> None:
    blocks = player.move(m.SideQuestion("how_long"))
    assert said(blocks) == "Twelve hours.\nHalf an hour.\nOr more.\nFirst?"
    assert cited(blocks) == ["Logging in"]


def test_an_example_says_which_of_several_is_meant(player: Player) -> None:
    assert said(player.move(m.SideQuestion("how_long", asked="when does it come"))) == "Half an hour.\nOr more.\nFirst?"


def test_words_that_are_no_example_of_this_topic_are_answered_by_the_aspect(player: Player) -> None:
    assert said(player.move(m.SideQuestion("who", asked="until when"))) == "Ask an administrator.\nFirst?"


def test_a_detail_is_filled_in_for_somebody_who_has_proved_enough(player: Player) -> None:
    player.move(m.Grants([MAILBOX]))
    player.move(m.Restart())
    player.move(m.Topic("loop"))
    assert said(player.move(m.SideQuestion("who"))).startswith("Ask Kim Lee.")


def test_a_side_question_in_a_visited_tree_is_about_the_topic(player: Player) -> None:
    player.say("y")
    assert player.here == "inner/b"
    assert said(player.move(m.SideQuestion("who"))) == "Ask an administrator.\nDid that help?"


def test_another_topic_can_be_asked_about_by_its_name(player: Player) -> None:
    before = player.walk
    assert said(player.move(m.SideQuestion("how_long", "other"))) == "A day.\nFirst?"
    assert msgspec.structs.replace(player.walk, answered=[]) == before


def test_without_an_open_topic_a_named_one_is_asked_about(player: Player) -> None:
    player.walk = type(player.walk)()
    assert said(player.move(m.SideQuestion("how_long", "other"))) == "A day."
    assert player.here is None


# --- after the answer of a topic --------------------------------------------------------------------


@pytest.fixture
def answered(player: Player) -> Player:
    """A short topic has said all that it has, and we ask whether that was the answer."""
    player.walk = type(player.walk)()
    assert said(player.move(m.Topic("short"))) == "Short.\nTry again?"
    return player


def test_while_we_ask_whether_that_was_the_answer_a_question_is_about_the_topic_that_gave_it(answered: Player) -> None:
    assert said(answered.move(m.SideQuestion("how_long"))) == "A week.\nTry again?"
    assert said(answered.move(m.SideQuestion("how_long"))) == "A week.\nTry again?"


def test_then_another_topic_that_the_message_opens_comes_before_it(answered: Player) -> None:
    assert said(answered.move(m.SideQuestion("how_long"), m.Topic("other"))).startswith("A day.\n")


def test_after_that_question_it_is_still_at_hand(answered: Player) -> None:
    assert said(answered.say("yes")) == "The end."
    assert said(answered.move(m.SideQuestion("how_long"))) == "A week."


def test_the_open_question_names_the_topic_that_was_answered(answered: Player) -> None:
    question = open_question_of(answered.library, answered.walk)
    assert (question.topic, question.ended) == (None, "short")


# --- where there is nothing to say ------------------------------------------------------------------


def test_where_an_author_wrote_that_the_documents_are_silent_people_are_told_so(player: Player) -> None:
    assert said(player.move(m.SideQuestion("cost"))) == "Silent.\nFirst?"


@pytest.mark.parametrize("aspect", ["where", "what?", ""])
def test_otherwise_there_is_no_answer_and_the_gist_of_the_topic(player: Player, aspect: str) -> None:
    player.say("x")
    blocks = player.move(m.SideQuestion(aspect))
    assert said(blocks) == "No answer.\nThe gist of it.\nDid that help?"
    assert cited(blocks) == ["Logging in"]


def test_a_gist_that_came_with_the_open_question_is_not_said_again(player: Player) -> None:
    assert said(player.move(m.SideQuestion("where"))) == "No answer.\nFirst?"
    assert said(player.move(m.SideQuestion("where", "other"))) == "No answer.\nAnother gist.\nFirst?"


def test_a_gist_that_a_remedy_has_replaced_is_said(player: Player) -> None:
    player.move(m.Topic("other"))
    assert said(player.move(m.SideQuestion("where"))) == "No answer.\nAnother gist.\nDid that help?"


def test_a_gist_is_said_once_in_a_reply(player: Player) -> None:
    player.walk = type(player.walk)()
    blocks = player.move(m.SideQuestion("where"), m.Topic("loop"))
    assert said(blocks) == "No answer.\nThe gist of it.\nLook at the page. First?"


def test_the_gist_is_that_of_the_topic_that_is_named(player: Player) -> None:
    assert said(player.move(m.SideQuestion("cost", "other"))) == "No answer.\nAnother gist.\nFirst?"


def test_a_topic_that_has_no_tree_yet_has_its_gist(player: Player) -> None:
    blocks = player.move(m.SideQuestion("how_long", "later"))
    assert said(blocks) == "No answer.\nLater more.\nFirst?"
    assert cited(blocks) == ["Getting help"]
    assert [block.verified for block in blocks if isinstance(block, Citation)] == [""]


@pytest.mark.parametrize("topic", ["nothing", "", "inner"])
def test_what_is_no_topic_has_no_answer_and_no_gist(player: Player, topic: str) -> None:
    assert said(player.move(m.SideQuestion("how_long", topic))) == "No answer.\nFirst?"


def test_a_planned_topic_whose_offer_is_open_is_the_one_at_hand(player: Player) -> None:
    """The offer is heard in the next message only, so another question comes back; the gist was said with the offer."""
    assert said(player.move(m.Topic("later"))) == "Later more.\nTry again?"
    assert said(player.move(m.SideQuestion("how_long"))) == "No answer.\nLook at the page. First?"


def test_where_no_topic_is_open_and_none_is_named_there_is_no_answer(player: Player) -> None:
    player.walk = type(player.walk)()
    assert said(player.move(m.SideQuestion("how_long"))) == "No answer."
    assert player.here is None


def test_a_side_question_is_no_miss(player: Player) -> None:
    player.move(m.Unclear())
    player.move(m.SideQuestion("where"))
    assert player.walk.misses == 0


# --- beside other moves -----------------------------------------------------------------------------


def test_it_is_answered_after_corrections_and_before_the_next_step_whatever_the_order(player: Player) -> None:
    player.say("x")
    start = player.walk
    replies = set()
    moves: list[m.Move] = [m.Topic("thanks"), m.SideQuestion("who"), m.Correct({"a": "y"})]
    for order in permutations(moves):
        player.walk = start
        replies.add(said(player.move(*order)))
    assert replies == {"Welcome.\nCorrected.\nAsk an administrator.\nIn.\nDid that help?"}


def test_two_questions_about_the_same_are_answered_once(player: Player) -> None:
    moves = [m.SideQuestion("how_long"), m.SideQuestion("how_long", asked="when does it end"), m.SideQuestion("who")]
    assert said(player.move(*moves)) == "Twelve hours.\nHalf an hour.\nOr more.\nAsk an administrator.\nFirst?"


def test_it_is_answered_also_when_a_correction_walks_past_the_same_words_again(player: Player) -> None:
    player.say("z")
    blocks = player.move(m.Correct({"a": "y"}), m.SideQuestion("how_long", asked="when does it end"))
    assert said(blocks) == "Corrected.\nTwelve hours.\nIn.\nDid that help?"


def test_it_is_about_the_topic_that_was_open_before_the_message(player: Player) -> None:
    blocks = player.move(m.Topic("other"), m.SideQuestion("how_long", asked="when does it end"))
    assert said(blocks) == "Twelve hours.\nOther remedy.\nDid that help?"


def test_where_none_was_open_it_is_about_the_topic_that_the_message_opens(player: Player) -> None:
    player.walk = type(player.walk)()
    blocks = player.move(m.SideQuestion("how_long"), m.Topic("thanks"), m.Topic("other"))
    assert said(blocks) == "Welcome.\nA day.\nOther remedy.\nDid that help?"
