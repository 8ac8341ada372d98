from __future__ import annotations

import pytest

from tests.support.world import ANNA, NOW, World
from wayfinder.back_office.look_ups import LOOK_UPS
from wayfinder.back_office.look_ups.permissions import PERMISSIONS
from wayfinder.back_office.sample.overview import facts_of
from wayfinder.back_office.sample.staging import SETTERS, StagingError, stage
from wayfinder.back_office.sql import schema as t
from wayfinder.back_office.sql.times import moment

PERSON = "dara.quinn@harbourlights.example"
# What has to be true first.
BEFORE = {
    "invitation.address": ("invitation.state", "fresh"),
    "admins.count": ("account.state", "active"),
    **{f"permission.{name}": ("account.state", "active") for name in PERMISSIONS},
}
# What is said of a user to their administrator is staged as that user's own.
VALUES = [
    (fact, value)
    for spec in LOOK_UPS.values()
    for fact, values in spec.facts.items()
    for value in values
    if not fact.startswith("user.")
]
TYPED = [
    ("me.username", "dara@new.example"),
    ("sso.domain", "new.my.salesforce.com"),
    ("org.expires_on", "2027-01-31"),
    ("org.hold_days_left", "7"),
]


def test_what_was_set_is_what_is_looked_up(world: World) -> None:
    database, now = world.back_office.database, moment(NOW)
    world.sign_in(PERSON)
    world.file()
    for fact, value in (*VALUES, *TYPED):
        if fact in BEFORE:
            stage(database, PERSON, *BEFORE[fact], now)
        stage(database, PERSON, fact, value, now)
        assert (facts_of(database, PERSON, now) or {})[fact] == value, (fact, value)


@pytest.mark.parametrize(
    ("email", "fact", "value", "message"),
    [
        ("nobody@nowhere.example", "account.state", "active", "nobody in the sample"),
        (ANNA, "me.email", "x@y.example", "cannot be set"),
        (ANNA, "account.state", "asleep", "one of active"),
        (ANNA, "org.hold_days_left", "31", "from 0 to 30"),
        (ANNA, "org.hold_days_left", "x", "from 0 to 30"),
        (ANNA, "org.expires_on", "soon", "a day such as"),
        (ANNA, "cases.state", "open", "file a case"),
        ("zoe.hart@copperleaf.example", "org.status", "hold", "no org"),
        ("yara.nunes@greenfold.example", "admins.count", "several", "Not enough"),
    ],
)
def test_a_fact_that_cannot_be_set_is_reported(world: World, email: str, fact: str, value: str, message: str) -> None:
    with pytest.raises(StagingError, match=message):
        stage(world.back_office.database, email, fact, value, moment(NOW))


def test_only_the_sample_can_be_staged(world: World) -> None:
    with world.back_office.database.writing() as connection:
        connection.execute(t.companies.update().values(sample=False))
    with pytest.raises(StagingError, match="nobody in the sample"):
        stage(world.back_office.database, ANNA, "account.state", "revoked", moment(NOW))


def test_every_setter_is_of_a_fact_that_is_looked_up() -> None:
    assert SETTERS.keys() <= {fact for spec in LOOK_UPS.values() for fact in spec.facts}
