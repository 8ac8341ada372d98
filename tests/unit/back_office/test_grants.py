from __future__ import annotations

import pytest

from tests.support.world import ANNA, CARLA, HOUR, Clock, World
from wayfinder.back_office.grants import desk_of
from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sample.read import CompanySample
from wayfinder.back_office.sample.staging import stage
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.times import moment
from wayfinder.content.model import Library


def test_a_grant_is_held_in_its_conversation_only(world: World) -> None:
    grant = world.sign_in(ANNA)
    assert world.held() == [grant]
    assert world.held("another") == []


def test_a_grant_may_be_the_first_thing_that_a_database_is_asked_for(
    empty_url: str, library: Library, sample: list[CompanySample]
) -> None:
    back_office = SqlBackOffice(empty_url, Clock(), library, sample)
    grant = World(back_office, Clock()).sign_in(ANNA, "admin")
    assert World(back_office, Clock()).held() == [grant]
    back_office.close()


def test_scopes_reach_further_in_steps(world: World) -> None:
    for holder, scope, reach in (("c", "mailbox", 1), ("c", "admin", 2), (desk_of("c"), "agent", 3)):
        world.sign_in(ANNA, scope)  # type: ignore[arg-type]
        with world.back_office.snapshot() as snapshot:
            held = max(snapshot.grants(holder), key=lambda each: len(each.scopes))
        assert held.scopes == ["mailbox", "admin", "agent"][:reach]
        assert held.until == world.clock.now + HOUR


def test_it_ends_at_its_time(world: World) -> None:
    grant = world.sign_in(ANNA)
    world.clock.now += HOUR - 1
    assert world.held() == [grant]
    world.clock.now += 1
    assert world.held() == []
    with pytest.raises(RefusedError):
        world.look_up("account", grant)


def test_it_ends_when_it_is_revoked(world: World) -> None:
    grant = world.sign_in(ANNA)
    world.back_office.revoke("c")
    assert world.held() == []
    with pytest.raises(RefusedError):
        world.look_up("account", grant)


def test_revoking_leaves_other_conversations_alone(world: World) -> None:
    here, there = world.sign_in(ANNA), world.sign_in(ANNA, conversation="another")
    world.back_office.revoke("c")
    assert (world.held(), world.held("another")) == ([], [there])
    assert here != there


def test_only_an_administrator_gets_an_administrators_grant(world: World) -> None:
    for email in (CARLA, "nobody@nowhere.example"):
        with pytest.raises(RefusedError):
            world.sign_in(email, "admin")
    assert world.held() == []


@pytest.mark.parametrize(("fact", "value"), [("permission.manage_users", "missing"), ("account.state", "revoked")])
def test_it_ends_when_the_person_is_no_longer_an_administrator(world: World, fact: str, value: str) -> None:
    grant = world.sign_in(ANNA, "admin")
    stage(world.back_office.database, ANNA, fact, value, moment(world.clock.now))
    assert world.held() == []
    with pytest.raises(RefusedError):
        world.look_up("account", grant)


def test_the_address_is_compared_in_small_letters(world: World) -> None:
    grant = world.sign_in(" Anna.Berg@HarbourLights.example ")
    assert world.look_up("account", grant)["me.email"] == ANNA


def test_an_address_like_hers_is_not_hers(world: World) -> None:
    for near in ("anna.berg+x@harbourlights.example", "annaberg@harbourlights.example", "%@harbourlights.example"):
        assert world.look_up("account", world.sign_in(near)) == {"me.email": near, "account.state": "none"}
