"""Remedies that are reported, by their words and by what the message looks like, and how they went."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.readings import reading
from tests.support.scales import linear
from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.settings import ROOT
from wayfinder.understanding.decision.candidates import REPORT, Candidate
from wayfinder.understanding.decision.decision import LearntDecision
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.reports import OUTCOMES, REPORTS, Remedies, reported, reports, went
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.reading import Reading

NOTHING = Said([], np.zeros((1, 0)))
QUESTION = OpenQuestion(topic="login_loop", number=2, step="remedies", words="Did that help?")


@pytest.fixture(scope="module")
def library() -> Library:
    return read(ROOT / "data").library


@pytest.fixture(scope="module")
def remedies(library: Library) -> Remedies:
    return Remedies(library, Learnt())


def by_words(remedies: Remedies, *parts: Reading) -> dict[str, str]:
    """The outcome that the words say of each remedy that is named."""
    found = remedies.candidates(Message(list(parts)), QUESTION, NOTHING)
    named = (each for each in found if each.features["outcome by words"])
    said = [(each.name.split(":")[1], each.name.split(":")[2]) for each in named]
    return dict(said)


def likely(name: str, sure: float) -> tuple[Candidate, float]:
    return Candidate(f"report:{name}", REPORT, 0, {}), sure


@pytest.mark.parametrize(
    ("text", "intents", "outcome"),
    [
        ("tried incognito", {}, "done"),
        ("tried incognito", {"not_solved": 0.5}, "failed"),
        ("incognito it is fine", {"solved": 0.5}, "worked"),
        ("incognito, no luck", {}, "failed"),
        ("incognito isn't allowed here", {}, "impossible"),
    ],
)
def test_how_a_remedy_went_by_the_words(remedies: Remedies, text: str, intents: dict[str, float], outcome: str) -> None:
    assert by_words(remedies, reading(text, 9, **intents)) == {"private_window": outcome}


def test_the_clause_after_it_may_say_how_it_went(remedies: Remedies) -> None:
    parts = [reading("tried incognito"), reading("the same", not_solved=0.8)]
    assert by_words(remedies, reading("tried incognito. the same"), *parts) == {"private_window": "failed"}


def test_several_remedies_may_be_reported_at_once(remedies: Remedies) -> None:
    said = by_words(remedies, reading("incognito and wiped cookies, no luck"))
    assert said == {"private_window": "failed", "clear_cache": "failed"}


def test_what_names_no_remedy_and_looks_like_none_has_no_candidates(remedies: Remedies) -> None:
    assert by_words(remedies, reading("my browser is old")) == {}


def test_what_is_proposed_may_be_reported_in_any_words(remedies: Remedies) -> None:
    proposed = OpenQuestion(remedies=["other_browser@colleague"], number=2, step="remedies")
    found = list(remedies.candidates(Message([reading("did it, same")]), proposed, NOTHING))
    assert {each.name for each in found} == {f"report:other_browser:{outcome}" for outcome in OUTCOMES}
    assert all(each.features["proposed"] for each in found)


def test_what_looks_like_a_report_is_a_candidate_in_whatever_words(remedies: Remedies) -> None:
    looks = Said([reported("clear_cache"), *map(went, OUTCOMES)], np.array([[0.7, 0.1, 0.2, 0.6, 0.0]]))
    found = list(remedies.candidates(Message([reading("everything temporary is gone")]), QUESTION, looks))
    assert {each.name.split(":")[1] for each in found} == {"clear_cache"}
    most = max(found, key=lambda each: each.features["this outcome"])
    assert most.name == "report:clear_cache:done"


def test_a_report_must_be_likely_with_all_its_outcomes_and_has_the_likeliest() -> None:
    enough = [likely("clear_cache:failed", REPORTS / 2), likely("clear_cache:done", REPORTS / 2 + 0.01)]
    assert reports([*enough, likely("private_window:failed", REPORTS - 0.01)]) == {"clear_cache": "done"}


def test_a_report_becomes_a_move(library: Library) -> None:
    sure = linear({"outcome by words": 6.0}, -3.0)
    decision = LearntDecision(Learnt({REPORT: sure}), library)
    said = reading("incognito, no luck")
    assert decision.moves(Parse(said.text, readings=[said]), QUESTION) == [m.Report({"private_window": "failed"})]
