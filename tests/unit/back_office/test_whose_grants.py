"""A conversation has one person at a time, and an agent's grant is never the person's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.support.world import ANNA, CARLA, DARA, HOUR, World
from wayfinder.back_office.grants import desk_of
from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.schema import cases, grants, hand_overs
from wayfinder.back_office.sql.times import moment
from wayfinder.content.model import Library
from wayfinder.driver import Driver
from wayfinder.engine.moves import Human, Topic
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps

DESK = desk_of("c")


# --- the desk ---------------------------------------------------------------------------------------


def test_an_agents_grant_is_held_by_the_desk_and_not_by_the_person(world: World) -> None:
    grant = world.sign_in(ANNA, "agent")
    assert (world.held("c"), world.held(DESK)) == ([], [grant])
    assert world.look_up("account", grant, conversation=DESK)["me.email"] == ANNA
    with pytest.raises(RefusedError):
        world.look_up("account", grant, conversation="c")


def test_an_agents_grant_held_by_a_conversation_does_not_count(world: World) -> None:
    """As an earlier version wrote them, before the desk had a holder of its own."""
    _write(world, "old", "c", ANNA, "agent")
    assert world.held() == []
    with pytest.raises(RefusedError):
        world.look_up("account", "old")


def test_a_persons_grant_does_not_count_at_the_desk(world: World) -> None:
    world.back_office.grant(DESK, ANNA, "mailbox", how="test", hours=1)
    assert world.held(DESK) == []


def test_a_person_is_shown_and_hands_over_nothing_that_only_an_agent_may_read(world: World, library: Library) -> None:
    world.sign_in(DARA, "agent")
    world.sign_in(CARLA)
    driver = Driver(library, world.back_office, world.clock)
    turn = driver.turn(driver.turn(Walk(), [Topic("invitation_expired")], "c").walk, [Human()], "c")
    assert DARA not in f"{turn.blocks}{dumps(turn.walk)}"
    (row,) = _rows(world, hand_overs)
    assert (row.contact, row.address or CARLA) == (CARLA, CARLA)


def test_a_members_look_ups_do_not_reach_what_an_agent_of_an_administrator_reaches(world: World) -> None:
    agent = world.sign_in(ANNA, "agent")
    mine = world.sign_in(CARLA)
    for grant in (agent, mine):
        with pytest.raises(RefusedError):
            world.look_up("account", grant, "colleague", named={"user.email": DARA})


# --- one person after another -----------------------------------------------------------------------


@pytest.mark.parametrize("scope", ["mailbox", "admin", "agent"])
def test_another_persons_proof_ends_every_grant_that_was_there(world: World, scope: str) -> None:
    world.sign_in(ANNA, scope)  # type: ignore[arg-type]
    carla = world.sign_in(CARLA)
    assert (world.held(), world.held(DESK)) == ([carla], [])


def test_another_administrators_sign_in_ends_what_came_before(world: World) -> None:
    member = world.sign_in(CARLA)
    admin = world.sign_in(ANNA, "admin")
    assert world.held() == [admin]
    with pytest.raises(RefusedError):
        world.look_up("account", member)


def test_an_agent_who_turns_to_another_person_leaves_the_first(world: World) -> None:
    world.sign_in(ANNA, "agent")
    second = world.sign_in(CARLA, "agent")
    assert world.held(DESK) == [second]


def test_an_agents_grant_leaves_the_persons_own_alone(world: World) -> None:
    mine = world.sign_in(CARLA)
    world.sign_in(ANNA, "agent")
    assert world.held() == [mine]


def test_proving_the_same_again_ends_the_older_grant_of_that_scope(world: World) -> None:
    world.sign_in(ANNA)
    admin = world.sign_in(ANNA, "admin")
    again = world.sign_in(ANNA)
    assert set(world.held()) == {admin, again}


def test_a_hundred_proofs_of_one_mailbox_are_one_grant(world: World) -> None:
    last = [world.sign_in(ANNA) for _ in range(100)][-1]
    assert world.held() == [last]


def test_revoking_takes_the_desks_grant_too(world: World) -> None:
    world.sign_in(ANNA)
    world.sign_in(ANNA, "agent")
    world.back_office.revoke("c")
    assert (world.held(), world.held(DESK)) == ([], [])


def test_if_two_people_hold_grants_only_the_newer_counts(world: World) -> None:
    """This should not occur, but even then no case may mix the name of one with the facts of the other."""
    _write(world, "older", "c", ANNA, "admin", seconds_ago=60)
    _write(world, "newer", "c", CARLA, "mailbox")
    assert world.held() == ["newer"]
    world.file()
    world.hand_over("k")
    assert [(row.contact, row.verified) for row in _rows(world, cases)] == [(CARLA, True)]
    assert [row.contact for row in _rows(world, hand_overs)] == [CARLA]


# --- in whose name ----------------------------------------------------------------------------------


def test_a_case_is_in_the_name_of_who_proved_last_and_not_of_whom_an_agent_looked_at(world: World) -> None:
    world.sign_in(ANNA, "agent")
    carla = world.sign_in(CARLA)
    world.file(grant=carla, me__email=CARLA)
    assert [(row.contact, row.verified) for row in _rows(world, cases)] == [(CARLA, True)]


def test_looking_at_somebody_as_an_agent_does_not_verify_the_case_of_a_stranger(world: World) -> None:
    world.sign_in(ANNA, "agent")
    world.file(me__email="me@stranger.example")
    assert [(row.contact, row.verified) for row in _rows(world, cases)] == [("me@stranger.example", False)]


def test_a_case_that_was_begun_under_another_persons_grant_is_not_verified(world: World) -> None:
    """Somebody else proved who they are between the beginning of the turn and the filing."""
    annas = world.sign_in(ANNA)
    world.sign_in(CARLA)
    world.file(grant=annas, me__email=ANNA)
    assert [(row.contact, row.verified) for row in _rows(world, cases)] == [(ANNA, False)]


def test_a_case_that_was_begun_under_an_older_grant_of_the_same_person_is_verified(world: World) -> None:
    older = world.sign_in(ANNA)
    world.sign_in(ANNA)
    world.file(grant=older, me__email=ANNA)
    assert [(row.contact, row.verified) for row in _rows(world, cases)] == [(ANNA, True)]


def test_an_agent_files_at_the_desk_in_the_name_of_whom_they_work_for(world: World) -> None:
    grant = world.sign_in(ANNA, "agent")
    world.file(conversation=DESK, grant=grant)
    assert [(row.contact, row.verified) for row in _rows(world, cases)] == [(ANNA, True)]


# --- the clock --------------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", ["mailbox", "admin", "agent"])
def test_a_clock_set_back_does_not_revive_a_grant_that_was_seen_to_end(
    world: World, url: str, library: Library, scope: str
) -> None:
    """Not even in another process."""
    holder = DESK if scope == "agent" else "c"
    grant = world.sign_in(ANNA, scope)  # type: ignore[arg-type]
    world.clock.now += HOUR
    assert world.held(holder) == []
    world.back_office.close()
    world.clock.now -= HOUR / 2
    restarted = World(SqlBackOffice(url, world.clock, library), world.clock)
    assert restarted.held(holder) == []
    with pytest.raises(RefusedError):
        restarted.look_up("account", grant, conversation=holder)
    restarted.back_office.close()


def test_a_new_proof_does_not_revive_an_ended_grant(world: World) -> None:
    world.sign_in(ANNA, "admin")
    world.clock.now += HOUR
    mailbox = world.sign_in(ANNA)
    world.clock.now -= 1
    assert world.held() == [mailbox]


def _write(world: World, name: str, holder: str, email: str, scope: str, seconds_ago: float = 0) -> None:
    """A grant as a row, past all rules."""
    now = moment(world.clock.now)
    times = {"created_at": now - timedelta(seconds=seconds_ago), "until": now + timedelta(hours=1)}
    row = {"id": name, "holder": holder, "email": email, "scope": scope, "how": "test", **times}
    with world.back_office.database.writing() as connection:
        connection.execute(insert(grants).values(row))


def _rows(world: World, table: Any) -> list[Any]:
    with world.back_office.database.reading() as connection:
        return list(connection.execute(select(table).order_by(table.c.id)))
