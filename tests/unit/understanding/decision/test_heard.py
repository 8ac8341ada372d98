"""From what is meant to moves: each clause has its own, and what is left over is not lost."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from tests.support.readings import AXES, LABELS, SSO, reading
from tests.support.scales import linear
from wayfinder.content.asides import Aside
from wayfinder.content.files import read
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion, Told
from wayfinder.settings import ROOT
from wayfinder.understanding.decision.decision import LearntDecision
from wayfinder.understanding.decision.weights import Learnt, key
from wayfinder.understanding.interpret.interpret import DECIDED, NO_RULE, interpret
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.reading import Reading

HELPED = OpenQuestion(
    topic="login_loop",
    options=[OpenOption("2.solved", "It works now", "solved"), OpenOption("2.otherwise", "No, not yet", "otherwise")],
    number=2,
    step="remedies",
    words="Did that help?",
)
LIKELY = linear({"likely": 4.0}, 0.0)
KNOWN = {label: at for at, label in enumerate(LABELS.values())} | {
    "how long is it good": 5,
    "who is it": 6,
    "B.": 6,
    "how long is the link good": 5,
    "C.": 5,
    "where does the link arrive": 7,
}
ASIDES = [
    Aside(aspect="how_long", asked=["how long is it good"], answer="A."),
    Aside(aspect="who", asked=["who is it"], answer="B."),
]
OF_A_LINK = [
    Aside(aspect="how_long", asked=["how long is the link good"], answer="C."),
    Aside(aspect="where", asked=["where does the link arrive"], answer="D."),
]


@pytest.fixture(scope="module")
def decision() -> LearntDecision:
    library = read(ROOT / "data").library
    asides = {"login_loop": ASIDES, "reset_password": OF_A_LINK}
    trees = {name: msgspec.structs.replace(library.trees[name], asides=each) for name, each in asides.items()}
    library = msgspec.structs.replace(library, trees={**library.trees, **trees})
    option, report = linear({"label": 5.0}, -4.5), linear({"outcome by words": 6.0}, -3.0)
    scales = {"intent": LIKELY, "topic": LIKELY, "result": LIKELY, "option": option, "report": report}
    return LearntDecision(Learnt(scales, vectors={key(text): AXES[axis] for text, axis in KNOWN.items()}), library)


def parse(*readings: Reading, entities: Mapping[str, str] | None = None) -> Parse:
    return Parse(readings[0].text, readings[0].ranking, dict(entities or {}), list(readings))


def test_an_answer_in_other_words_chooses_its_option(decision: LearntDecision) -> None:
    assert decision.moves(parse(reading("our company's page", axis=0)), SSO) == [m.Choose("1.yes")]


def test_an_answer_with_facts_beside_it_gives_them_all_the_answer_first(decision: LearntDecision) -> None:
    said = parse(reading("our company's page", axis=0), entities={"org.status": "expired"})
    assert decision.moves(said, SSO) == [m.Give({"sso.used": "yes", "org.status": "expired"})]


def test_who_does_not_know_chooses_that(decision: LearntDecision) -> None:
    said = parse(reading("hard to say", axis=2), entities={"org.status": "expired"})
    assert decision.moves(said, SSO) == [m.Choose("1.unknown"), m.Give({"org.status": "expired"})]


def test_another_topic_is_opened_with_the_facts(decision: LearntDecision) -> None:
    said = parse(reading("my org is gone", org_purged=0.95), entities={"org.status": "purged"})
    assert decision.moves(said, SSO) == [m.Topic("org_purged", {"org.status": "purged"})]


def test_the_open_problem_said_again_after_a_remedy_means_that_it_did_not_help(decision: LearntDecision) -> None:
    assert decision.moves(parse(reading("the login page again", login_loop=0.95)), HELPED) == [m.NotSolved()]


def test_a_side_question_is_the_nearest_aside_of_the_topic(decision: LearntDecision) -> None:
    (move,) = decision.moves(parse(reading("how long", axis=5, ask_how_long=0.9)), SSO)
    assert move == m.SideQuestion("how_long", "login_loop", "how long is it good")


def test_a_side_question_that_no_aside_answers_keeps_its_aspect(decision: LearntDecision) -> None:
    assert decision.moves(parse(reading("what does it cost", ask_cost=0.9)), SSO) == [m.SideQuestion("cost")]


def test_a_question_of_which_nothing_was_made_is_one_about_the_topic(decision: LearntDecision) -> None:
    assert decision.moves(parse(reading("who is that?", axis=6)), SSO) == [
        m.SideQuestion("who", "login_loop", "who is it")
    ]


def test_a_question_beside_anger_or_thanks_is_answered_too(decision: LearntDecision) -> None:
    whole, thanks, asks = "thanks. who is that?", reading("thanks", thanks=0.95), reading("who is that?", axis=6)
    assert decision.moves(parse(reading(whole, thanks=0.6), thanks, asks), SSO) == [
        m.Topic("thanks"),
        m.SideQuestion("who", "login_loop", "who is it"),
    ]


def test_a_remark_that_the_topic_has_an_answer_to_gets_it(decision: LearntDecision) -> None:
    answered = [m.SideQuestion("who", "login_loop", "who is it")]
    assert decision.moves(parse(reading("I have nobody for that", axis=6)), SSO) == answered
    value = msgspec.structs.replace(SSO, step="value")
    assert decision.moves(parse(reading("I have nobody for that", axis=6)), value) == []


def test_a_question_that_names_another_topic_is_about_that_one(decision: LearntDecision) -> None:
    asks = reading("how long is the password link good", axis=5, ask_how_long=0.9, reset_password=0.6)
    assert decision.moves(parse(asks), SSO)[0] == m.SideQuestion(
        "how_long", "reset_password", "how long is the link good"
    )


def test_a_topic_that_is_nearly_understood_is_offered(decision: LearntDecision) -> None:
    nearly = parse(reading("the certificate thing", org_purged=0.3))
    assert decision.moves(nearly, HELPED) == []
    assert interpret(nearly, HELPED, decision).moves == [m.Unclear(["org_purged"])]


def test_what_is_no_text_at_all_is_not_taken_as_one(decision: LearntDecision) -> None:
    question = OpenQuestion("problem.error", "text", "login_loop", number=3, step="value", words="What does it say?")
    said = parse(reading("she looks after it, I come back then", later=0.9))
    assert interpret(said, question, decision).moves == [m.Later()]
    message = parse(reading("invalid session"))
    assert interpret(message, question, decision).moves == [
        m.answering(m.Give({"problem.error": "invalid session"}), 3)
    ]


def test_each_clause_has_its_meaning(decision: LearntDecision) -> None:
    whole, answer, wish = "sso, and a person please", reading("sso", axis=0), reading("a person", talk_to_human=0.95)
    assert decision.moves(parse(reading(whole, talk_to_human=0.5), answer, wish), SSO) == [
        m.Human(),
        m.Choose("1.yes"),
    ]


def test_what_is_not_plain_is_asked_first(decision: LearntDecision) -> None:
    sure, unsure = 0.999, 0.6
    assert decision.moves(parse(reading("it works", solved=sure)), HELPED) == [m.Solved()]
    assert decision.moves(parse(reading("it seems to work", solved=unsure)), HELPED) == [m.Solved(sure=False)]
    assert decision.moves(parse(reading("somebody", talk_to_human=sure)), HELPED) == [m.Human()]
    assert decision.moves(parse(reading("somebody?", talk_to_human=unsure)), HELPED) == [m.Human(sure=False)]


def test_a_person_who_is_offered_is_not_asked_about_again(decision: LearntDecision) -> None:
    offered = [*HELPED.options, OpenOption("2.person", "Talk to somebody", "person")]
    question = msgspec.structs.replace(HELPED, options=offered)
    assert decision.moves(parse(reading("somebody?", talk_to_human=0.6)), question) == [m.Human()]


def test_of_two_topics_the_one_that_was_mentioned_first_is_opened_last(decision: LearntDecision) -> None:
    first, second = reading("my org is gone", org_purged=0.95), reading("no code arrives", mfa_code=0.95)
    moves = decision.moves(parse(reading("both"), first, second), OpenQuestion())
    assert moves == [m.Topic("mfa_code"), m.Topic("org_purged")]


def test_a_greeting_beside_anything_else_needs_no_answer(decision: LearntDecision) -> None:
    said = parse(reading("hi, a person"), reading("hi", greet=0.95), reading("a person", talk_to_human=0.95))
    assert decision.moves(said, SSO) == [m.Human()]


def test_what_was_tried_is_reported_with_how_it_went(decision: LearntDecision) -> None:
    said = parse(reading("tried an incognito window, no luck", not_solved=0.6))
    assert m.Report({"private_window": "failed"}) in decision.moves(said, HELPED)


def test_a_remedy_that_worked_ends_the_problem_once(decision: LearntDecision) -> None:
    said = parse(reading("it took me with incognito", solved=0.999))
    assert decision.moves(said, HELPED) == [m.Report({"private_window": "worked"}), m.Solved()]
    assert interpret(said, HELPED, decision).moves == [m.Report({"private_window": "worked"})]


def test_a_correction_says_what_was_told(decision: LearntDecision) -> None:
    told = [Told("sso.used", "yes", LABELS)]
    question = msgspec.structs.replace(HELPED, told=told)
    said = parse(reading("sorry, no, with a password", correction=0.95))
    assert m.Correct({"sso.used": "no"}) in decision.moves(said, question)


def test_an_answer_that_the_question_does_not_take_hides_no_other(decision: LearntDecision) -> None:
    said = parse(reading("done that, and I see all of it", done=0.95, solved=0.9))
    assert decision.moves(said, HELPED) == [m.Solved()]


def test_nothing_likely_is_not_understood(decision: LearntDecision) -> None:
    said = parse(reading("lorem ipsum dolor", affirm=0.1))
    assert decision.moves(said, SSO) == []
    assert interpret(said, SSO, decision).rule == NO_RULE
    assert interpret(parse(reading("our company's page", axis=0)), SSO, decision).rule == DECIDED


def test_the_likeliest_meaning_comes_with_its_probability(decision: LearntDecision) -> None:
    said = parse(reading("my org is gone", org_purged=0.95, login_loop=0.04))
    name, probability = decision.likeliest(said, OpenQuestion()) or ("", 0.0)
    assert name == "org_purged"
    assert probability > 0.9
    names = [each[0] for each in decision.weighed(said, OpenQuestion())]
    assert names == ["topic:org_purged", "topic:login_loop"]
    assert decision.likeliest(parse(reading("x")), OpenQuestion()) is None
