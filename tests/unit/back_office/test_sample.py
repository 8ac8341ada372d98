from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.support.world import ANNA, CARLA, DAY, NOW, World
from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups import LOOK_UPS, look_up
from wayfinder.back_office.sample.fill import LOCK, fill
from wayfinder.back_office.sample.overview import facts_of
from wayfinder.back_office.sample.read import CompanySample, read_sample
from wayfinder.back_office.sample.relative import distance
from wayfinder.back_office.sample.staging import stage
from wayfinder.back_office.sql import schema as t
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.migrate import migrate
from wayfinder.back_office.sql.queries import View
from wayfinder.back_office.sql.times import moment
from wayfinder.back_office.subjects import COLLEAGUE_EMAIL
from wayfinder.content.yaml_file import ContentError
from wayfinder.engine.requests import LookUp

GOOD = """\
companies:
  acme:
    name: Acme
    orgs:
      main:
        id: 00D5g000008jYzEEAU
    people:
      a@acme.example:
        name: A
        org: main
"""


@pytest.fixture
def everybody(world: World, sample: list[CompanySample]) -> dict[str, dict[str, str]]:
    """The facts of each person of the sample, as they would be told and as an administrator would."""
    database, found = world.back_office.database, {}
    with database.reading() as connection:
        view = View(connection, moment(NOW))
        for email in (email for company in sample for email in company.people):
            grant = Grant("g", email, "admin", moment(NOW + DAY))
            ask = LookUp("l", "org", "colleague", "g", {COLLEAGUE_EMAIL: email})
            found[email] = {**(facts_of(database, email, moment(NOW)) or {}), **look_up(grant, view, ask).values}
    return found


def test_there_are_twelve_companies_and_sixty_people(sample: list[CompanySample]) -> None:
    assert len(sample) >= 12
    assert sum(len(company.people) for company in sample) >= 60
    assert all(person.shows for company in sample for person in company.people.values())


@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_of_two_processes_that_fill_in_the_sample_one_waits(empty_url: str, sample: list[CompanySample]) -> None:
    database = Database(empty_url)
    migrate(database)
    with ThreadPoolExecutor(1) as pool:
        with database.writing() as connection:
            database.lock(connection, LOCK)
            other = pool.submit(fill, database, sample[:1], moment(NOW))
            with pytest.raises(TimeoutError):
                other.result(0.3)
        assert other.result(10)
    database.close()


def test_nobody_has_an_address_that_could_exist(sample: list[CompanySample]) -> None:
    for company in sample:
        for email, person in company.people.items():
            for address in (email, person.username, person.org_email, person.invited_as):
                assert not address or address.endswith(".example")


def test_every_value_of_every_fact_occurs(everybody: dict[str, dict[str, str]]) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for facts in everybody.values():
        for name, value in facts.items():
            seen[name].add(value)
    for spec in LOOK_UPS.values():
        for name, values in spec.facts.items():
            if not name.startswith(("cases.", "user.")):  # cases come about by filing; a user's org is somebody's own
                assert seen[name] >= set(values), name
                assert seen[name], name


def test_invitations_of_one_eleven_and_thirteen_hours_ago(everybody: dict[str, dict[str, str]]) -> None:
    ages = {facts["invitation.sent_at"] for facts in everybody.values() if "invitation.sent_at" in facts}
    assert ages >= {(moment(NOW) - timedelta(hours=hours)).isoformat(timespec="minutes") for hours in (1, 11, 13)}


def test_orgs_on_hold_for_1_29_and_31_days_with_and_without_an_extension(world: World) -> None:
    with world.back_office.database.reading() as connection:
        held = connection.execute(select(t.orgs).where(t.orgs.c.status == "hold")).all()
    found = {((moment(NOW).date() - org.on_hold_since).days, org.extension_requested) for org in held}
    assert found >= {(days, extension) for days in (1, 29, 31) for extension in (True, False)}


