"""How well the shipped phrases are learnt, on messages that were never trained on.

The floors lie a little below what was measured (docs/understanding.md), so that a phrase more or
less does not break them and a real loss does.
"""

from __future__ import annotations

import pytest

from wayfinder.engine.moves import Topic
from wayfinder.engine.question import OpenQuestion
from wayfinder.settings import ROOT
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.classifier.phrases import load_messages
from wayfinder.understanding.interpret.intents import CONVERSATION
from wayfinder.understanding.interpret.interpret import interpret
from wayfinder.understanding.interpret.parse import Parse

ASIDE = "ask_"
FLOORS = {"messages.yml": (0.95, 0.92), "messy.yml": (0.90, 0.90)}


@pytest.mark.parametrize("name", FLOORS)
def test_topics_are_recognised_and_out_of_scope_messages_are_not(trained: Hybrid, name: str) -> None:
    accuracy_floor, recall_floor = FLOORS[name]
    messages = load_messages(ROOT / "tests" / "understanding" / name)
    missed = [(text, intent) for text, intent in messages if not _right(trained, text, intent)]
    strangers = sum(intent == "out_of_scope" for _, intent in messages)
    missed_strangers = sum(intent == "out_of_scope" for _, intent in missed)
    accuracy = 1 - (len(missed) - missed_strangers) / (len(messages) - strangers)
    assert accuracy >= accuracy_floor, missed
    assert 1 - missed_strangers / strangers >= recall_floor, missed


def _right(trained: Hybrid, text: str, intent: str) -> bool:
    ranking = trained.rank(text)
    if intent.startswith(ASIDE):  # the aside itself is found by its examples, whatever the aspect
        return ranking[0][0].startswith(ASIDE) or ranking[0][0] not in CONVERSATION
    if intent != "out_of_scope":
        return ranking[0][0] == intent
    moves = interpret(Parse(text, ranking), OpenQuestion()).moves
    return not any(isinstance(move, Topic) and move.id not in CONVERSATION for move in moves)
