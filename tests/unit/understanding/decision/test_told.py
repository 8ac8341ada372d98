"""Facts that nobody asked for, and earlier answers that are corrected."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.readings import AXES, reading
from tests.support.scales import linear
from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion, Told
from wayfinder.settings import ROOT
from wayfinder.understanding.decision.candidates import FACT, Candidate
from wayfinder.understanding.decision.decision import LearntDecision
from wayfinder.understanding.decision.facts_told import CORRECTS, TELLS, facts_told
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.decision.told import DENIED, ToldValues
from wayfinder.understanding.decision.weights import Learnt, key
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.reading import Reading

INVITED, SSO = 0, 1
LIKELY = linear({"by words": 12.0}, -2.0)
QUESTION = OpenQuestion(
    "admins.count",
    topic="login_loop",
    options=[OpenOption("3.one", "One", "one"), OpenOption("3.several", "Several", "several")],
    number=3,
    step="choice",
    words="How many administrators does your company have?",
)
NOTHING = Said([], np.zeros((1, 0)))


@pytest.fixture(scope="module")
def library() -> Library:
    return read(ROOT / "data").library


@pytest.fixture(scope="module")
def learnt(library: Library) -> Learnt:
    """Two values have a vector each, and the words of the others none."""
    route, used = library.facts["arrival.route"].values, library.facts["sso.used"].values
    vectors = {key(route["invitation"]): AXES[INVITED], key(used["yes"]): AXES[SSO]}
    return Learnt({FACT: LIKELY}, vectors=vectors)


@pytest.fixture(scope="module")
def values(library: Library, learnt: Learnt) -> ToldValues:
    return ToldValues(library, learnt)


def told(fact: str, value: str) -> OpenQuestion:
    return OpenQuestion("admins.count", topic="login_loop", told=[Told(fact, value)], number=3, step="choice")


def names(values: ToldValues, message: Message, question: OpenQuestion = QUESTION) -> list[str]:
    found = sorted(values.candidates(message, question, NOTHING), key=lambda each: -each.features["by words"])
    return [each.name for each in found]


def likely(fact: str, value: str, sure: float = 0.9, clause: int = 0) -> tuple[Candidate, float]:
    return Candidate(f"fact:{fact}:{value}", FACT, clause, {}), sure


def test_the_value_whose_words_are_nearest_comes_first(values: ToldValues) -> None:
    assert names(values, Message([reading("I pressed the button in the mail", axis=INVITED)]))[0] == (
        "fact:arrival.route:invitation"
    )


def test_neither_what_is_asked_nor_what_was_told_is_a_candidate(values: ToldValues) -> None:
    message = Message([reading("one, by the mail", axis=INVITED)])
    assert not [name for name in names(values, message) if name.startswith("fact:admins.count")]
    assert "fact:arrival.route:invitation" not in names(values, message, told("arrival.route", "invitation"))


def test_what_was_told_may_be_corrected_whatever_the_words(values: ToldValues) -> None:
    far = Message([reading("not so", axis=7)])
    found = names(values, far, told("invitation.state", "fresh"))
    assert {"fact:invitation.state:expired", "fact:invitation.state:accepted"} <= set(found)


def test_a_message_without_words_tells_nothing(values: ToldValues) -> None:
    assert names(values, Message([Reading("...")])) == []


def test_a_fact_is_told_and_an_earlier_answer_corrected() -> None:
    message = Message([reading("we have SSO and it was the invitation")])
    found = [likely("sso.used", "yes"), likely("arrival.route", "invitation"), likely("arrival.route", "colleague")]
    assert facts_told(found, message, told("arrival.route", "direct")) == (
        {"sso.used": "yes"},
        {"arrival.route": "invitation"},
    )


def test_a_value_that_is_denied_is_not_told(values: ToldValues) -> None:
    message = Message([reading("it says locked, not purged")])
    question = told("org.status", "hold")
    found = {each.name: each for each in values.candidates(message, question, NOTHING)}
    locked, purged = found["fact:org.status:locked"], found["fact:org.status:purged"]
    assert (locked.features[DENIED], purged.features[DENIED]) == (0.0, 1.0)
    assert facts_told([(purged, 0.99), (locked, 0.6)], message, question)[1] == {"org.status": "locked"}


def test_what_only_one_tree_asks_is_not_told_in_passing(values: ToldValues) -> None:
    message = Message([reading("the login page comes back")])
    assert not [name for name in names(values, message) if "cannot_login_generic" in name]


def test_a_guess_tells_nothing_but_may_correct() -> None:
    message = Message([reading("I think it's on hold")])
    assert facts_told([likely("org.status", "hold")], message, QUESTION) == ({}, {})
    assert facts_told([likely("org.status", "hold")], message, told("org.status", "expired"))[1] == {
        "org.status": "hold"
    }


def test_what_is_not_likely_enough_is_left_alone() -> None:
    message = Message([reading("we have SSO, or so")])
    found = [likely("sso.used", "yes", TELLS - 0.01), likely("arrival.route", "invitation", CORRECTS - 0.01)]
    assert facts_told(found, message, told("arrival.route", "direct")) == ({}, {})


@pytest.mark.parametrize(
    ("text", "fact", "key_of_fact"),
    [
        ("she never had access", "account.state", "account.state@colleague"),
        ("my admin says she took my access away", "account.state", "account.state"),
        ("his is a trial", "org.type", "user.org_type"),
        ("our org is a trial", "org.type", "org.type"),
        ("we revoked a user by mistake", "account.state", "account.state@colleague"),
        ("my colleagues are new", "account.state", "account.state@colleague"),
        ("my user has another address", "invitation.address", "invitation.address"),
        ("that of the user account", "invitation.address", "invitation.address"),
    ],
)
def test_whose_fact_it_is_is_told_by_the_words(text: str, fact: str, key_of_fact: str) -> None:
    found, _ = facts_told([likely(fact, "x")], Message([reading(text)]), QUESTION)
    assert found == {key_of_fact: "x"}


def test_whose_fact_it_is_is_known_from_what_was_told_or_asked() -> None:
    message = Message([reading("it is expired")])
    _, corrected = facts_told([likely("org.status", "expired")], message, told("user.org_status", "hold"))
    assert corrected == {"user.org_status": "expired"}
    asked = OpenQuestion("invitation.address@colleague", topic="admin_user_cannot_get_in", number=3, step="choice")
    found, _ = facts_told([likely("invitation.state", "expired")], message, asked)
    assert found == {"invitation.state@colleague": "expired"}


def test_moves_are_made_of_both(library: Library, learnt: Learnt) -> None:
    decision = LearntDecision(learnt, library)
    said = reading("we come in through the company page", axis=SSO)
    assert decision.moves(Parse(said.text, readings=[said]), QUESTION) == [m.Give({"sso.used": "yes"})]
    corrects = told("sso.used", "no")
    assert decision.moves(Parse(said.text, readings=[said]), corrects) == [m.Correct({"sso.used": "yes"})]


def test_where_nothing_was_learnt_about_facts_none_is_told(library: Library) -> None:
    decision = LearntDecision(Learnt(), library)
    said = reading("we come in through the company page", axis=SSO)
    assert decision.moves(Parse(said.text, readings=[said]), QUESTION) == []
