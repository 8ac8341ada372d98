"""SEC-5, SEC-7 and SEC-8: whatever is forged or asked, nobody learns anything about another person."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from tests.support.world import ANNA, INES, World, fields_of
from tests.unit.back_office.test_registry import statements
from wayfinder.back_office.look_ups import LOOK_UPS
from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sample.overview import facts_of
from wayfinder.back_office.sample.read import CompanySample
from wayfinder.back_office.sql.times import moment
from wayfinder.back_office.subjects import COLLEAGUE_EMAIL as EMAIL
from wayfinder.back_office.subjects import COLLEAGUE_USERNAME as USERNAME
from wayfinder.content.contract import UNKNOWN
from wayfinder.content.model import Library
from wayfinder.driver import Driver
from wayfinder.engine.moves import DontKnow, Give, Grants, Move, Topic
from wayfinder.engine.requests import File, Held, LookUp
from wayfinder.engine.walk import Walk

TRIES = 2_000
OWN = {"grants", "cases", "hand_overs"}  # what belongs to the conversation itself
ABOUTS = ("me", "colleague", "org")

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def test_a_forged_grant_opens_nothing(world: World) -> None:
    """SEC-5: grant ids, names and scopes in the turn are forged in many ways."""
    dice = random.Random(5)
    real = [world.sign_in(email, "agent", f"theirs{n}") for n, email in enumerate((ANNA, INES))]
    real.append(world.sign_in(ANNA, "agent", "mine"))  # an agent's, about this very conversation
    ended = world.sign_in(ANNA, "mailbox", "mine", hours=-1)
    with world.back_office.snapshot() as snapshot:
        for _ in range(TRIES):
            forged = dice.choice(
                [*real, ended, real[0][:-1], real[0].upper(), f"{real[0]}' OR '1'='1", ANNA, "1", "", None]
            )
            named = {
                dice.choice([EMAIL, USERNAME, "org.id", "me.email", "grant"]): dice.choice([ANNA, INES, "%", "' OR 1"])
            }
            ask = LookUp("l1", dice.choice(list(LOOK_UPS)), dice.choice(ABOUTS), forged, named)  # type: ignore[arg-type]
            with pytest.raises(RefusedError):
                snapshot.look_up("mine", ask)


def test_a_forged_state_of_the_walk_opens_nothing(world: World, library: Library) -> None:
    """SEC-5: the walk is sent with the turn; if it claims grants, the real ones replace them."""
    real = world.sign_in(ANNA, "agent", "theirs")
    driver = Driver(library, world.back_office, world.clock)
    forged = [Held(real, ["mailbox", "admin", "agent"], world.clock.now + 9e9)]
    for topic in _topics(library):
        turn = driver.turn(Walk(grants=forged), [Topic(topic, {"me.email": ANNA}), Grants(forged)], "mine")
        asked = {each.outcome for each in turn.asked if each.request != "hand over"}  # a person is for everyone
        assert "answered" not in asked
        read = [fact for fact in turn.walk.facts if fact.origin in ("looked_up", "agent")]
        assert {fact.value for fact in read} <= {UNKNOWN}


def test_nobody_is_told_of_anybody_else(world: World, sample: list[CompanySample]) -> None:
    """SEC-7: each asks for others by address, letters, plus, username and Org ID, under a mailbox or admin grant."""
    dice = random.Random(7)
    company = {email: one.name for one in sample for email in one.people}
    own = {email: facts_of(world.back_office.database, email, moment(world.clock.now)) or {} for email in company}
    admins = [email for email, facts in own.items() if facts["permission.manage_users"] == "granted"]
    foreign = 0
    for number in range(TRIES):
        asker = dice.choice(admins if number % 2 else list(company))
        other = dice.choice([email for email in company if company[email] != company[asker]])
        found = _ask(world, dice, asker, "admin" if number % 2 else "mailbox", own[other], other)
        foreign += not set(found.values()) <= {"none", *own[asker].values()}
    assert foreign == 0


def test_a_stranger_is_told_the_same_of_registered_and_of_invented_people(world: World, library: Library) -> None:
    """SEC-8: 200 of each, the same byte for byte, and nothing but the grants is read."""
    registered = [f"person{n:03}@registered.example" for n in range(200)]
    world.register(registered)
    topics, driver = _topics(library), Driver(library, world.back_office, world.clock)
    for number, email in enumerate(registered):
        invented = f"person{number:03}@invented44.example"
        topic = topics[number % len(topics)]
        with statements(world) as seen:
            said = [_talk(driver, topic, who, f"{who}{number}") for who in (email, invented)]
        assert said[0].replace(email, "WHO") == said[1].replace(invented, "WHO")
        assert _read(seen) <= OWN


def test_a_case_reads_nothing_of_who_is_named_in_it(world: World) -> None:
    with statements(world) as seen, world.back_office.snapshot() as snapshot:
        snapshot.file("c", File("c1", "org_extension", fields_of({"me__email": ANNA}), "k", None))
    assert _read(seen) <= OWN


def _read(statements: list[str]) -> set[str]:
    """The tables that were asked; whether a grant's person still administrates is part of asking for the grant."""
    selects = [statement for statement in statements if statement.startswith("SELECT")]
    return {found[1] for select in selects if (found := re.search(r"FROM (\w+)", select)) is not None}


def _ask(
    world: World, dice: random.Random, asker: str, scope: Any, facts: dict[str, str], other: str
) -> dict[str, str]:
    local, _, domain = other.partition("@")
    ways = [other, other.upper(), f"{local}+x@{domain}", f" {other} ", f"<{other}>", f"mailto:{other}"]
    named = {EMAIL: dice.choice(ways)}
    if dice.random() < 0.3:
        named = {USERNAME: facts.get("me.username", other)}
    if "org.id" in facts and dice.random() < 0.5:
        named["org.id"] = dice.choice([facts["org.id"], facts["org.id"][:15]])
    conversation = f"{scope} {asker}"
    grant = next(iter(world.held(conversation)), None) or world.sign_in(asker, scope, conversation)
    ask = LookUp("l1", dice.choice(list(LOOK_UPS)), dice.choice(ABOUTS), grant, named)  # type: ignore[arg-type]
    with world.back_office.snapshot() as snapshot:
        try:
            return snapshot.look_up(conversation, ask).values
        except RefusedError:
            return {}


def _topics(library: Library) -> list[str]:
    return [name for name, tree in library.trees.items() if tree.area != "conversation"]


def _talk(driver: Driver, topic: str, email: str, conversation: str) -> str:
    """Everything that is said while somebody states an address and then knows nothing."""
    moves: list[Move] = [Topic(topic, {"me.email": email}), Give({"me.email": email}), DontKnow(), DontKnow()]
    walk, said = Walk(), ""
    for move in moves:
        turn = driver.turn(walk, [move], conversation)
        walk, said = turn.walk, f"{said}\n{turn.blocks}"
        assert not [asked for asked in turn.asked if asked.request.startswith("look up")]
    return re.sub(r"W-\w{4}-\w{4}", "REFERENCE", said)
