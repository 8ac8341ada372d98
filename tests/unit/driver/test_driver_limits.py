"""What the driver must never do: mix up people, use an ended grant, or do what it reported as not done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.support import trees as content
from tests.support.fake_back_office import FakeBackOffice
from wayfinder.back_office.port import BackOffice, Facts, Snapshot, UnavailableError
from wayfinder.content.model import Library
from wayfinder.content.values import checksum
from wayfinder.driver import BUSY, Driver, Threads, Turn
from wayfinder.engine.blocks import Choices, Text
from wayfinder.engine.moves import Correct, Give, Human, Repeat, Topic
from wayfinder.engine.requests import File, HandOver, Held, LookUp
from wayfinder.engine.walk import Walk
from wayfinder.faces.plain import words

NOW = 1_795_262_400.0
ADMIN = Held("g1", ["mailbox", "admin"], NOW + 600)
FIRST, SECOND = (f"{stem}{checksum(stem)}" for stem in ("00D5g000008jYzE", "00D5g000008jYzF"))
FACTS = """
account.kind: {label: Kind, ask: Which kind?, values: {a: A, b: B, unknown: "?"}, look_up: account, proof: mailbox}
user.email: {label: User, about: colleague, ask: "Who?", type: email, invalid: No address.}
org.id: {label: Org, about: org, ask: "Which org?", type: org_id, invalid: No id.}
org.status:
  label: Status
  about: org
  ask: Which status?
  values: {active: Active, locked: Locked, unknown: "?"}
  look_up: org
  proof: mailbox
org.kind:
  label: Kind of org
  about: org
  ask: Which kind of org?
  values: {a: A, b: B, unknown: "?"}
  look_up: account
  proof: mailbox
account.rights:
  label: Rights
  ask: Which rights?
  values: {few: Few, all: All, unknown: "?"}
  look_up: account
  proof: admin
