"""Remedies that are reported, by their words, and how they went."""

from __future__ import annotations

import numpy as np
import pytest

from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.reports import OUTCOMES, reported, reports, went
from wayfinder.understanding.decision.said import Said
from wayfinder.understanding.reading import Reading, Seen

REMEDIES = {"private_window": ["incognito", "private window"], "clear_cache": ["cookies", "cleared cache"]}

NOTHING = Said([], np.zeros((1, 0)))


def clause(text: str, **intents: float) -> Reading:
    return Reading(text, [Seen(name, likely, likely, likely) for name, likely in intents.items()])


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
def test_how_a_remedy_went(text: str, intents: dict[str, float], outcome: str) -> None:
    assert reports(Message([clause(text, **intents)]), REMEDIES, NOTHING) == {"private_window": outcome}


def test_the_clause_after_it_may_say_how_it_went() -> None:
    parts = [clause("tried incognito"), clause("the same", not_solved=0.8)]
    assert reports(Message([clause("tried incognito. the same"), *parts]), REMEDIES, NOTHING) == {
        "private_window": "failed"
    }


def test_what_is_denied_is_no_report() -> None:
    assert reports(Message([clause("I did not open it in incognito")]), REMEDIES, NOTHING) == {}


def test_several_remedies_are_reported_at_once() -> None:
    said = Message([clause("incognito and wiped cookies, no luck")])
    assert reports(said, REMEDIES, NOTHING) == {"private_window": "failed", "clear_cache": "failed"}


@pytest.mark.parametrize("text", ["I'll try incognito", "what is incognito?", "my browser is old"])
def test_a_plan_a_question_or_nothing_is_no_report(text: str) -> None:
    assert reports(Message([clause(text)]), REMEDIES, NOTHING) == {}


def test_what_looks_like_a_report_is_one_in_whatever_words() -> None:
    looks = Said([reported("clear_cache"), *map(went, OUTCOMES)], np.array([[0.7, 0.1, 0.2, 0.6, 0.0]]))
    said = Message([clause("everything temporary is gone from her machine")])
    assert reports(said, REMEDIES, looks) == {"clear_cache": "done"}
