"""A walk as JSON: the same again, and never too large."""

from __future__ import annotations

import msgspec
import pytest

from wayfinder.content.fact_key import FactKey
from wayfinder.engine.requests import Held, LookUp
from wayfinder.engine.walk import UNDO_LIMIT, Fact, Frame, Mark, Walk
from wayfinder.engine.walk_json import SIZE_LIMIT, dumps, loads

LOOP = Frame("login_loop", "clear_browser", "topic", "a1b2c3", {}, 1)
VISIT = Frame("sso_custom_domain", "custom_domain", "visit", "d4e5f6")
WHY = Frame("did_you_mean", "which", "repair", "ffffff", {"conversation.candidates": "a,b"})


def full(facts: int = 30, step: str = "a_step_with_a_name", value: str = "a value") -> Walk:
    """Fifty questions, each asked by a tree that is visited by a tree."""
    marks = [
        Mark(at, [LOOP, msgspec.structs.replace(VISIT, step=f"{step}_{at}")], f"some.fact_{at}")
        for at in range(UNDO_LIMIT)
    ]
    known = [Fact(FactKey(f"some.fact_{at}"), value, "told", 1_760_000_000.0, at) for at in range(facts)]
    return Walk(question=UNDO_LIMIT, stack=[LOOP, VISIT], facts=known, marks=marks)


@pytest.mark.parametrize(
    "walk",
    [
        Walk(),
        Walk(question=3, stack=[LOOP, VISIT, WHY], marks=[Mark(2, [LOOP], "try"), Mark(3, [LOOP, VISIT, WHY], "x")]),
        Walk(
            facts=[
                Fact(FactKey("a"), "x", "looked_up", 1.0, 2, "g1"),
                Fact(FactKey("b", True), "unknown", "told", 1.0, 2, None, "t/s"),
            ]
        ),
        Walk(
            grants=[Held("g1", ["mailbox"], 5.0)], request=LookUp("l1", "org", "org", "g1", {"org.id": "x"}), requests=1
        ),
        Walk(question=9, misses=2, lapsed=Mark(9, [LOOP], "try"), unasked=True),
        full(),
    ],
)
def test_the_same_walk_again(walk: Walk) -> None:
    assert loads(dumps(walk)) == walk


def test_fifty_undo_steps_and_thirty_facts_fit() -> None:
    text = dumps(full())
    assert len(text.encode()) <= SIZE_LIMIT
    assert len(loads(text).marks) == UNDO_LIMIT


def test_when_it_is_too_large_the_oldest_undo_steps_go_first() -> None:
    walk = full(step="a_step_with_a_very_long_name_that_nobody_would_really_give_to_it_" * 2)
    again = loads(dumps(walk))
    assert len(dumps(walk).encode()) <= SIZE_LIMIT
    assert again.facts == walk.facts
    assert 1 < len(again.marks) < UNDO_LIMIT
    assert again.marks == walk.marks[-len(again.marks) :]


def test_then_the_oldest_facts_and_the_open_question_stays() -> None:
    walk = full(facts=60, value="é" * 400)
    again = loads(dumps(walk))
    assert len(dumps(walk).encode()) <= SIZE_LIMIT
    assert again.marks == walk.marks[-1:]
    assert again.facts == walk.facts[-len(again.facts) :]
    assert again.stack == walk.stack


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"question":"x"}',
        '{"question":1,"frames":[],"stack":[0],"facts":[],"marks":[]}',
        "[" * 10_000,
    ],
)
def test_what_is_no_walk_is_refused(text: str) -> None:
    with pytest.raises((msgspec.DecodeError, RecursionError)):
        loads(text)