org.since: {label: Since, ask: Since when?, values: {today: Today, longer: Longer, unknown: "?"}}
conversation.reason: {label: Reason, type: text}
"""
TREES = {
    "kinds": """
        steps:
          mine: {find: account.kind, then: {a: theirs, b: theirs, unknown: theirs}}
          theirs: {find: account.kind, about: colleague, then: {a: done, b: done, unknown: done}}
          done: {tell: Done.}
        """,
    "rights": """
        steps:
          kind: {find: account.kind, then: {a: rights, b: rights, unknown: rights}}
          rights: {find: account.rights, then: {few: done, all: done, unknown: done}}
          done: {tell: Done.}
        """,
    "orgs": """
        steps:
          mine: {find: account.kind, then: {a: org, b: org, unknown: org}}
          org: {find: org.kind, then: {a: done, b: done, unknown: done}}
          done: {tell: Done.}
        """,
    "status": """
        steps:
          which: {need: org.id, next: status}
          status: {find: org.status, then: {active: since, locked: since, unknown: since}}
          since: {find: org.since, then: {today: done, longer: done, unknown: done}}
          done: {tell: Done.}
        """,
    "conversation/no_hand_over": """
        steps:
          ask:
            find: conversation.again
            ask: Nobody was asked. {conversation.reason|} Again?
            then: {yes: done, no: done, unknown: done}
          done: {tell: All right.}
        """,
}


class Answering(BackOffice, Snapshot):
    """A back office that answers look-ups by a function."""

    def __init__(self, answer: Callable[[LookUp], dict[str, str]], held: Sequence[Held] = (ADMIN,)) -> None:
        self._answer = answer
        self._held = held

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        yield self

    def grants(self, conversation: str) -> list[Held]:
        del conversation
        return list(self._held)

    def look_up(self, conversation: str, ask: LookUp) -> Facts:
        del conversation
        return Facts(self._answer(ask))

    def file(self, conversation: str, case: File) -> str:  # noqa: ARG002
        raise UnavailableError

    def hand_over(self, conversation: str, wish: HandOver) -> str:  # noqa: ARG002
        raise UnavailableError


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return content.library(tmp_path, TREES, facts=FACTS)


@pytest.fixture
def back_office() -> Iterator[FakeBackOffice]:
    fake = FakeBackOffice({"account": {"account.kind": "a"}}, [ADMIN])
    yield fake
    fake.awake.set()


def _said(turn: Turn) -> str:
    lines = [words(block.spans) for block in turn.blocks if isinstance(block, Text)]
    lines += [option.label for block in turn.blocks if isinstance(block, Choices) for option in block.options]
    return "\n".join(lines)


def _facts(turn: Turn) -> dict[str, str]:
    return {str(fact.key): fact.value for fact in turn.walk.facts if fact.origin == "looked_up"}


def test_in_one_turn_ones_own_facts_and_a_colleagues_are_kept_apart(library: Library) -> None:
    kinds = {"me": "a", "colleague": "b"}
    driver = Driver(library, Answering(lambda ask: {"account.kind": kinds[ask.about]}), lambda: NOW)
    turn = driver.turn(Walk(), [Topic("kinds", {"user.email": "lee@company.example"})], "c")
    assert _facts(turn) == {"account.kind": "a", "account.kind@colleague": "b"}


def test_in_one_turn_a_person_and_an_org_that_nobody_named_are_kept_apart(library: Library) -> None:
    answers = {"me": {"account.kind": "a"}, "org": {"org.kind": "b"}}
    driver = Driver(library, Answering(lambda ask: answers[ask.about]), lambda: NOW)
    turn = driver.turn(Walk(), [Topic("orgs")], "c")
    assert _facts(turn) == {"account.kind": "a", "org.kind": "b"}


def test_in_one_turn_two_orgs_are_kept_apart(library: Library) -> None:
    states = {FIRST: "active", SECOND: "locked"}
    driver = Driver(library, Answering(lambda ask: {"org.status": states[ask.named["org.id"]]}), lambda: NOW)
    turn = driver.turn(Walk(), [Topic("status", {"org.id": FIRST}), Correct({"org.id": SECOND})], "c")
    assert _facts(turn) == {"org.status": "locked"}


def test_in_one_turn_what_two_grants_show_is_kept_apart(library: Library) -> None:
    held = [Held("g1", ["mailbox"], NOW + 600), Held("g2", ["admin"], NOW + 600)]
    answers = {"g1": {"account.kind": "a"}, "g2": {"account.rights": "all"}}
    driver = Driver(library, Answering(lambda ask: answers[ask.grant or ""], held), lambda: NOW)
    turn = driver.turn(Walk(), [Topic("rights")], "c")
    assert _facts(turn) == {"account.kind": "a", "account.rights": "all"}


def test_when_grants_cannot_be_read_nothing_that_was_looked_up_is_kept(
    library: Library, back_office: FakeBackOffice
) -> None:
    driver = Driver(library, back_office, lambda: NOW)
    walk = driver.turn(Walk(), [Topic("kinds")], "c").walk
    assert [fact for fact in walk.facts if fact.origin == "looked_up"]
    back_office.fails["grants"] = UnavailableError("down")
    turn = driver.turn(walk, [Repeat()], "c")
    assert _facts(turn) == {}
    assert turn.walk.grants == []
    assert back_office.calls.count("look_up") == 1


def test_what_was_reported_as_not_done_is_not_done_later(library: Library, back_office: FakeBackOffice) -> None:
    """The only writing thread is busy with another hand-over: this one waits too long, fails, and must stay undone."""
    driver = Driver(library, back_office, lambda: NOW, seconds=0.2, threads=Threads(writing=1, waiting_to_write=2))
    back_office.waits.add("hand_over")
    driver.turn(Walk(), [Human()], "holds the writer", reach=True)
    assert "Again?" in _said(driver.turn(Walk(), [Human()], "waits", reach=True))
    back_office.awake.set()
    _wait_for_writers(driver)
    assert [conversation for conversation, _ in back_office.filed] == ["holds the writer"]


def test_a_filing_for_which_no_thread_is_free_is_refused_at_once_with_the_reason(
    library: Library, back_office: FakeBackOffice
) -> None:
    driver = Driver(library, back_office, lambda: NOW, seconds=0.2, threads=Threads(writing=1, waiting_to_write=0))
    back_office.waits.add("hand_over")
    driver.turn(Walk(), [Human()], "holds the writer", reach=True)
    turn = driver.turn(Walk(), [Human()], "comes later", reach=True)
    assert BUSY in _said(turn)
    assert [each.outcome for each in turn.asked] == ["refused"]


def test_look_ups_do_not_wait_for_filings(library: Library, back_office: FakeBackOffice) -> None:
    driver = Driver(library, back_office, lambda: NOW, seconds=0.2, threads=Threads(reading=1, writing=1))
    back_office.waits.add("hand_over")
    driver.turn(Walk(), [Human()], "holds the writer", reach=True)
    assert _facts(driver.turn(Walk(), [Topic("kinds")], "reads")) == {"account.kind": "a"}


def test_without_a_view_nothing_is_tried(
    library: Library, back_office: FakeBackOffice, caplog: pytest.LogCaptureFixture
) -> None:
    driver = Driver(library, back_office, lambda: NOW)
    back_office.fails["snapshot"] = UnavailableError("down")
    turn = driver.turn(Walk(), [Human()], "c", reach=True)
    assert [each.outcome for each in turn.asked] == ["unavailable"]
    assert caplog.text == ""


def test_a_reader_that_finds_no_place_is_told_so(library: Library, back_office: FakeBackOffice) -> None:
    driver = Driver(library, back_office, lambda: NOW, seconds=0.1, threads=Threads(reading=1, waiting_to_read=0))
    with pytest.raises(UnavailableError, match="too slow"):
        driver.within(back_office.awake.wait)
    with pytest.raises(UnavailableError, match="busy"):
        driver.within(int)


def test_once_closed_turns_go_on_without_a_back_office(library: Library, back_office: FakeBackOffice) -> None:
    driver = Driver(library, back_office, lambda: NOW)
    driver.close()
    assert "Which kind?" in _said(driver.turn(Walk(), [Topic("kinds"), Give({})], "c"))
    assert back_office.calls == []


def test_closing_the_driver_closes_the_back_office(library: Library) -> None:
    closed = Event()
    office = Answering(lambda _: {})
    office.close = closed.set  # type: ignore[method-assign]
    Driver(library, office, lambda: NOW).close()
    assert closed.is_set()


def _wait_for_writers(driver: Driver) -> None:
    """Writes run in order: when this one is done, all that waited before it are done too."""
    driver.write(lambda: None)
