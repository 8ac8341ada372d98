"""States that nobody but a forger, or a change of the content, can make: the engine does not raise on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import MAILBOX, NOW
from tests.support.trees import library
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import advance, open_question_of
from wayfinder.engine.requests import File, LookUp, Prove, Request
from wayfinder.engine.walk import Frame, Mark, Walk

FACTS = 'a: {label: First, ask: "First?", values: {x: Ex, y: Why, unknown: Not sure}}'
TREES = {
    "loop": "steps: {a: {find: a, then: {x: end, y: end, unknown: end}}, end: {tell: End.}}",
    "conversation/waited": """
        steps:
          heard: {find: conversation.heard, then: {other: ok, unknown: ok}}
          ok: {tell: Ok.}
        """,
}
TOPICS = "loop: {area: login, title: A loop, status: ready, gist: The gist.}"


@pytest.fixture
def content(tmp_path: Path) -> Library:
    return library(tmp_path, TREES, facts=FACTS, topics=TOPICS)


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (Prove("p1", "mailbox", "gone"), m.Proved("p1", "failed")),
        (Prove("p1", "mailbox", "a"), m.Proved("p1", "granted", [MAILBOX])),
        (LookUp("l1", "account", "me", None), m.Found("l1", {"a": "x"})),
        (File("c1", "gone", {}, "key", None), m.Filed("c1", None, "No.")),
    ],
)
@pytest.mark.parametrize("stack", [[], [Frame("loop", "a", "topic", "1")]])
def test_an_answer_to_a_request_that_was_made_up(
    content: Library, request_: Request, answer: m.Move, stack: list[Frame]
) -> None:
    walk = Walk(question=1, stack=stack, request=request_, wish="gone")
    assert advance(content, walk, [answer], NOW).walk.request is None


def test_a_way_round_for_a_value_that_is_no_longer_in_the_content(content: Library) -> None:
    frame = Frame("waited", "heard", "repair", "1", {"conversation.asked": "gone", "conversation.ways": "give"})
    assert open_question_of(content, Walk(question=1, stack=[frame])).kind is None


def test_an_answer_about_the_conversation_whose_question_a_correction_left(content: Library) -> None:
    frame = Frame("waited", "heard", "repair", "1")
    topic = Frame("loop", "a", "topic", "1")
    walk = Walk(question=2, stack=[frame], marks=[Mark(1, [topic], "a"), Mark(2, [frame], "conversation.heard")])
    moved = advance(content, walk, [m.Correct(), m.Choose("2.worked")], NOW)
    assert moved.walk.stack == [topic]
