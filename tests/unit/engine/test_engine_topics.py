"""Topics: digressions and returning, leaving, visits, planned topics, hand-overs, misunderstandings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import Player, answering, asks, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Choices, Citation, Status
from wayfinder.engine.requests import HandOver, Known

FACTS = """
a: {label: First, ask: "First?", why: It matters., values: {x: Ex, y: Why, unknown: Not sure}}
b: {label: Second, ask: "Second?", values: {x: Ex, y: Why, unknown: Not sure}}
"""
TREES = {
    "loop": """
        steps:
          a: {find: a, then: {x: sub, y: sub, unknown: sub}}
          sub: {visit: sub, next: person}
          person: {human: A person goes on.}
        """,
    "sub": """
        steps:
          fix: {try: [Do it.], otherwise: back}
          back: {tell: Not that.}
        """,
    "other": "steps: {b: {find: b, then: {x: end, y: end, unknown: end}}, end: {tell: Other end.}}",
    **{
        f"extra_{at}": f"steps: {{fix: {{try: ['Extra {at}.'], otherwise: end}}, end: {{tell: End.}}}}"
        for at in range(7)
    },
    "conversation/resume": "steps: {say: {tell: 'Back to {conversation.topic}.'}}",
    "conversation/closing": """
        steps:
          how: {find: conversation.ending, quiet: "true", then: {solved: solved, other: rest, unknown: rest}}
          solved: {tell: Good.}
          rest: {tell: "Anything else?"}
        """,
    "conversation/not_understood": """
        steps:
          count:
            find: conversation.misses
            quiet: "true"
            then: {first: again, second: closest, third: person, unknown: again}
          again: {tell: "Sorry?"}
          closest: {find: conversation.meant, ask: "One of these?", then: {none: again, other: ok, unknown: again}}
          ok: {tell: All right.}
          person: {human: A person can help.}
        """,
    "conversation/why": "steps: {say: {tell: 'Because: {conversation.why|no reason}'}}",
    "conversation/failure": "steps: {say: {tell: 'It broke: {conversation.reference}'}}",
}
TOPICS = """
loop: {area: login, title: A loop, status: ready, gist: The gist of loop.}
other: {area: login, title: Another, status: ready, gist: The gist of other.}
later: {area: login, title: Later on, status: planned, gist: The gist of later.}
"""


@pytest.fixture
def player(tmp_path: Path) -> Player:
    player = Player(library(tmp_path, TREES, facts=FACTS, topics=TOPICS), answering({}))
    player.move(m.Topic("loop"))
    return player


# --- digressions ----------------------------------------------------------------------------


def test_a_digression_is_answered_and_the_question_asked_again(player: Player) -> None:
    assert "Second?" in said(player.move(m.Topic("other")))
    blocks = player.say("x")
    assert said(blocks) == "Other end.\nBack to loop.\nFirst?"


def test_stop_leaves_the_digression_and_not_what_it_interrupted(player: Player) -> None:
    player.say("x")
    player.move(m.Topic("other"))
    blocks = player.move(m.Stop())
    assert Status("stopped", "other") in blocks
    assert "Do it." in said(blocks)
    assert Status("stopped", "loop") in player.move(m.Stop())
    assert player.walk.stack == []
    assert "(goodbye)" in said(player.move(m.Stop()))


def test_goodbye_closes_all_that_is_open_and_asks_nothing(player: Player) -> None:
    player.move(m.Topic("other"))
    assert said(player.move(m.Topic("goodbye"))) == "(goodbye)"
    assert player.walk.stack == []


def test_goodbye_without_a_topic_ends_the_question_of_a_greeting(tmp_path: Path) -> None:
    greet = "steps: {ask: {find: conversation.again, then: {yes: done, no: done, unknown: done}}, done: {tell: Hello.}}"
    player = Player(library(tmp_path, {"conversation/greet": greet}))
    assert "Try again?" in said(player.move(m.Begin()))
    assert said(player.move(m.Topic("goodbye"))) == "(goodbye)"
    assert player.walk.stack == []


def test_it_works_now_without_a_topic_is_answered(tmp_path: Path) -> None:
    assert said(Player(library(tmp_path)).move(m.Solved())) == "(closing) without more."


def test_what_is_not_plainly_solved_is_asked_before_the_topic_ends(player: Player) -> None:
    player.say("x")
    assert "solved?" in said(player.move(m.Solved(sure=False)))
    assert player.walk.stack != []
    assert Status("solved", "loop") in player.move(m.Solved(sure=False))


def test_not_plainly_solved_ends_nothing_where_no_topic_is_open(tmp_path: Path) -> None:
    assert said(Player(library(tmp_path)).move(m.Solved(sure=False))) == "(closing) without more."


def test_a_person_that_is_not_plainly_wanted_is_asked_about(player: Player) -> None:
    assert "A person?" in said(player.move(m.Human(sure=False)))
    assert player.walk.handed_over is None
    assert Status("human", "loop", "R-1") in player.move(m.Human(sure=False))


def test_it_still_does_not_work_without_a_topic_is_answered(tmp_path: Path) -> None:
    assert said(Player(library(tmp_path)).move(m.NotSolved())) == "(not_solved)"


def test_solved_ends_the_visited_tree_and_its_caller(player: Player) -> None:
    player.say("x")
    assert [frame.tree for frame in player.walk.stack] == ["loop", "sub"]
    blocks = player.say("solved")
    assert Status("solved", "loop") in blocks
    assert "Good." in said(blocks)
    assert player.walk.stack == []


def test_falling_off_a_visited_tree_returns(player: Player) -> None:
    player.say("x")
    blocks = player.say("otherwise")
    assert said(blocks).startswith("Not that.\nA person goes on.")


def test_the_same_topic_again_says_that_it_is_open(player: Player) -> None:
    blocks = player.move(m.Topic("loop"))
    assert "(already)" in said(blocks)
    assert "First?" in said(blocks)
    assert len(player.walk.stack) == 1


def test_naming_an_interrupted_topic_returns_to_it(player: Player) -> None:
    player.move(m.Topic("other"))
    assert said(player.move(m.Topic("loop"))) == "Back to loop.\nFirst?"
    assert len(player.walk.stack) == 1


def test_a_topic_that_comes_up_again_shows_its_remedies_again(player: Player) -> None:
    for _ in range(2):
        player.move(m.Topic("loop", {"a": "x"}))
        assert player.here == "sub/fix"
        player.say("otherwise")
        assert player.walk.stack == []


def test_when_too_many_topics_are_interrupted_the_oldest_is_dropped(player: Player) -> None:
    for at in range(7):
        player.move(m.Topic(f"extra_{at}"))
    assert [frame.tree for frame in player.walk.stack] == [f"extra_{at}" for at in range(2, 7)]


def test_a_digression_into_a_conversation_tree_returns_to_the_question(player: Player) -> None:
    assert said(player.move(m.Topic("greet"))) == "(greet)\nFirst?"


# --- planned topics, persons --------------------------------------------------------------------


def test_a_planned_topic_ends_with_a_person(player: Player) -> None:
    blocks = player.move(m.Topic("later"))
    assert "I cannot help with Later on yet." in said(blocks)
    assert Status("human", "later", "R-1") in blocks


def test_a_hand_over_has_the_topic_the_step_and_the_known_facts(player: Player) -> None:
    player.say("x")
    blocks = player.move(m.Human())
    assert Status("human", "loop", "R-1") in blocks
    ask = player.requests[-1]
    assert isinstance(ask, HandOver)
    assert (ask.topic, ask.step, ask.facts) == ("loop", "sub/fix", {"a": Known("x", "told")})


def test_a_failed_hand_over_is_admitted_and_the_topic_goes_on(player: Player) -> None:
    player.answer = answering({}, reference=None)
    assert "Try again?" in said(player.move(m.Human()))
    assert "First?" in said(player.say("no"))


def test_a_person_is_asked_for_again(player: Player) -> None:
    player.answer = answering({}, reference=None)
    player.move(m.Human())
    player.answer = answering({})
    assert Status("human", "loop", "R-1") in player.say("yes")


def test_a_failed_hand_over_when_nothing_else_is_open(player: Player) -> None:
    player.answer = answering({}, reference=None)
    player.move(m.Stop())
    assert "Try again?" in said(player.move(m.Human()))
    assert "Anything else?" in said(player.say("no"))
    assert player.walk.stack == []


def test_a_topic_that_ends_with_a_failed_hand_over_is_left(player: Player) -> None:
    player.answer = answering({}, reference=None)
    player.say("x")
    player.say("otherwise")
    assert Status("stopped", "loop") in player.say("no")


# --- repeat, why, misunderstandings -----------------------------------------------------------


def test_repeat_asks_the_same_question_with_the_same_choices(player: Player) -> None:
    before = open_question_of(player.library, player.walk).options
    assert "First?" in said(player.move(m.Repeat()))
    assert open_question_of(player.library, player.walk).options == before


def test_why_gives_the_reason_and_asks_again(player: Player) -> None:
    assert said(player.move(m.Why())) == "Because: It matters.\nFirst?"


def test_why_leaves_a_question_of_the_conversation_open(player: Player) -> None:
    player.move(m.Clarify(["other", "later"]))
    assert "Which one do you mean?" in said(player.move(m.Why()))


def test_which_topic_is_meant_can_be_chosen(player: Player) -> None:
    blocks = player.move(m.Clarify(["other", "nonsense", "later"]))
    assert [option.label for block in blocks if isinstance(block, Choices) for option in block.options] == [
        "Another",
        "Later on",
        "None of these",
    ]
    assert "Second?" in said(player.say("other"))
    assert [frame.tree for frame in player.walk.stack] == ["loop", "other"]


def test_the_topic_that_is_open_can_be_meant(player: Player) -> None:
    player.move(m.Clarify(["loop", "later"]))
    assert "(already)" in said(player.say("loop"))
    assert len(player.walk.stack) == 1


def test_three_misunderstandings(player: Player) -> None:
    assert said(player.move(m.Unclear())) == "Sorry?\nFirst?"
    assert "One of these?" in said(player.move(m.Unclear(["other"])))
    assert Status("human", "loop", "R-1") in player.move(m.Unclear())


def test_what_is_understood_ends_the_count(player: Player) -> None:
    player.move(m.Unclear())
    player.move(m.Why())
    assert said(player.move(m.Unclear())) == "Sorry?\nFirst?"


def test_a_failure_is_said_with_its_reference_and_loses_nothing(player: Player) -> None:
    player.say("x")
    blocks = player.move(m.Failure("WF-1"))
    assert "It broke: WF-1" in said(blocks)
    assert asks(blocks)
    assert player.here == "sub/fix"


def test_an_unknown_topic_is_not_understood(player: Player) -> None:
    assert "Sorry?" in said(player.move(m.Topic("nonsense")))


def test_an_option_opens_only_topics(player: Player) -> None:
    assert "(closed_question)" in said(player.move(m.Choose("1.>closing")))


EVERY_MOVE: list[m.Move] = [
    *(m.Begin(), m.Choose("x"), m.Give({}), m.Topic("loop"), m.Correct(), m.Unclear(), m.Clarify([]), m.Back()),
    *(m.Restart(), m.Stop(), m.Repeat(), m.Why(), m.Skip(), m.DontKnow(), m.Human(), m.Solved(), m.NotSolved()),
    *(m.Failure("WF-1"), m.Give({"a": "x"}), m.Correct({"a": "x"})),
]


@pytest.mark.parametrize("move", EVERY_MOVE, ids=repr)
def test_every_move_of_a_person_is_answered_when_nothing_is_open(player: Player, move: m.Move) -> None:
    player.move(m.Stop())
    assert said(player.move(move))


def test_what_is_meant_is_asked_again_after_one_misunderstanding(player: Player) -> None:
    player.move(m.Clarify(["loop", "later"]))
    before = [option.label for option in open_question_of(player.library, player.walk).options]
    assert "Later on" not in said(player.move(m.Unclear(["later"])))
    assert [option.label for option in open_question_of(player.library, player.walk).options] == before


# --- neighbours ---------------------------------------------------------------------------------

NEIGHBOURS = {
    **TREES,
    "near": "steps: {visit: {visit: other}}",
    "far": "steps: {a: {find: a, then: {x: end, y: end, unknown: end}}, end: {tell: End.}}",
}
NEAR_TOPICS = """
other: {area: login, title: Another, status: ready, gist: Help with others.}
near: {area: login, title: Near, status: ready, gist: Help nearby.}
far: {area: login, title: Far, status: ready, gist: Help far away.}
"""


@pytest.mark.parametrize("topics", [["near", "other"], ["other", "near"]])
def test_topics_that_lead_to_the_same_question_are_not_told_apart_by_asking(tmp_path: Path, topics: list[str]) -> None:
    player = Player(library(tmp_path, NEIGHBOURS, facts=FACTS, topics=NEAR_TOPICS))
    assert "Second?" in said(player.move(m.Clarify(topics)))
    assert player.here == "other/b"


def test_topics_that_lead_to_different_questions_are(tmp_path: Path) -> None:
    player = Player(library(tmp_path, NEIGHBOURS, facts=FACTS, topics=NEAR_TOPICS))
    assert "Which one do you mean?" in said(player.move(m.Clarify(["near", "far"])))


# --- what is nearly understood ------------------------------------------------------------------


def test_a_first_miss_offers_what_was_nearly_understood_beside_the_open_question(player: Player) -> None:
    choices = player.move(m.Unclear(["other", "nothing"]))[-1]
    assert isinstance(choices, Choices)
    assert [option.label for option in choices.options] == ["Ex", "Why", "Not sure", "Another"]
    assert "Second?" in said(player.move(m.Choose(choices.options[-1].id)))


def test_a_topic_that_was_offered_can_still_be_chosen_later(player: Player) -> None:
    offered = player.move(m.Unclear(["other"]))[-1]
    assert isinstance(offered, Choices)
    player.say("x")
    assert "Second?" in said(player.move(m.Choose(offered.options[-1].id)))


def test_a_second_miss_says_all_of_the_open_question(tmp_path: Path) -> None:
    spoken = {**TREES, "conversation/not_understood": "steps: {say: {tell: 'Sorry?'}}"}
    player = Player(library(tmp_path, spoken, facts=FACTS, topics=TOPICS), answering({}))
    player.move(m.Topic("loop"))
    player.say("x")
    assert said(player.move(m.Unclear())) == "Sorry?\nDid that help?"
    assert said(player.move(m.Unclear())) == "Sorry?\nDo it.\nDid that help?"


# --- offers -------------------------------------------------------------------------------------

OFFER = {
    **TREES,
    "conversation/planned": """
        steps:
          person:
            find: conversation.again
            once: "true"
            ask: "A person?"
            then: {"yes": hand, "no": end, unknown: end}
          hand: {human: A person helps.}
          end: {tell: All right.}
        """,
    "conversation/thanks": "steps: {say: {tell: Welcome.}}",
    "visitor": """
        steps:
          one: {visit: later, next: two}
          two: {find: a, then: {x: end, y: end, unknown: end}}
          end: {tell: E.}
        """,
}


@pytest.fixture
def offered(tmp_path: Path) -> Player:
    player = Player(library(tmp_path, OFFER, facts=FACTS, topics=TOPICS), answering({}))
    player.move(m.Topic("later"))
    return player


def test_an_offer_is_heard_in_the_next_message(offered: Player) -> None:
    assert "A person helps." in said(offered.say("yes"))


def test_an_offer_lapses_with_a_message_about_something_else_and_is_not_asked_again(offered: Player) -> None:
    assert said(offered.move(m.Topic("thanks"))) == "Welcome."
    assert offered.walk.stack == []


def test_an_offer_does_not_come_back_after_another_topic(offered: Player) -> None:
    offered.move(m.Topic("other"))
    assert "A person?" not in said(offered.say("x"))
    assert offered.walk.stack == []


def test_an_offer_stays_open_when_nothing_was_said_or_when_it_is_to_be_said_again(offered: Player) -> None:
    assert "A person?" in said(offered.move())
    assert "A person?" in said(offered.move(m.Repeat()))
    assert "A person?" in said(offered.move(m.More()))


def test_after_an_offer_that_lapses_in_a_visit_the_visiting_tree_goes_on(offered: Player) -> None:
    offered.move(m.Stop())
    offered.move(m.Topic("visitor"))
    assert said(offered.move(m.Topic("thanks"))) == "Welcome.\nFirst?"


# --- the gist -----------------------------------------------------------------------------------


@pytest.fixture
def gists(tmp_path: Path) -> Player:
    topics = """
