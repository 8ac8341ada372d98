"""What each look-up returns, at the limits of each value."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import trees as content
from tests.support.world import ANNA, CARLA, DARA, DAY, HOUR, INES, TESSA, World
from wayfinder.back_office.grants import desk_of
from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sample.staging import stage
from wayfinder.back_office.sql.times import moment
from wayfinder.back_office.subjects import COLLEAGUE_EMAIL as EMAIL
from wayfinder.back_office.subjects import COLLEAGUE_USERNAME as USERNAME
from wayfinder.driver import Driver
from wayfinder.engine.moves import Give, Topic
from wayfinder.engine.walk import Walk


def _set(world: World, email: str, fact: str, value: str) -> None:
    stage(world.back_office.database, email, fact, value, moment(world.clock.now))


def test_an_account_with_the_company_and_its_single_sign_on(world: World) -> None:
    assert world.look_up("account", world.sign_in(ANNA)) == {
        "me.email": ANNA,
        "me.username": "anna.berg@harbourlights.pbo.example",
        "company.name": "Harbour Lights Consulting",
        "account.state": "active",
        "account.address": "match",
        "sso.used": "yes",
        "sso.domain": "harbourlights.my.salesforce.com",
    }


def test_mail_to_the_salesforce_user_may_go_elsewhere(world: World) -> None:
    for value in ("mismatch", "match"):
        _set(world, ANNA, "account.address", value)
        assert world.look_up("account", world.sign_in(ANNA))["account.address"] == value
    assert "account.address" not in world.look_up("account", world.sign_in("zoe.hart@copperleaf.example"))


def test_an_unknown_person_has_no_account_and_nothing_else(world: World) -> None:
    grant = world.sign_in("nobody@nowhere.example")
    assert world.look_up("account", grant) == {"me.email": "nobody@nowhere.example", "account.state": "none"}
    assert world.look_up("invitation", grant) == {"invitation.state": "none"}
    for name in ("org", "trailblazer", "certification", "admins", "permissions"):
        assert world.look_up(name, grant) == {}


@pytest.mark.parametrize(("seconds", "state"), [(11 * HOUR, "fresh"), (11 * HOUR + 60, "expired")])
def test_an_invitation_is_valid_for_twelve_hours(world: World, seconds: float, state: str) -> None:
    grant = world.sign_in(DARA, hours=100)  # invited an hour ago
    world.clock.now += seconds
    found = world.look_up("invitation", grant)
    assert (found["invitation.state"], found["invitation.sent_at"]) == (state, "2026-11-21T11:00+00:00")


@pytest.mark.parametrize(
    ("seconds", "age"),
    [(-HOUR, "1 minute"), (0, "1 hour"), (36 * HOUR + 60, "37 hours"), (46 * HOUR, "47 hours"), (47 * HOUR, "2 days")],
)
def test_the_age_of_an_invitation_is_given_in_words(world: World, seconds: float, age: str) -> None:
    grant = world.sign_in(DARA, hours=1000)  # invited an hour ago
    world.clock.now += seconds
    assert world.look_up("invitation", grant)["invitation.age"] == age


def test_an_accepted_invitation_does_not_expire(world: World) -> None:
    _set(world, DARA, "invitation.state", "accepted")
    world.clock.now += 100 * DAY
    assert world.look_up("invitation", world.sign_in(DARA))["invitation.state"] == "accepted"


def test_the_address_of_an_invitation_is_compared_with_that_of_the_org(world: World) -> None:
    for value in ("mismatch", "match"):
        _set(world, DARA, "invitation.address", value)
        assert world.look_up("invitation", world.sign_in(DARA))["invitation.address"] == value
    without_org = world.look_up("invitation", world.sign_in("zoe.hart@copperleaf.example"))
    assert without_org["invitation.state"] == "fresh"
    assert "invitation.address" not in without_org


@pytest.mark.parametrize(("days", "left"), [("0", "0"), ("1", "1"), ("29", "29"), ("30", "30")])
def test_days_until_the_purge_are_counted(world: World, days: str, left: str) -> None:
    _set(world, TESSA, "org.hold_days_left", days)
    found = world.look_up("org", world.sign_in(TESSA))
    assert (found["org.status"], found["org.hold_days_left"]) == ("hold", left)


def test_after_thirty_days_none_are_left_and_not_fewer(world: World) -> None:
    found = world.look_up("org", world.sign_in("xenia.fox@copperleaf.example"))
    assert (found["org.status"], found["org.hold_days_left"]) == ("hold", "0")


@pytest.mark.parametrize("status", ["active", "locked", "purged"])
def test_only_an_org_on_hold_has_days_left(world: World, status: str) -> None:
    _set(world, TESSA, "org.status", status)
    assert "org.hold_days_left" not in world.look_up("org", world.sign_in(TESSA))


def test_an_org_with_a_requested_extension_is_not_counted_down(world: World) -> None:
    found = world.look_up("org", world.sign_in("bruno.keller@mistral.example"))
    assert found["org.extension"] == "requested"
    assert "org.hold_days_left" not in found


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-11-20", "expired"), ("2026-11-21", "expiring"), ("2026-12-21", "expiring"), ("2026-12-22", "active")],
)
def test_an_org_expires_soon_and_then_has_expired(world: World, day: str, status: str) -> None:
    _set(world, CARLA, "org.expires_on", day)
    found = world.look_up("org", world.sign_in(CARLA))
    assert (found["org.status"], found["org.expires_on"]) == (status, day)


@pytest.mark.parametrize(("hours", "link"), [(20.9, "recent"), (21, "linked")])
def test_a_certification_link_shows_after_a_day(world: World, hours: float, link: str) -> None:
    grant = world.sign_in("leo.marsh@quarrystone.example", hours=100)  # linked three hours ago
    world.clock.now += hours * HOUR
    assert world.look_up("certification", grant) == {"certification.link": link}


def test_administrators_are_named_to_their_people_but_not_to_revoked_ones(world: World) -> None:
    names = {"admins.count": "several", "admins.names": "Anna Berg or Boris Lind"}
    assert world.look_up("admins", world.sign_in(DARA)) == names
    _set(world, DARA, "account.state", "revoked")
    assert world.look_up("admins", world.sign_in(DARA)) == {"admins.count": "several"}


def test_an_administrator_without_access_does_not_count(world: World) -> None:
    assert world.look_up("admins", world.sign_in("pavel.dorn@fernhill.example")) == {"admins.count": "none"}


def test_permissions_of_non_members_are_missing(world: World) -> None:
    assert world.look_up("permissions", world.sign_in(ANNA))["permission.manage_users"] == "granted"
    found = world.look_up("permissions", world.sign_in("rosa.kline@fernhill.example"))
    assert set(found.values()) == {"missing"}


def test_the_newest_proved_case_is_found_and_no_other(world: World) -> None:
    world.file(conversation="stranger", me__email=ANNA)
    grant = world.sign_in(ANNA)
    assert world.look_up("cases", grant) == {"cases.state": "none"}
    world.file()
    world.clock.now += 60
    newest = world.file()
    assert world.look_up("cases", grant) == {
        "cases.state": "open",
        "cases.reference": newest,
        "cases.filed_on": "2026-11-21",
    }
    assert world.look_up("cases", world.sign_in(CARLA, conversation="x"), conversation="x") == {"cases.state": "none"}


# --- subjects ---------------------------------------------------------------------------------


def test_an_administrator_may_ask_about_a_colleague(world: World) -> None:
    grant = world.sign_in(ANNA, "admin")
    for named in ({EMAIL: CARLA.upper()}, {USERNAME: "carla.monti@harbourlights.pbo.example"}):
        found = world.look_up("account", grant, "colleague", named=named)
        assert (found["me.email"], found["account.state"]) == (CARLA, "active")
        assert found["user.username"] == "carla.monti@harbourlights.pbo.example"
        assert world.look_up("org", grant, "colleague", named=named)["user.org_type"] == "crm"


def test_the_engine_names_the_colleague_as_the_look_ups_expect(world: World, tmp_path: Path) -> None:
    facts = """
    user.email: {label: User, about: colleague, type: email, ask: Who?, invalid: That is none.}
    user.org_type:
      {label: Type, about: colleague, ask: Type?, values: {crm: CRM, unknown: "?"}, look_up: org, proof: admin}
    """
    steps = "steps: {who: {need: user.email, next: type}, type: {find: user.org_type, then: {crm: end, unknown: end}}, "
    small = content.library(tmp_path, {"user": steps + "end: {tell: Done.}}"}, facts=facts)
    world.sign_in(ANNA, "admin")
    turn = Driver(small, world.back_office, world.clock).turn(Walk(), [Topic("user"), Give({"user.email": CARLA})], "c")
    assert {str(fact.key): fact.value for fact in turn.walk.facts} == {"user.email": CARLA, "user.org_type": "crm"}


def test_without_an_administrators_grant_a_colleague_stays_unknown(world: World) -> None:
    grant = world.sign_in(ANNA)
    with pytest.raises(RefusedError):
        world.look_up("account", grant, "colleague", named={EMAIL: CARLA})


def test_somebody_of_another_company_looks_like_an_unknown_person(world: World) -> None:
    grant = world.sign_in(ANNA, "admin")
    named = [{EMAIL: INES}, {USERNAME: "ines.costa@quarrystone.pbo.example"}, {EMAIL: "x@nowhere.example"}]
    for name in ("account", "invitation", "org", "trailblazer", "admins", "permissions"):
        first, *others = (world.look_up(name, grant, "colleague", named=who) for who in named)
        assert all(other == first for other in others)
        assert set(first.values()) <= {"none"}


def test_a_colleague_has_to_be_named(world: World) -> None:
    grant = world.sign_in(ANNA, "admin")
    for named in ({}, {EMAIL: "Carla"}, {"me.email": CARLA}):
        with pytest.raises(RefusedError):
            world.look_up("account", grant, "colleague", named=named)


def test_certifications_and_cases_of_a_colleague_are_never_told(world: World) -> None:
    grant = world.sign_in(ANNA, "agent")
    for name in ("certification", "cases"):
        with pytest.raises(RefusedError, match="does not reach"):
            world.look_up(name, grant, "colleague", desk_of("c"), {EMAIL: CARLA})


def test_ones_own_org_may_be_named_with_15_or_18_characters(world: World) -> None:
    grant = world.sign_in(TESSA)
    own = world.look_up("org", grant)
    for org_id in (own["org.id"], own["org.id"][:15]):
        assert world.look_up("org", grant, "org", named={"org.id": org_id}) == own


def test_an_org_of_somebody_else_is_refused_like_one_that_does_not_exist(world: World) -> None:
    other = world.look_up("org", world.sign_in(INES, conversation="x"), conversation="x")["org.id"]
    for scope in ("mailbox", "admin"):
        grant = world.sign_in(ANNA, scope)
        for org_id in (other, "00D5g000008jYzEEAU"):
            with pytest.raises(RefusedError, match="not an org of this person"):
                world.look_up("org", grant, "org", named={"org.id": org_id})


def test_another_org_of_the_company_is_for_its_administrators(world: World) -> None:
    hana = world.sign_in("hana.sato@harbourlights.example", conversation="x")
    sandbox = world.look_up("org", hana, conversation="x")["org.id"]
    named = {"org.id": sandbox}
    assert world.look_up("org", world.sign_in(ANNA, "admin"), "org", named=named)["org.type"] == "sandbox"
    with pytest.raises(RefusedError):
        world.look_up("org", world.sign_in(CARLA), "org", named=named)
