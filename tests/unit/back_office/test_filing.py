from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.support.world import ANNA, CARLA, DAY, HOUR, World
from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sql.schema import cases, hand_overs

STRANGER = "me@stranger.example"


def _rows(world: World, table: Any = cases) -> list[Any]:
    with world.back_office.database.reading() as connection:
        return list(connection.execute(select(table).order_by(table.c.id)))


def test_a_strangers_case_says_what_they_stated_and_that_it_is_not_verified(world: World) -> None:
    reference = world.file(org__id="00D5g000008jYzE", org__type="trial")
    (row,) = _rows(world)
    assert (row.reference, row.kind, row.queue, row.state) == (reference, "org_extension", "partner-support", "open")
    assert (row.contact, row.verified) == (STRANGER, False)
    assert row.fields["org.id"] == "00D5g000008jYzEEAU"
    assert row.created_at.timestamp() == world.clock.now


def test_a_proved_persons_case_carries_the_address_that_was_proved(world: World) -> None:
    world.sign_in(ANNA)
    world.file(me__email="other@address.example")
    (row,) = _rows(world)
    assert (row.contact, row.verified) == (ANNA, True)
    assert row.fields["me.email"] == "other@address.example"


def test_a_grant_that_has_ended_verifies_nothing(world: World) -> None:
    world.sign_in(ANNA)
    world.clock.now += HOUR
    world.file(me__email=ANNA)
    assert [row.verified for row in _rows(world)] == [False]


def test_keys_count_within_a_conversation(world: World) -> None:
    references = {world.file("k"), world.file("k", conversation="d"), world.file("l")}
    assert len(references) == len(_rows(world)) == 3


def test_sent_many_times_at_once_it_exists_once(world: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        references = set(pool.map(lambda _: world.file("k"), range(24)))
        passed_on = set(pool.map(lambda _: world.hand_over("k"), range(24)))
    assert len(references) == len(_rows(world)) == 1
    assert len(passed_on) == len(_rows(world, hand_overs)) == 1


def test_five_open_cases_a_day_and_no_more_even_at_once(world: World) -> None:
    def try_one(number: int) -> bool:
        try:
            world.file(conversation=f"c{number}")
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(try_one, range(12))) == 5
    with pytest.raises(RefusedError, match="still open"):
        world.file(conversation="later")
    world.file(conversation="later", me__email="another@stranger.example")


def test_a_stranger_cannot_use_up_the_cases_of_somebody_else(world: World) -> None:
    for number in range(5):
        world.file(conversation=f"c{number}", me__email=ANNA)
    world.sign_in(ANNA)
    assert world.file()


def test_a_case_may_have_no_address_and_such_cases_are_limited_by_conversation(world: World) -> None:
    for _ in range(5):
        world.file(me__email="")
    assert _rows(world)[0].contact == ""
    with pytest.raises(RefusedError, match="still open"):
        world.file(me__email="")
    world.file(conversation="another", me__email="")


def test_another_field_may_be_filed_instead(world: World) -> None:
    world.file(org__id="", me__username="kim@example.com.dev")
    assert _rows(world)[0].fields["me.username"] == "kim@example.com.dev"


def test_time_and_closing_a_case_allow_another(world: World) -> None:
    for _ in range(5):
        world.file()
    with world.back_office.database.writing() as connection:
        connection.execute(update(cases).values(state="closed").where(cases.c.id == _rows(world)[0].id))
    world.file()
    with pytest.raises(RefusedError):
        world.file()
    world.clock.now += DAY
    world.file()


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("org__id", "00D5g000008jYzEEAX", "Org ID"),
        ("org__id", "", "Org ID is missing"),
        ("org__type", "spaceship", "Type of org"),
        ("org__desired_expiration", "soon", "a day in the future"),
        ("org__desired_expiration", "2026-11-21", "in the future"),
        ("me__email", "me at stranger", "e-mail"),
        ("account__state", "active", "no such field"),
    ],
)
def test_a_field_that_is_not_valid_is_refused_with_a_reason(world: World, field: str, value: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason) as caught:
        world.file(**{field: value})
    assert not value or "@" not in str(caught.value) or value not in str(caught.value)
    assert _rows(world) == []


def test_a_case_of_an_unknown_kind_is_refused(world: World) -> None:
    with pytest.raises(RefusedError):
        world.file(kind="salary_rise")


def test_a_hand_over_carries_what_is_known_and_who_was_proved(world: World) -> None:
    world.hand_over("k")
    world.sign_in(CARLA)
    reference = world.hand_over("l")
    stranger, proved = _rows(world, hand_overs)
    assert (stranger.contact, proved.contact) == (None, CARLA)
    assert (proved.reference, proved.topic, proved.step) == (reference, "login_loop", "login_loop/sso")
    assert proved.facts == {"a": {"value": "b", "origin": "told"}}


def test_a_hand_over_carries_what_was_tried_and_where_the_person_can_be_answered(world: World) -> None:
    world.hand_over("k", facts={"me.email": CARLA}, tried=["login_loop/clean: otherwise"])
    world.hand_over("k", facts={})
    (row,) = _rows(world, hand_overs)
    assert (row.address, row.tried, row.contact) == (CARLA, [], None)
