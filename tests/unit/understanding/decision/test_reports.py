"""Remedies that are reported, by their words, and how they went."""

from __future__ import annotations

import pytest

from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.reports import reports
from wayfinder.understanding.reading import Reading, Seen

REMEDIES = {"private_window": ["incognito", "private window"], "clear_cache": ["cookies", "cleared cache"]}


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
    assert reports(Message([clause(text, **intents)]), REMEDIES) == {"private_window": outcome}


def test_the_clause_after_it_may_say_how_it_went() -> None:
    parts = [clause("tried incognito"), clause("the same", not_solved=0.8)]
    assert reports(Message([clause("tried incognito. the same"), *parts]), REMEDIES) == {"private_window": "failed"}


def test_several_remedies_are_reported_at_once() -> None:
    said = Message([clause("incognito and wiped cookies, no luck")])
    assert reports(said, REMEDIES) == {"private_window": "failed", "clear_cache": "failed"}


@pytest.mark.parametrize("text", ["I'll try incognito", "what is incognito?", "my browser is old"])
def test_a_plan_a_question_or_nothing_is_no_report(text: str) -> None:
    assert reports(Message([clause(text)]), REMEDIES) == {}
