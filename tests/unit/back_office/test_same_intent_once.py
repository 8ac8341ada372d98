"""The same request is carried out once, and a different request under the same key is never dropped.

The key of a case or a hand-over may repeat in a conversation: when its state is lost and it starts afresh, when two
tabs go on from one state, and when somebody asks for a person a second time.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.support.world import ANNA, CARLA, DAY, World
from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sql.schema import cases, hand_overs

ANN, BOB = "ann@stranger.example", "bob@stranger.example"
OTHER_ORG = "00D2igrq1MGeVKFEQ3"


def _rows(world: World, table: Any = cases) -> list[Any]:
    with world.back_office.database.reading() as connection:
        return list(connection.execute(select(table).order_by(table.c.id)))


def _close(world: World, reference: str) -> None:
    with world.back_office.database.writing() as connection:
        connection.execute(update(hand_overs).values(state="closed").where(hand_overs.c.reference == reference))


# --- cases ------------------------------------------------------------------------------------------


def test_another_persons_case_under_the_same_key_is_filed_too(world: World) -> None:
    first = world.file("org_extension.1", me__email=ANN)
    second = world.file("org_extension.1", me__email=BOB, org__id=OTHER_ORG)
    assert first != second
    assert [(row.reference, row.contact) for row in _rows(world)] == [(first, ANN), (second, BOB)]


@pytest.mark.parametrize(("field", "value"), [("org__type", "trial"), ("org__desired_expiration", "2027-12-31")])
def test_one_other_field_makes_it_another_case(world: World, field: str, value: str) -> None:
    first = world.file("k")
    assert world.file("k", **{field: value}) != first
    assert len(_rows(world)) == 2


def test_another_kind_of_case_under_the_same_key_is_filed_too(world: World) -> None:
    same = {"me__email": ANN, "org__id": "", "org__desired_expiration": ""}
    first = world.file("k", kind="password_help", **same, me__username="ann@stranger.example.org")
    second = world.file(
        "k", kind="data_transfer", **same, me__username="ann@b.example", me__new_username="ann@c.example"
    )
    assert [row.reference for row in _rows(world)] == [first, second]


def test_the_same_content_is_one_case_whatever_has_happened_in_between(world: World) -> None:
    first = world.file("k", me__email=ANN)
    other = world.file("k", me__email=BOB)
    world.sign_in(ANNA)
    world.clock.now += 1000 * DAY  # the date wished for is in the past by now
    assert world.file("k", me__email=ANN) == first
    assert world.file("k", me__email=BOB) == other
    assert len(_rows(world)) == 2


def test_two_contents_sent_many_times_at_once_are_two_cases(world: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        references = set(pool.map(lambda n: world.file("k", me__email=(ANN, BOB)[n % 2]), range(24)))
    assert len(references) == len(_rows(world)) == 2


def test_without_the_lock_the_database_itself_refuses_a_second_row(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock only lets two wait for each other; that there is one row is a constraint of the table."""
    monkeypatch.setattr("wayfinder.back_office.filing._earlier", lambda *_: None)
    world.file("k")
    with pytest.raises(UnavailableError, match="IntegrityError"):
        world.file("k")
    assert len(_rows(world)) == 1


# --- hand-overs -------------------------------------------------------------------------------------


def test_a_second_request_while_the_first_waits_is_the_same_hand_over_with_the_newer_facts(world: World) -> None:
    first = world.hand_over("human.hand_over.0", facts={})
    second = world.hand_over("human.hand_over.0", facts={"invitation.sent_at": "2 days"}, topic="org_check", step="a/b")
    (row,) = _rows(world, hand_overs)
    assert first == second == row.reference
    known = {"invitation.sent_at": {"value": "2 days", "origin": "told"}}
    assert (row.topic, row.step, row.facts) == ("org_check", "a/b", known)


def test_what_a_second_request_does_not_know_stays(world: World) -> None:
    world.hand_over("human.loop.1", facts={}, topic="login_loop", step="login_loop/sso")
    world.hand_over("human.loop.1", facts={}, topic=None, step=None)
    (row,) = _rows(world, hand_overs)
    assert (row.topic, row.step) == ("login_loop", "login_loop/sso")


def test_a_request_after_the_first_was_closed_is_a_hand_over_of_its_own(world: World) -> None:
    first = world.hand_over("human.hand_over.0", facts={})
    _close(world, first)
    second = world.hand_over("human.hand_over.0", facts={"problem.details": "again"})
    assert first != second
    assert [(row.state, row.facts) for row in _rows(world, hand_overs)] == [
        ("closed", {}),
        ("open", {"problem.details": {"value": "again", "origin": "told"}}),
    ]
    assert [row.number for row in _rows(world, hand_overs)] == [1, 2]
    assert world.hand_over("human.hand_over.0") == second


def test_the_request_of_another_person_is_a_hand_over_of_its_own(world: World) -> None:
    """Whether the addresses were stated or proved: who waits already keeps their place and their facts."""
    ann = world.hand_over("k", facts={"me.email": ANN})
    bob = world.hand_over("k", facts={"me.email": BOB})
    world.sign_in(CARLA)
    carla = world.hand_over("k", facts={"me.email": CARLA})
    assert [row.reference for row in _rows(world, hand_overs)] == [ann, bob, carla]
    assert [row.address for row in _rows(world, hand_overs)] == [ANN, BOB, CARLA]
    assert [row.contact for row in _rows(world, hand_overs)] == [None, None, CARLA]


def test_a_waiting_person_who_tells_who_they_are_keeps_their_place(world: World) -> None:
    unknown = world.hand_over("k", facts={})
    stated = world.hand_over("k", facts={"me.email": CARLA})
    world.sign_in(CARLA)
    proved = world.hand_over("k", facts={"me.email": CARLA})
    assert unknown == stated == proved
    assert [row.contact for row in _rows(world, hand_overs)] == [CARLA]


def test_a_proof_that_has_ended_since_does_not_take_the_contact_away(world: World) -> None:
    world.sign_in(CARLA)
    first = world.hand_over("k")
    world.back_office.revoke("c")
    assert world.hand_over("k") == first
    assert [row.contact for row in _rows(world, hand_overs)] == [CARLA]


def test_a_person_who_returns_after_another_finds_their_own_hand_over(world: World) -> None:
    ann = world.hand_over("k", facts={"me.email": ANN})
    world.hand_over("k", facts={"me.email": BOB})
    assert world.hand_over("k", facts={"me.email": ANN}) == ann


def test_requests_of_two_people_at_once_are_two_hand_overs(world: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        wishes = pool.map(lambda n: world.hand_over("k", facts={"me.email": (ANN, BOB)[n % 2]}), range(24))
        assert len(set(wishes)) == len(_rows(world, hand_overs)) == 2
