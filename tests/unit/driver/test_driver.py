from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import trees as content
from tests.support.fake_back_office import FakeBackOffice
from wayfinder.back_office.port import LimitReachedError, RefusedError, UnavailableError
from wayfinder.content.model import Library
from wayfinder.driver import Driver, Turn
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Choices, Status, Text
from wayfinder.engine.moves import Choose, Give, Human, Move, Repeat, Topic
from wayfinder.engine.requests import Held
from wayfinder.engine.settle import REQUESTS_LIMIT
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads
from wayfinder.faces.plain import words

NOW = 1_795_262_400.0
MAILBOX = Held("g1", ["mailbox"], NOW + 600)
FACTS = """
account.state:
  label: Account
  ask: Is your account active?
  values: {active: "Yes", none: "No", unknown: Not sure}
  look_up: account
  proof: mailbox
account.kind: {label: Kind, ask: Which kind?, values: {a: A, b: B, unknown: "?"}, look_up: account, proof: mailbox}
me.email: {label: E-mail, type: email, ask: Which address?, invalid: That is none.}
"""
TREES = {
    "access": """
        steps:
          state: {find: account.state, then: {active: kind, none: person, unknown: person}}
          kind: {find: account.kind, then: {a: fine, b: fine, unknown: person}}
          fine: {tell: All is well.}
          person: {human: A person takes over.}
        """,
    "ask": "steps: {file: {case: help}}",
    "round": "steps: {a: {find: account.state, quiet: true, then: {active: a, none: a, unknown: a}}}",
}
CASES = "help: {title: Help, queue: support, fields: [{fact: me.email}]}"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return content.library(tmp_path, TREES, facts=FACTS, cases=CASES)


@pytest.fixture
def back_office() -> Iterator[FakeBackOffice]:
    fake = FakeBackOffice({"account": {"account.state": "active", "account.kind": "a"}}, [MAILBOX])
    yield fake
    fake.awake.set()


@pytest.fixture
def driver(library: Library, back_office: FakeBackOffice) -> Iterator[Driver]:
    driver = Driver(library, back_office, lambda: NOW, seconds=0.2)
    yield driver
    driver.close()


def test_what_is_looked_up_is_not_asked(driver: Driver) -> None:
    turn = driver.turn(Walk(), [Topic("access")], "c")
    assert "All is well." in _said(turn)
    assert {str(fact.key): (fact.value, fact.origin, fact.grant) for fact in turn.walk.facts} == {
        "account.state": ("active", "looked_up", "g1"),
        "account.kind": ("a", "looked_up", "g1"),
    }


def test_a_turn_sees_one_snapshot_and_asks_each_question_once(driver: Driver, back_office: FakeBackOffice) -> None:
    driver.turn(Walk(), [Topic("access"), Repeat(), Topic("access")], "c")
    assert back_office.calls == ["snapshot", "grants", "look_up"]
    assert (back_office.snapshots, back_office.open) == (1, 0)


def test_the_next_turn_asks_anew(driver: Driver, back_office: FakeBackOffice) -> None:
    walk = driver.turn(Walk(), [Topic("access")], "c").walk
    back_office.held = []
    assert not [fact for fact in driver.turn(walk, [Repeat()], "c").walk.facts if fact.origin == "looked_up"]
    assert back_office.snapshots == 2


def test_a_stranger_is_asked_and_nothing_is_looked_up(driver: Driver, back_office: FakeBackOffice) -> None:
    back_office.held = []
    turn = driver.turn(Walk(), [Topic("access")], "c")
    assert "Is your account active?" in _said(turn)
    assert (back_office.asked, turn.asked) == ([], [])


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (UnavailableError("down"), "unavailable"),
        (RefusedError("no grant"), "refused"),
        (ValueError("somebody@company.example"), "unavailable"),
    ],
)
def test_a_look_up_that_fails_becomes_a_question(
    driver: Driver, back_office: FakeBackOffice, error: Exception, outcome: str, caplog: pytest.LogCaptureFixture
) -> None:
    back_office.fails["look_up"] = error
    turn = driver.turn(Walk(), [Topic("access")], "c")
    assert "Is your account active?" in _said(turn)
    assert [asked.outcome for asked in turn.asked] == [outcome]
    assert "somebody" not in caplog.text


def test_what_broke_inside_is_logged_by_its_kind(
    driver: Driver, back_office: FakeBackOffice, caplog: pytest.LogCaptureFixture
) -> None:
    back_office.fails["look_up"] = ZeroDivisionError()
    driver.turn(Walk(), [Topic("access")], "c")
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(("move", "name"), [(Topic("access"), "look up account of me"), (Human(), "hand over")])
def test_the_trace_names_what_was_asked_for(driver: Driver, move: Move, name: str) -> None:
    assert [asked.request for asked in driver.turn(Walk(), [move], "c", reach=True).asked] == [name]


@pytest.mark.parametrize("what", ["snapshot", "grants", "look_up"])
@pytest.mark.parametrize("how", ["dead", "slow"])
def test_a_dead_or_slow_back_office_never_leaves_a_turn_without_an_answer(
    driver: Driver, back_office: FakeBackOffice, what: str, how: str
) -> None:
    if how == "dead":
        back_office.fails[what] = UnavailableError("down")
    else:
        back_office.waits.add(what)
    began = time.monotonic()
    turn = driver.turn(Walk(), [Topic("access")], "c")
    assert time.monotonic() - began < 2
    assert "Is your account active?" in _said(turn)


def test_it_answers_again_when_it_is_back(driver: Driver, back_office: FakeBackOffice) -> None:
    back_office.waits.add("grants")
    for _ in range(12):  # more than there are threads to wait in
        driver.turn(Walk(), [Topic("access")], "c")
    back_office.waits.clear()
    back_office.awake.set()
    assert "All is well." in _said(driver.turn(Walk(), [Topic("access")], "c"))


