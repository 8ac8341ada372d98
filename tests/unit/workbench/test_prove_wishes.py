"""The proof of "Look it up for me": all four answers are known, and whatever breaks one of them is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.trees import library
from wayfinder.engine.handlers import results
from wayfinder.engine.working_walk import WorkingWalk
from wayfinder.workbench.proof.edges import Edge, Person
from wayfinder.workbench.proof.prove import Proof, prove

FACTS = """
state: {label: State, ask: What?, values: {open: Open, shut: Shut}, look_up: account, proof: mailbox}
me.email: {label: E-mail, ask: Which?, type: email, invalid: No., look_up: account, proof: mailbox}
"""
LOOP = """
steps:
  a: {find: state, then: {open: b, shut: c, unknown: c}}
  b: {tell: Open.}
  c: {tell: Over.}
"""
NEED = """
steps:
  a: {need: me.email, next: b, unknown: b}
  b: {tell: Thank you.}
"""


def proof(tmp_path: Path, loop: str = LOOP, **others: str) -> Proof:
    """The proof of the tree `loop`. Other trees are written in the place of those of the conversation."""
    trees = {"loop": loop, **{f"conversation/{name}": text for name, text in others.items()}}
    return next(each for each in prove(library(tmp_path, trees, facts=FACTS), ["loop"]))


def test_strangers_may_wish_once_at_each_question_that_offers_it(tmp_path: Path) -> None:
    found = proof(tmp_path / "find")
    assert (found.walks, found.stranger_walks, found.questions, found.failures) == (3, 6, 1, [])
    found = proof(tmp_path / "need", NEED)
    assert (found.walks, found.stranger_walks, found.failures) == (2, 4, [])


def test_a_quiet_find_is_no_question_at_which_to_wish(tmp_path: Path) -> None:
    found = proof(tmp_path, LOOP.replace("find: state,", "find: state, quiet: 'true',"))
    assert found.stranger_walks == 1


def test_a_question_that_offers_it_for_ever_does_not_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def again(_person: Person, _step: Any, here: str, known: Mapping[str, str]) -> Iterator[Edge]:
        yield Edge(here.partition("/")[2], known)

    monkeypatch.setattr(Person, "_wish", again)
    assert proof(tmp_path).failures == ["a walk does not end: loop/a → loop/a"]


def test_an_engine_that_offers_it_again_after_a_refusal_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WorkingWalk, "lacks", lambda *_: None)
    assert proof(tmp_path).failures == [
        f"at loop/a, when the proof is {outcome}, it is offered again: the walk may go round there"
        for outcome in ("declined", "failed", "impossible")
    ]


def test_an_engine_that_looks_nothing_up_after_a_proof_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "grants", lambda *_: None)
    assert proof(tmp_path).failures == ["at loop/a, when the proof is granted, nothing is looked up"]


def test_an_engine_that_looks_something_up_without_a_proof_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wayfinder.engine.steps.obtain.proof_for", lambda *_: "none")
    monkeypatch.setattr("wayfinder.engine.steps.wish.proof_for", lambda *_: "mailbox")
    assert any("`account` is looked up for someone who proved nothing" in each for each in proof(tmp_path).failures)


def test_words_about_a_refusal_that_ask_something_themselves_are_found(tmp_path: Path) -> None:
    asks = "steps: {a: {find: conversation.again, then: {yes: b, no: b, unknown: b}}, b: {tell: So be it.}}"
    assert proof(tmp_path, proof_result=asks).failures == [
        f"at loop/a, when the proof is {outcome}, the question does not come back"
        for outcome in ("declined", "failed", "impossible")
    ]


# --- what only a look-up tells -------------------------------------------------------------------


def test_what_a_stranger_said_never_leads_where_only_a_look_up_leads(tmp_path: Path) -> None:
    steps = """
    steps:
      a: {find: state, then: {open: b, shut: b, unknown: b}}
      b: {find: state, looked_up: "true", then: {open: seen, shut: seen, unknown: c}}
      seen: {try: [One], otherwise: c}
      c: {tell: Over.}
    """
    found = proof(tmp_path, steps)
    assert (found.stranger_walks, found.failures, found.unreached) == (6, [], [])
    # Of somebody who proved who they are: unknown at `a`, or one of two values, each told there or looked up.
    assert found.endings == {"solved": 4, "answered": 7}