def test_the_head_of_the_file_names_every_key() -> None:
    from wayfinder.back_office.sample.read import OrgSample, PersonSample
    from wayfinder.settings import ROOT

    head = (ROOT / "data" / "partners.yml").read_text().partition("companies:")[0]
    for kind in (OrgSample, PersonSample):
        assert all(field in head for field in kind.__struct_fields__ if field != "shows")


def test_it_is_loaded_once_and_again_only_when_asked(world: World, sample: list[CompanySample]) -> None:
    database, later = world.back_office.database, moment(NOW + DAY)
    stage(database, CARLA, "account.state", "revoked", later)
    world.sign_in(ANNA)
    case = world.file()
    assert not fill(database, sample, later)
    assert (facts_of(database, CARLA, later) or {})["account.state"] == "revoked"
    assert fill(database, sample, later, again=True)
    assert (facts_of(database, CARLA, later) or {})["account.state"] == "active"
    assert (facts_of(database, ANNA, later) or {})["cases.reference"] == case
    with database.reading() as connection:
        assert len(connection.execute(select(t.companies)).all()) == len(sample)


def test_data_that_is_not_of_the_sample_stays(world: World, sample: list[CompanySample]) -> None:
    with world.back_office.database.writing() as connection:
        connection.execute(t.companies.insert().values(name="Real Ltd", sample=False))
    fill(world.back_office.database, sample, moment(NOW), again=True)
    with world.back_office.database.reading() as connection:
        assert connection.scalar(select(t.companies.c.id).where(t.companies.c.name == "Real Ltd")) is not None


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("name: Acme", "nam: Acme", 3, "unknown key `nam`: did you mean `name`"),
        ("00D5g000008jYzEEAU", "00D5g000008jYzEEAX", 6, "no Org ID"),
        ("00D5g000008jYzEEAU", "00D5g000008jYzEEAU\n        status: asleep", 7, "`asleep` is not a value of `status`"),
        ("00D5g000008jYzEEAU", "00D5g000008jYzEEAU\n        status: hold", 7, "since when"),
        ("      a@acme", "      A@acme", 8, "small letters"),
        ("      a@acme", "      nobody", 8, "e-mail address"),
        ("org: main", "org: other", 10, "no org `other`"),
        ("org: main", "org: main\n        permissions: [fly]", 11, "no such permission"),
        ("org: main", "org: main\n        invited: yesterday", 11, "`3 hours ago`"),
        ("org: main", "org: main\n        account: asleep", 11, "`asleep` is not a value of `account`"),
        ("org: main", "org: main\n      b@acme.example:\n        name: B\n        age: 7", 13, "unknown key `age`"),
        ("org: main", "org: main\n        username: A@x", 11, "small letters"),
        ("companies:\n", "companies: []\nx:\n", 1, "name: value"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, GOOD.replace(old, new))
    assert any(problem.line == line and message in problem.message for problem in caught.value.problems), caught.value


def test_a_name_that_is_taken_is_reported_where_it_is_repeated(tmp_path: Path) -> None:
    again = GOOD.partition("\n")[2].replace("acme:", "copy:")
    with pytest.raises(ContentError) as caught:
        _read(tmp_path, GOOD + again)
    assert {(problem.line, problem.message.split(" `")[0]) for problem in caught.value.problems} == {
        (15, "the Org ID"),
        (17, "the address"),
    }


def test_the_example_itself_is_good(tmp_path: Path) -> None:
    (company,) = _read(tmp_path, GOOD)
    assert (company.name, list(company.people)) == ("Acme", ["a@acme.example"])


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("today", 0), ("1 minute ago", -60), ("3 hours ago", -10800), ("in 1 day", 86400), ("in 10 days", 864000)],
)
def test_relative_times(text: str, seconds: float) -> None:
    assert distance(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "yesterday", "3 hours", "in 3 hours ago", "-3 hours ago", "3 fortnights ago"])
def test_words_that_are_not_a_time(text: str) -> None:
    with pytest.raises(ValueError, match="write a time"):
        distance(text)


def _read(folder: Path, text: str) -> Any:
    (folder / "partners.yml").write_text(text)
    return read_sample(folder)