def test_requests_without_end_are_cut_off(driver: Driver, back_office: FakeBackOffice) -> None:
    back_office.facts["account"] = {}
    turn = driver.turn(Walk(), [Topic("round")], "c")
    assert len(turn.asked) <= REQUESTS_LIMIT
    assert turn.blocks


# --- cases and hand-overs -----------------------------------------------------------------------


def test_a_case_is_filed_and_its_reference_told(driver: Driver, back_office: FakeBackOffice) -> None:
    turn = _file(driver)
    assert list(back_office.filed.values()) == ["W-1"]
    assert _status(turn).reference == "W-1"
    assert [asked.request for asked in turn.asked] == ["file help"]


@pytest.mark.parametrize("how", ["dead", "lost", "slow"])
def test_filed_again_after_a_failure_it_exists_once(driver: Driver, back_office: FakeBackOffice, how: str) -> None:
    """REL-4: the person is told that it was not done, and tries again."""
    if how == "dead":
        back_office.fails["file"] = UnavailableError("down")
    elif how == "lost":
        back_office.loses.add("file")
    else:
        back_office.waits.add("file")
    failed = _file(driver)
    assert not [block for block in failed.blocks if isinstance(block, Status) and block.outcome == "case"]
    assert "Try again?" in _said(failed)
    back_office.fails.clear()
    back_office.waits.clear()
    back_office.awake.set()
    retry = driver.turn(failed.walk, [_choose(driver, failed.walk, "yes")], "c").walk
    again = driver.turn(retry, [_choose(driver, retry, "file")], "c")
    assert _status(again).reference == "W-1"
    assert len(back_office.filed) == 1


def test_the_same_turn_made_twice_files_once(driver: Driver, back_office: FakeBackOffice) -> None:
    """REL-4: the turn was made, its answer was lost, and it is made again from the state before."""
    walk = _to_review(driver)
    move = _choose(driver, walk, "file")
    first, second = (driver.turn(loads(dumps(walk)), [move], "c") for _ in range(2))
    assert _status(first).reference == _status(second).reference == "W-1"
    assert len(back_office.filed) == 1


def test_a_refused_case_is_not_filed_and_the_turn_says_so(driver: Driver, back_office: FakeBackOffice) -> None:
    back_office.fails["file"] = RefusedError("five are open")
    turn = _file(driver)
    assert [asked.outcome for asked in turn.asked] == ["refused"]
    assert "Try again?" in _said(turn)


def test_a_case_over_the_limit_is_not_tried_again(driver: Driver, back_office: FakeBackOffice) -> None:
    back_office.fails["file"] = LimitReachedError("five are open")
    turn = _file(driver)
    assert [asked.outcome for asked in turn.asked] == ["refused"]
    assert "A person?" in _said(turn)


def test_a_hand_over_gives_its_reference(driver: Driver) -> None:
    turn = driver.turn(Walk(), [Human()], "c", reach=True)
    assert (_status(turn).outcome, _status(turn).reference) == ("human", "W-1")


@pytest.mark.parametrize("how", ["dead", "lost"])
def test_a_hand_over_that_failed_is_tried_again_and_made_once(
    driver: Driver, back_office: FakeBackOffice, how: str
) -> None:
    if how == "dead":
        back_office.fails["hand_over"] = UnavailableError("down")
    else:
        back_office.loses.add("hand_over")
    failed = driver.turn(Walk(), [Human()], "c", reach=True)
    assert "Try again?" in _said(failed)
    back_office.fails.clear()
    again = driver.turn(failed.walk, [_choose(driver, failed.walk, "yes")], "c", reach=True)
    assert _status(again).reference == "W-1"
    assert len(back_office.filed) == 1


def test_why_a_case_was_refused_is_told_and_what_is_wrong_inside_is_not(
    driver: Driver, back_office: FakeBackOffice
) -> None:
    back_office.fails["file"] = RefusedError("Five cases are open.")
    assert driver.turn(*_filing(driver)).walk.stack[-1].data["conversation.reason"] == "Five cases are open."
    back_office.fails["file"] = UnavailableError("OperationalError")
    assert "conversation.reason" not in driver.turn(*_filing(driver)).walk.stack[-1].data


def _filing(driver: Driver) -> tuple[Walk, list[Move], str]:
    walk = _to_review(driver)
    return walk, [_choose(driver, walk, "file")], "c"


def test_conversations_do_not_share_what_they_filed(driver: Driver) -> None:
    assert _status(_file(driver, "c")).reference == "W-1"
    assert _status(_file(driver, "d")).reference == "W-2"


def _to_review(driver: Driver, conversation: str = "c") -> Walk:
    moves: list[Move] = [Topic("ask"), Give({"me.email": "me@company.example"})]
    return driver.turn(Walk(), moves, conversation).walk


def _file(driver: Driver, conversation: str = "c") -> Turn:
    walk = _to_review(driver, conversation)
    return driver.turn(walk, [_choose(driver, walk, "file")], conversation)


def _choose(driver: Driver, walk: Walk, value: str) -> Choose:
    return Choose(next(option.id for option in open_question_of(driver.library, walk).options if option.value == value))


def _status(turn: Turn) -> Status:
    return next(block for block in turn.blocks if isinstance(block, Status))


def _said(turn: Turn) -> str:
    lines: list[Any] = [words(block.spans) for block in turn.blocks if isinstance(block, Text)]
    lines += [option.label for block in turn.blocks if isinstance(block, Choices) for option in block.options]
    return "\n".join(lines)
