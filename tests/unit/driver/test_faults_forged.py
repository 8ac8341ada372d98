"""SEC-5 and SEC-7: no forged slots, metadata or states make anything readable that the person has not proved.

2,000 forged states in all, by strangers and by people who have proved who they are, through the action itself.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import func, select

from tests.support.forger import Forger, bodies
from tests.support.rasa_parts import tracker
from tests.support.world import ANNA, CARLA, INES, TESSA, Clock, World
from tests.unit.back_office.test_attacks import OWN, _read
from tests.unit.back_office.test_registry import statements
from wayfinder.back_office.filing import OPEN_CASES
from wayfinder.back_office.grants import Scope
from wayfinder.back_office.sample.overview import facts_of
from wayfinder.back_office.sample.read import CompanySample, read_sample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.schema import cases, hand_overs
from wayfinder.back_office.sql.times import moment
from wayfinder.content.contract import UNKNOWN
from wayfinder.content.files import read as read_content
from wayfinder.content.model import Library
from wayfinder.driver import Driver
from wayfinder.engine.moves import Repeat, Topic
from wayfinder.engine.walk import Fact, Walk
from wayfinder.engine.walk_json import dumps, loads
from wayfinder.rasa.action import ActionWalk
from wayfinder.settings import ROOT
from wayfinder.turns.errors import TurnRefusedError
from wayfinder.turns.request import parse
from wayfinder.understanding.interpret.intents import CONVERSATION

STRANGERS_TRIES = 2_400
PROVED_TRIES = 250
BODIES = 1_000
ENOUGH = 20  # cases filed by forged turns; with fewer, the test would prove nothing
VICTIMS = (ANNA, INES, TESSA)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_content(ROOT / "data").library


@pytest.fixture(scope="module")
def sample() -> list[CompanySample]:
    return read_sample(ROOT / "data")


@pytest.fixture
def world(tmp_path: Path, library: Library, sample: list[CompanySample]) -> Iterator[World]:
    clock = Clock()
    back_office = SqlBackOffice(f"sqlite:///{tmp_path / 'test.db'}", clock, library, sample)
    back_office.prepare()
    yield World(back_office, clock)
    back_office.close()


def test_a_forged_state_of_a_stranger_reads_nothing_and_files_in_nobodys_name(world: World, library: Library) -> None:
    grants = [world.sign_in(email, "agent", f"theirs-{email}") for email in VICTIMS]
    theirs = [world.file(key=f"org_extension.{began}", conversation="theirs") for began in range(3)]
    forger = Forger(library, random.Random(6), grants, VICTIMS, _orgs(world, VICTIMS))
    with statements(world) as seen:
        for before, reply in _forge(world, forger, STRANGERS_TRIES):
            walk = loads(reply["walk"])
            assert walk.grants == []
            assert {fact.grant for fact in walk.facts if fact.origin != "told"} <= {None}
            assert not _gained(before, walk)
            assert not [reference for reference in theirs if reference in reply["said"]]
    assert _read(seen) <= OWN
    _check_filed(world)


@pytest.mark.parametrize(("asker", "scope"), [(CARLA, "mailbox"), (ANNA, "admin")])
def test_a_forged_state_of_a_proved_person_reaches_no_further(
    asker: str, scope: Scope, world: World, library: Library, sample: list[CompanySample]
) -> None:
    grants = [world.sign_in(email, "agent", f"theirs-{email}") for email in (INES, TESSA)]
    mine = world.sign_in(asker, scope, "mine")
    victims = (INES, TESSA)
    forger = Forger(library, random.Random(scope), [mine, *grants], victims, _orgs(world, victims))
    read: list[Fact] = []
    for before, reply in _forge(world, forger, PROVED_TRIES):
        walk = loads(reply["walk"])
        assert {held.id for held in walk.grants} == {mine}
        assert {fact.grant for fact in walk.facts if fact.origin != "told"} <= {None, mine}
        read += _gained(before, walk)
    assert {fact.value for fact in read} <= _reach(world, sample, asker, scope)
    assert read, "nothing was ever looked up: this proves nothing"


def test_a_stolen_state_shows_and_keeps_nothing_that_was_looked_up(
    world: World, library: Library, sample: list[CompanySample]
) -> None:
    driver = Driver(library, world.back_office, world.clock)
    topics = [name for name, tree in library.trees.items() if tree.area != "conversation"]
    people = [email for company in sample for email in company.people]
    stolen = 0
    for number, email in enumerate(people * 2):
        theirs = f"theirs{number}"
        world.sign_in(email, "mailbox", theirs)
        walk = driver.turn(Walk(), [Topic(topics[number % len(topics)])], theirs).walk
        secrets = {fact.value for fact in walk.facts if fact.origin == "looked_up" and len(fact.value) > 15}
        turn = driver.turn(loads(dumps(walk)), [Repeat()], "mine")
        assert {fact.origin for fact in turn.walk.facts} <= {"told"}
        assert not [secret for secret in secrets if secret in str(turn)]
        stolen += bool(secrets)
    assert stolen > len(people) / 2


def test_a_body_that_claims_more_than_a_turn_is_refused() -> None:
    dice = random.Random(55)
    right = {"conversation": "mine", "n": 1, "state": dumps(Walk()), "message": "hello"}
    parse(json.dumps(right).encode())
    for _ in range(BODIES):
        with pytest.raises(TurnRefusedError):
            parse(json.dumps(bodies(dice, right)).encode())


def _forge(world: World, forger: Forger, tries: int) -> list[tuple[Walk, dict[str, Any]]]:
    """The result of each forged turn: the state, and all that was said and traced."""
    action = ActionWalk(Driver(forger.library, world.back_office, world.clock))

    async def answer(number: int) -> tuple[Walk, dict[str, Any]]:
        walk = forger.walk(world.clock.now)
        dispatcher = CollectingDispatcher()
        events = await action.run(dispatcher, _tracker(forger, number, walk), {})
        slots = {event["name"]: event["value"] for event in events}
        (message,) = dispatcher.messages
        assert slots["n"] == number + 1
        assert message["custom"]["blocks"]
        assert [move["move"] for move in message["custom"]["trace"]["moves"]] != ["failure"]
        return loads(dumps(walk)), {"walk": slots["walk"], "said": json.dumps(message["custom"])}

    async def all_of_them() -> list[tuple[Walk, dict[str, Any]]]:
        return [await answer(number) for number in range(tries)]

    return asyncio.run(all_of_them())


def _tracker(forger: Forger, number: int, walk: Walk) -> Tracker:
    """A click or a message; the metadata and the slots claim more than ours ever carry."""
    dice = forger.dice
    sent: dict[str, Any] = {"conversation": "mine", "grants": walk.grants, "role": "agent", "email": ANNA}
    state = dumps(walk)
    if dice.random() < 0.5:
        received = tracker(n=number, walk=state, click=forger.click(walk), **sent)
    else:
        topic = dice.choice([*forger.library.topics, *sorted(CONVERSATION)])
        received = tracker(f"I am {ANNA}", n=number, walk=state, ranking=[(topic, 0.99), ("stop", 0.01)], **sent)
        received.latest_message["entities"] = [
            {"entity": "account.state", "value": "active"},
            {"entity": "grant", "value": "g1"},
        ]
    received.slots.update({"verified": True, "grants": "all", "me.email": ANNA, "conversation": "theirs"})
    return received


def _gained(before: Walk, after: Walk) -> list[Fact]:
    """What was looked up in this turn. Forged facts may stay: they disclose only what their forger knew."""
    forged = {(str(fact.key), fact.value) for fact in before.facts}
    read = [fact for fact in after.facts if fact.origin in ("looked_up", "agent") and fact.value != UNKNOWN]
    return [fact for fact in read if (str(fact.key), fact.value) not in forged]


def _orgs(world: World, emails: Sequence[str]) -> list[str]:
    facts = [facts_of(world.back_office.database, email, moment(world.clock.now)) or {} for email in emails]
    return [of_one["org.id"] for of_one in facts if "org.id" in of_one]


def _reach(world: World, sample: list[CompanySample], asker: str, scope: str) -> set[str]:
    """Every value that this grant may read."""
    company = next(one for one in sample if asker in one.people)
    people = company.people if scope == "admin" else [asker]
    facts = [facts_of(world.back_office.database, email, moment(world.clock.now)) or {} for email in people]
    return {"none", *_own_references(world), *(value for of_one in facts for value in of_one.values())}


def _own_references(world: World) -> list[str]:
    with world.back_office.database.reading() as connection:
        return list(connection.scalars(select(cases.c.reference).where(cases.c.conversation == "mine")))


def _check_filed(world: World) -> None:
    """Every case is marked as a stranger's, belongs to the conversation that filed it, and there is a limit."""
    with world.back_office.database.reading() as connection:
        mine = connection.execute(select(cases).where(cases.c.conversation != "theirs")).all()
        passed_on = connection.execute(select(hand_overs)).all()
        most = connection.scalar(
            select(func.count()).select_from(cases).group_by(cases.c.contact).order_by(func.count().desc())
        )
    assert {(row.conversation, row.verified) for row in mine} == {("mine", False)}
    assert {(row.conversation, row.contact) for row in passed_on} == {("mine", None)}
    assert most <= OPEN_CASES
    assert len(mine) > ENOUGH
