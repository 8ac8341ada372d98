"""The proof that nothing is promised to somebody whom nobody can answer, and what it finds when that is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.trees import library
from wayfinder.engine.steps import run
from wayfinder.workbench.proof.prove import Proof, prove

FACTS = "route: {label: Route, ask: How?, values: {mail: By mail, web: On the web}}"
CASES = """
help: {title: Help, queue: support, fields: [{fact: route}, {fact: me.email, without: "true"}]}
"""
HUMAN = """
steps:
  a: {find: route, then: {mail: b, web: c, unknown: c}}
  b: {need: me.email, next: c, unknown: c}
  c: {human: A person goes on.}
"""
SAME_FOR_ALL = "steps: {say: {tell: You will be answered.}}"
IN_VAIN = "something is promised to somebody whom nobody can answer"


def proofs(tmp_path: Path, **trees: str) -> dict[str, Proof]:
    content = library(
        tmp_path, {name.replace("__", "/"): text for name, text in trees.items()}, facts=FACTS, cases=CASES
    )
    return {proof.tree: proof for proof in prove(content)}


@pytest.mark.parametrize("steps", [HUMAN, "steps: {a: {case: help}}", "steps: {a: {visit: other}}"])
def test_nobody_is_promised_anything_in_vain(tmp_path: Path, steps: str) -> None:
    found = proofs(tmp_path, loop=steps, other=HUMAN)
    assert {tree: proof.failures for tree, proof in found.items() if proof.failures} == {}


def test_a_closing_that_says_the_same_to_all_is_found(tmp_path: Path) -> None:
    found = proofs(tmp_path, conversation__closing=SAME_FOR_ALL)
    assert "branch on `conversation.reachable`" in found["closing"].failures[0]


def test_an_engine_that_promises_a_person_without_an_address_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine asks for an address at each `human`; here it does not."""
    monkeypatch.setattr(run, "can_be_answered", lambda _: True)
    found = proofs(tmp_path, loop=HUMAN)
    assert IN_VAIN in found["loop"].failures[0]
    assert IN_VAIN in found["hand_over"].failures[0]


def test_an_engine_that_takes_every_closing_for_a_promise_that_can_be_kept_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wayfinder.engine.stack.repairs.can_be_answered", lambda _: True)
    found = proofs(tmp_path, loop="steps: {a: {case: help}}")
    assert IN_VAIN in found["loop"].failures[0]
