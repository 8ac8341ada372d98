"""What lies ahead of a step: how the walk can end from there, and which facts it can still ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.trees import library
from wayfinder.content.model import Library
from wayfinder.workbench.proof.ahead import Ahead, explore

FACTS = """
route: {label: Route, ask: How?, values: {mail: By mail, web: On the web}}
state: {label: State, ask: What?, values: {open: Open, shut: Shut}, look_up: account, proof: mailbox}
size: {label: Size, ask: What?, values: {big: Big, small: Small}}
"""
TREES = {
    "loop": """
        steps:
          a: {find: route, then: {mail: b, web: c, unknown: c}}
          b: {visit: sub, next: end}
          c: {find: state, quiet: "true", then: {open: d, shut: e, unknown: d}}
          d: {try: [Do it.], waits: an answer, otherwise: end}
          e: {find: size, then: {big: end, small: d, unknown: end}}
          end: {tell: End.}
        """,
    "sub": """
        steps:
          a: {find: size, then: {big: b, small: c, unknown: c}}
          b: {tell: Big.}
          c: {try: [Try.], otherwise: b}
        """,
}


@pytest.fixture
def content(tmp_path: Path) -> Library:
    return library(tmp_path, TREES, facts=FACTS)


def test_from_the_start_with_nothing_known(content: Library) -> None:
    found = explore(content, "loop", "a", {})
    assert set(found.endings) == {"solved", "waiting", "answered"}
    assert found.open_facts == ["route", "size", "state"]


def test_what_is_known_leads_one_way(content: Library) -> None:
    assert explore(content, "loop", "a", {"route": "mail", "size": "big"}) == Ahead({"answered": 1}, [])


def test_from_a_step_in_the_middle(content: Library) -> None:
    found = explore(content, "loop", "d", {})
    assert found == Ahead({"solved": 1, "waiting": 1, "answered": 1}, [])


def test_whoever_has_proved_nothing_goes_no_way_that_only_a_look_up_opens(content: Library) -> None:
    stranger = explore(content, "loop", "c", {})
    proved = explore(content, "loop", "c", {}, proved=True)
    assert stranger.endings["answered"] < proved.endings["answered"]


def test_a_fact_that_changes_the_ending_shows(content: Library) -> None:
    shut = explore(content, "loop", "c", {"state": "shut", "size": "big"})
    assert shut == Ahead({"answered": 1}, [])


def test_a_tree_that_does_not_exist_is_an_error(content: Library) -> None:
    with pytest.raises(KeyError):
        explore(content, "nowhere", "a", {})
