"""What is said beside a problem: the intents of such acts become an option that is open, or words in passing."""

from __future__ import annotations

import pytest

from wayfinder.content.contract import ASPECTS, CONVERSATION_AREA, LOOK_IT_UP, Result
from wayfinder.content.files import read
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion
from wayfinder.engine.stack.topics import is_courtesy
from wayfinder.settings import ROOT
from wayfinder.understanding.interpret.intents import CONVERSATION, move_of
from wayfinder.understanding.interpret.interpret import interpret
from wayfinder.understanding.interpret.parse import Parse

NOTHING = OpenQuestion()
REMEDY = OpenQuestion(
    topic="login_loop",
    options=[
        OpenOption("5.solved", "Yes, that solved it", "solved"),
        OpenOption("5.waits", "I've asked, and wait", Result.WAITS),
        OpenOption("5.otherwise", "No", "otherwise"),
    ],
)
STATE = OpenQuestion(
    fact="account.state",
    topic="login_loop",
    options=[OpenOption("6.active", "I've been in", "active"), OpenOption("6.look_up", "Look it up", LOOK_IT_UP)],
)
HEARD = OpenQuestion(
    fact="conversation.heard",
    options=[OpenOption("7.worked", "It works", "worked"), OpenOption("7.nothing", "Nothing yet", "nothing")],
)
ASKING = [f"ask_{aspect}" for aspect in ASPECTS]


@pytest.mark.parametrize(
    ("intent", "tree"),
    [
        ("frustrated", "frustrated"),
        ("later", "later"),
        ("small_talk", "small_talk"),
        ("secret_shared", "secret"),
        ("look_it_up", "look_up_unavailable"),
        ("waiting", "later"),
    ],
)
def test_it_is_answered_in_passing_whatever_is_open(intent: str, tree: str) -> None:
    for question in (NOTHING, OpenQuestion(fact="me.email", kind="email", topic="reset_password")):
        assert move_of(intent, question) == m.Topic(tree)


@pytest.mark.parametrize(
    ("intent", "question", "option"),
    [
        ("look_it_up", STATE, "6.look_up"),
        ("waiting", REMEDY, "5.waits"),
        ("waiting", HEARD, "7.nothing"),
    ],
)
def test_the_option_that_says_the_same_is_chosen_where_it_is_open(
    intent: str, question: OpenQuestion, option: str
) -> None:
    assert move_of(intent, question) == m.Choose(option)


def test_a_look_up_is_not_chosen_where_it_is_not_offered() -> None:
    assert move_of("look_it_up", REMEDY) == m.Topic("look_up_unavailable")
    assert move_of("waiting", STATE) == m.Topic("later")


def test_waiting_says_that_nothing_came_of_it_only_where_that_is_asked() -> None:
    other = OpenQuestion(fact="what_next.wish", topic="org_purged", options=[OpenOption("8.nothing", "No", "nothing")])
    assert move_of("waiting", other) == m.Topic("later")


def test_more_asks_for_what_was_left_out() -> None:
    assert move_of("more", REMEDY) == move_of("more", NOTHING) == m.More()


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_side_question_is_about_the_topic_that_is_open(aspect: str) -> None:
    assert move_of(f"ask_{aspect}", REMEDY) == m.SideQuestion(aspect)
    assert move_of(f"ask_{aspect}", REMEDY, "reset_password") == m.SideQuestion(aspect)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_where_no_topic_is_open_it_is_about_the_one_that_is_named(aspect: str) -> None:
    assert move_of(f"ask_{aspect}", NOTHING, "reset_password") == m.SideQuestion(aspect, "reset_password")
    assert move_of(f"ask_{aspect}", NOTHING) is None


def test_a_topic_is_named_when_it_is_as_sure_as_one_that_is_begun() -> None:
    sure, unsure = ("reset_password", 0.36), ("reset_password", 0.2)
    said = "and how long does a reset take"
    assert interpret(Parse(said, [("ask_how_long", 0.6), sure]), NOTHING).moves == [
        m.SideQuestion("how_long", "reset_password")
    ]
    assert interpret(Parse(said, [("ask_how_long", 0.6), unsure]), NOTHING).moves == [m.Unclear(["reset_password"])]


@pytest.mark.parametrize("intent", [*ASKING, "look_it_up", "waiting", "secret_shared", "more", "frustrated"])
def test_none_of_these_intents_is_a_topic(intent: str) -> None:
    assert intent in CONVERSATION
    assert Parse("anything", [(intent, 0.9)]).topics == []


def test_every_tree_that_is_said_in_passing_is_a_courtesy() -> None:
    library = read(ROOT / "data").library
    trees = ("frustrated", "later", "look_up_unavailable", "other_language", "secret", "small_talk")
    assert [name for name in trees if library.trees[name].area != CONVERSATION_AREA] == []
    assert [name for name in trees if not is_courtesy(library, name)] == []
