"""A walk as JSON: read back unchanged, and never too large."""

from __future__ import annotations

import msgspec
import pytest

from wayfinder.content.fact_key import FactKey
from wayfinder.engine.requests import Held, LookUp
from wayfinder.engine.walk import UNDO_LIMIT, Fact, Frame, HandedOver, Mark, Parked, Tried, TriedRemedy, Walk
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
        Walk(
            question=9,
            handed_over=HandedOver(4, "human.loop.1"),
            filed=7,
            parked=[Parked("loop", "loop/a", 1.0, said=[5])],
        ),
        Walk(question=9, misses=2, lapsed=Mark(9, [LOOP], "try"), unasked=True),
        full(),
    ],
)
def test_a_walk_is_the_same_after_it_was_written_and_read(walk: Walk) -> None:
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


def test_then_the_oldest_facts_go_and_the_open_question_stays() -> None:
    walk = full(facts=60, value="é" * 400)
    again = loads(dumps(walk))
    assert len(dumps(walk).encode()) <= SIZE_LIMIT
    assert again.marks == walk.marks[-1:]
    assert again.facts == walk.facts[-len(again.facts) :]
    assert again.stack == walk.stack


def huge() -> Walk:
    """More of everything than a walk can have, with the longest texts."""
    words = "é" * 1_000
    frames = [
        Frame(f"tree_{at}", "step", "topic" if at % 3 == 0 else "visit", "ffffff", {f"conversation.{at}": words}, at)
        for at in range(15)
    ]
    marks = [Mark(at, frames, "some.fact") for at in range(UNDO_LIMIT)]
    grants = [Held(f"grant_{at}", ["mailbox", "admin"], 5.0) for at in range(200)]
    tries = [Tried(f"tree_{at}/step", "otherwise", at) for at in range(300)]
    return msgspec.structs.replace(
        full(facts=200, value=words), stack=frames, marks=marks, grants=grants, tries=tries, lapsed=marks[0]
    )


def test_no_walk_exceeds_the_limit() -> None:
    text = dumps(huge())
    assert len(text.encode()) <= SIZE_LIMIT
    assert loads(text).stack[-1].tree == "tree_14"


def test_what_was_said_on_the_way_goes_before_the_way_back() -> None:
    again = loads(dumps(msgspec.structs.replace(full(), said=list(range(10**9, 10**9 + 300)))))
    assert again.said == []
    assert len(again.marks) == UNDO_LIMIT


def test_the_oldest_of_facts_and_tries_goes_first() -> None:
    tries = [Tried(f"tree_{at}/{'step' * 20}", "otherwise", at) for at in range(60)]
    again = loads(dumps(msgspec.structs.replace(full(facts=60, value="é" * 30), tries=tries)))
    oldest = {tried.question for tried in again.tries[:1]} | {fact.question for fact in again.facts[:1]}
    assert max(oldest) - min(oldest) <= 1
    assert min(oldest) > 0


def test_remedies_are_kept_longest_and_the_newest_of_them_when_there_are_too_many() -> None:
    tried = [TriedRemedy(f"remedy_{at}", "topic", "failed", at) for at in range(20)]
    again = loads(dumps(msgspec.structs.replace(huge(), remedies=tried)))
    assert (again.remedies, again.tries, again.facts) == (tried, [], [])
    many = [TriedRemedy(f"remedy_{at}", "topic", "failed", at) for at in range(500)]
    text = dumps(msgspec.structs.replace(huge(), remedies=many))
    assert len(text.encode()) <= SIZE_LIMIT
    kept = loads(text).remedies
    assert kept == many[-len(kept) :]
    assert len(kept) > 50


@pytest.mark.parametrize(
    "text",
    [
        '{"frames":[],"remedies":[["x","loop","lost",1]]}',
        '{"frames":[],"remedies":[["x","loop","failed",-1]]}',
        '{"frames":[],"question":0,"misses":-1}',
        '{"frames":[],"question":0,"misses":4}',
        '{"frames":[],"question":-1}',
        '{"frames":[],"question":18446744073709551616}',
        '{"frames":[],"requests":-1}',
        '{"frames":[],"marks":[[-1,[],"try"]]}',
        '{"frames":[],"facts":[["a","x","told",1.0,-1]]}',
    ],
)
def test_numbers_out_of_bounds_are_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        loads(text)


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
def test_a_text_that_is_not_a_walk_is_refused(text: str) -> None:
    with pytest.raises((msgspec.DecodeError, RecursionError)):
        loads(text)