loop: {area: login, title: A loop, status: ready, gist: Help with loops., sources: [guide.login]}
other: {area: login, title: Another, status: ready, gist: Help with others.}
later: {area: login, title: Later on, status: planned, gist: Help for later.}
extra_1: {area: login, title: Extra, status: ready, gist: Never said.}
"""
    return Player(library(tmp_path, OFFER, facts=FACTS, topics=topics), answering({}))


def test_the_gist_comes_once_before_the_first_question_with_its_sources(gists: Player) -> None:
    blocks = gists.move(m.Topic("loop"))
    assert said(blocks) == "Help with loops.\nFirst?"
    assert any(isinstance(block, Citation) for block in blocks)
    assert "Help with loops." not in said(gists.move(m.Why()))


def test_saying_it_again_says_the_gist_too_that_came_with_the_question(gists: Player) -> None:
    gists.move(m.Topic("loop"))
    assert said(gists.move(m.Repeat())) == "Help with loops.\nFirst?"


def test_with_nothing_open_the_gist_of_the_last_topic_is_said_again(gists: Player) -> None:
    gists.move(m.Topic("loop"))
    gists.move(m.Stop())
    assert said(gists.move(m.Repeat())).startswith("Help with loops.")


def test_a_topic_that_begins_with_a_remedy_owes_no_gist(gists: Player) -> None:
    assert "Never said." not in said(gists.move(m.Topic("extra_1")))
    assert not any(frame.owes for frame in gists.walk.stack)


def test_the_gist_is_not_said_again_when_the_topic_is_walked_again_or_returned_to(gists: Player) -> None:
    gists.move(m.Topic("loop"))
    gists.say("x")
    assert "Help" not in said(gists.move(m.Correct({"a": ""})))
    assert said(gists.move(m.Topic("other"))) == "Help with others.\nSecond?"
    assert "Help" not in said(gists.say("x"))


def test_a_question_of_a_visited_tree_says_the_gist_of_the_topic(gists: Player) -> None:
    gists.move(m.Give({"a": "x"}))
    assert "Help with loops." not in said(gists.move(m.Topic("loop")))
    assert gists.here == "sub/fix"


def test_a_topic_without_a_tree_says_its_gist_also_when_a_tree_visits_it(gists: Player) -> None:
    assert said(gists.move(m.Topic("later"))).startswith("Help for later.")
    gists.move(m.Stop())
    assert said(gists.move(m.Topic("visitor"))).startswith("Help for later.")


def test_two_topics_in_one_message_are_taken_one_by_one(gists: Player) -> None:
    first, second = list(gists.library.topics)[:2]
    gists.move(m.Restart())
    assert f"(first {second}, then {first})" in said(gists.move(m.Topic(first), m.Topic(second)))
