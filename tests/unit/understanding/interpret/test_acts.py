"""What is said beside a problem: the intents of such acts become an option that is open, or words in passing."""

from __future__ import annotations

import pytest

from wayfinder.content.contract import ASPECTS, CONVERSATION_AREA, LOOK_IT_UP, Filing, Result
from wayfinder.content.files import read
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion
from wayfinder.engine.stack.topics import is_courtesy
from wayfinder.settings import ROOT
from wayfinder.understanding.entities.patterns import ERROR
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
PART = OpenQuestion(
    topic="register_new_partner",
    options=[
        OpenOption("9.done", "Yes, that's done", Result.DONE),
        OpenOption("9.waits", "I'm still waiting for it", Result.WAITS),
        OpenOption("9.otherwise", "No, that didn't work", Result.OTHERWISE),
    ],
)
REVIEW = OpenQuestion(
    fact="case.review",
    topic="login_loop",
    options=[
        OpenOption("10.file", "Yes, file it", Filing.FILE),
        OpenOption("10.change", "Change something first", Filing.CHANGE),
        OpenOption("10.leave", "No, don't file it", Filing.LEAVE),
    ],
)
ASKING = [f"ask_{aspect}" for aspect in ASPECTS]


@pytest.mark.parametrize(
    ("intent", "tree"),
    [
        ("frustrated", "frustrated"),
        ("small_talk", "small_talk"),
        ("doubt", "doubt"),
        ("secret_shared", "secret"),
        ("look_it_up", "on_record"),
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
        ("waiting", PART, "9.waits"),
        ("done", PART, "9.done"),
        ("file_case", REVIEW, "10.file"),
    ],
)
def test_the_option_that_says_the_same_is_chosen_where_it_is_open(
    intent: str, question: OpenQuestion, option: str
) -> None:
    assert move_of(intent, question) == m.Choose(option)


def test_a_look_up_is_not_chosen_where_it_is_not_offered() -> None:
    assert move_of("look_it_up", REMEDY) == m.Topic("on_record")
    assert move_of("waiting", STATE) == m.Later()


def test_waiting_says_that_nothing_came_of_it_only_where_that_is_asked() -> None:
    other = OpenQuestion(fact="what_next.wish", topic="org_purged", options=[OpenOption("8.nothing", "No", "nothing")])
    assert move_of("waiting", other) == m.Later()


@pytest.mark.parametrize("question", [NOTHING, STATE, REMEDY, REVIEW])
def test_that_a_part_is_done_means_nothing_where_that_is_not_asked(question: OpenQuestion) -> None:
    assert move_of("done", question) is None


@pytest.mark.parametrize("question", [NOTHING, STATE, REMEDY, PART])
def test_a_wish_for_a_case_goes_to_the_case_of_the_topic_where_none_can_be_filed_at_once(
    question: OpenQuestion,
) -> None:
    assert move_of("file_case", question) == m.FileCase()


@pytest.mark.parametrize("question", [NOTHING, STATE, REMEDY, PART, REVIEW])
def test_to_return_to_another_problem_is_a_wish_at_every_question(question: OpenQuestion) -> None:
    assert move_of("return", question) == m.Return()


def test_a_wish_for_a_case_must_be_as_sure_as_one_for_a_person() -> None:
    said = "put it down somewhere"
    assert interpret(Parse(said, [("file_case", 0.6)]), STATE).moves == [m.FileCase()]
    assert interpret(Parse(said, [("file_case", 0.4)]), STATE).moves == [m.Unclear([])]


def test_a_case_is_wished_for_though_an_error_message_is_quoted() -> None:
    quoted = {ERROR: "limited_view"}
    assert interpret(Parse("file a case, it says this", [("file_case", 0.6)], quoted), NOTHING).moves == [m.FileCase()]


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


@pytest.mark.parametrize("aspect", ASPECTS)
def test_what_is_asked_about_a_topic_that_was_just_answered_is_a_side_question(aspect: str) -> None:
    answered = OpenQuestion(fact="conversation.answered", ended="admin_list")
    assert move_of(f"ask_{aspect}", answered) == m.SideQuestion(aspect)
    assert move_of(f"ask_{aspect}", answered, "reset_password") == m.SideQuestion(aspect, "reset_password")


def test_a_topic_is_named_when_it_is_as_sure_as_one_that_is_begun() -> None:
    sure, unsure = ("reset_password", 0.36), ("reset_password", 0.2)
    said = "and how long does a reset take"
    assert interpret(Parse(said, [("ask_how_long", 0.6), sure]), NOTHING).moves == [
        m.SideQuestion("how_long", "reset_password")
    ]
    assert interpret(Parse(said, [("ask_how_long", 0.6), unsure]), NOTHING).moves == [m.Unclear(["reset_password"])]


@pytest.mark.parametrize(
    "intent", [*ASKING, "look_it_up", "waiting", "secret_shared", "more", "frustrated", "done", "file_case", "return"]
)
def test_none_of_these_intents_is_a_topic(intent: str) -> None:
    assert intent in CONVERSATION
    assert Parse("anything", [(intent, 0.9)]).topics == []


def test_every_tree_that_is_said_in_passing_is_a_courtesy() -> None:
    library = read(ROOT / "data").library
    trees = ("doubt", "frustrated", "go_on_later", "other_language", "secret", "small_talk")
    assert [name for name in trees if library.trees[name].area != CONVERSATION_AREA] == []
    assert [name for name in trees if not is_courtesy(library, name)] == []
