"""A proof during the conversation: the driver has the person prove something, and goes on with what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import trees as content
from tests.support.fake_back_office import FakeBackOffice
from tests.support.players import said
from wayfinder.back_office.port import UnavailableError
from wayfinder.driver import Driver, Prover, Turn, no_prover
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.moves import Choose, Outcome, Topic
from wayfinder.engine.requests import Held, Prove
from wayfinder.engine.walk import Walk

NOW = 1_795_262_400.0
MAILBOX = Held("g1", ["mailbox"], NOW + 600)
FACTS = """
account.state:
  label: Account
  ask: Is your account active?
  values: {active: "Yes", none: "No", unknown: Not sure}
  look_up: account
  proof: mailbox
"""
TREES = {
    "access": """
        steps:
          state: {find: account.state, then: {active: fine, none: person, unknown: person}}
          fine: {tell: All is well.}
          person: {human: A person takes over.}
        """
}
Wished = Callable[..., Turn]


@pytest.fixture
def back_office() -> FakeBackOffice:
    return FakeBackOffice({"account": {"account.state": "active"}})


@pytest.fixture
def wished(tmp_path: Path, back_office: FakeBackOffice) -> Iterator[Wished]:
    """The turn in which somebody chooses "Look it up for me", with this prover."""
    library = content.library(tmp_path, TREES, facts=FACTS)
    drivers: list[Driver] = []

    def turn(prover: Prover = no_prover) -> Turn:
        driver = Driver(library, back_office, lambda: NOW, seconds=0.2, prover=prover)
        drivers.append(driver)
        walk = driver.turn(Walk(), [Topic("access")], "c").walk
        wish = next(option for option in open_question_of(library, walk).options if option.value == "look_up")
        return driver.turn(walk, [Choose(wish.id)], "c")

    yield turn
    for driver in drivers:
        driver.close()


def test_nothing_can_be_proved_during_a_conversation_unless_the_driver_is_given_a_prover(
    wished: Wished, back_office: FakeBackOffice
) -> None:
    turn = wished()
    assert said(turn.blocks).splitlines() == ["(impossible: Account)", "Is your account active?"]
    assert [(each.request, each.outcome) for each in turn.asked] == [("prove mailbox", "impossible")]
    assert back_office.asked == []


def test_a_proof_that_is_granted_leads_to_a_grant_a_look_up_and_news(
    wished: Wished, back_office: FakeBackOffice
) -> None:
    proved: list[tuple[str, str, str]] = []

    def prover(conversation: str, ask: Prove) -> Outcome:
        proved.append((conversation, ask.scope, ask.fact))
        back_office.held = [MAILBOX]
        return "granted"

    turn = wished(prover=prover)
    assert proved == [("c", "mailbox", "account.state")]
    assert said(turn.blocks).splitlines()[:2] == ["(found Account: Yes)", "All is well."]
    assert [(each.request, each.outcome) for each in turn.asked] == [
        ("prove mailbox", "granted"),
        ("look up account of me", "answered"),
    ]
    assert {(fact.value, fact.origin, fact.grant) for fact in turn.walk.facts} == {("active", "looked_up", "g1")}


def test_a_grant_is_seen_although_the_turn_began_before_it(wished: Wished, back_office: FakeBackOffice) -> None:
    """A view of the back office is of one moment; after a proof there is a new one, and both are closed in the end."""
    before = back_office.snapshots

    def prover(_conversation: str, _ask: Prove) -> Outcome:
        back_office.held = [MAILBOX]
        return "granted"

    wished(prover=prover)
    assert back_office.snapshots == before + 3
    assert back_office.open == 0


def test_a_proof_that_is_declined_leads_back_to_the_question(wished: Wished, back_office: FakeBackOffice) -> None:
    turn = wished(prover=lambda _conversation, _ask: "declined")
    assert said(turn.blocks).splitlines() == ["(declined)", "Is your account active?"]
    assert back_office.asked == []


def test_a_proof_that_cannot_be_carried_out_has_failed(wished: Wished) -> None:
    def prover(_conversation: str, _ask: Prove) -> Outcome:
        raise UnavailableError("no mail")

    turn = wished(prover=prover)
    assert said(turn.blocks).splitlines() == ["(failed)", "Is your account active?"]
    assert turn.asked[0].outcome == "unavailable"


def test_a_proof_is_worth_nothing_when_the_back_office_holds_no_grant(
    wished: Wished, back_office: FakeBackOffice
) -> None:
    assert "(failed)" in said(wished(prover=lambda _conversation, _ask: "granted").blocks)
    assert back_office.asked == []
