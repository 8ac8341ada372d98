"""The training phrases: every intent has enough, and no phrase belongs to two intents."""

from __future__ import annotations

from collections import Counter, defaultdict

import yaml

from wayfinder.settings import ROOT
from wayfinder.understanding.classifier.phrases import load_messages
from wayfinder.understanding.interpret.intents import CONVERSATION
from wayfinder.understanding.tokens import phrase

Pairs = list[tuple[str, str]]
MESSAGES = ["messages.yml", "messy.yml"]
# The problems that people come with most.
HEADLINES = ("login_loop", "limited_view", "certs_verify_email_error", "org_expired_or_hold")


def test_no_phrase_occurs_twice(phrases: Pairs) -> None:
    intents = defaultdict(list)
    for text, intent in phrases:
        intents[phrase(text)].append(intent)
    assert {text: where for text, where in intents.items() if len(where) > 1} == {}


def test_every_intent_has_enough_phrases(phrases: Pairs) -> None:
    counts = Counter(intent for _, intent in phrases)
    assert {intent: count for intent, count in counts.items() if count < 10} == {}
    assert counts["login_loop"] >= 40
    assert counts["out_of_scope"] >= 120
    assert {intent: counts[intent] for intent in CONVERSATION if counts[intent] < 15} == {}


def test_every_topic_that_has_a_tree_has_more(phrases: Pairs) -> None:
    counts = Counter(intent for _, intent in phrases)
    topics = yaml.safe_load((ROOT / "data" / "topics.yml").read_text(encoding="utf-8"))["topics"]
    ready = [name for name, topic in topics.items() if topic["status"] == "ready"]
    assert ready
    assert {name: counts[name] for name in ready if counts[name] < 25} == {}


def test_phrases_are_plain_text(phrases: Pairs) -> None:
    assert [text for text, _ in phrases if "](" in text or "]{" in text or text.startswith("/")] == []


def test_the_measured_messages_are_not_trained_on(phrases: Pairs) -> None:
    known = {phrase(text) for text, _ in phrases}
    measured = [text for name in MESSAGES for text, _ in load_messages(ROOT / "tests" / "understanding" / name)]
    assert [text for text in measured if phrase(text) in known] == []


def test_every_intent_is_measured(phrases: Pairs) -> None:
    counts = Counter(intent for _, intent in load_messages(ROOT / "tests" / "understanding" / "messages.yml"))
    assert {intent for _, intent in phrases} == set(counts)
    assert {intent: count for intent, count in counts.items() if count < 2} == {}
    assert counts["out_of_scope"] >= 30


def test_the_main_problems_are_measured_with_more_messages() -> None:
    measured = Counter(i for name in MESSAGES for _, i in load_messages(ROOT / "tests" / "understanding" / name))
    assert {problem: measured[problem] for problem in HEADLINES if measured[problem] < 8} == {}
