"""How much slower a look-up is among a million people than among a thousand. The limit is 1.5 times as long.

    .venv/bin/python -m bench.lookup                                 two SQLite files in a temporary folder
    .venv/bin/python -m bench.lookup --postgresql URL URL            two empty PostgreSQL databases, small and large

Each measurement is what a turn does: open a snapshot, check the grant, look up one thing about one person, close.
The small and the large database alternate, so that other work on the machine affects both alike; medians are compared.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert, text

from wayfinder.back_office.filing import content_hash
from wayfinder.back_office.look_ups import LOOK_UPS
from wayfinder.back_office.look_ups.permissions import PERMISSIONS
from wayfinder.back_office.sql import schema as t
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.times import moment
from wayfinder.content.files import read
from wayfinder.content.values import checksum
from wayfinder.engine.requests import LookUp
from wayfinder.settings import ROOT

NOW = 1_795_262_400.0
SMALL, LARGE = 1_000, 1_000_000
COMPANY = 20  # people in one company, two of them administrators
ASKERS = 500
BATCH = 20_000
LIMIT = 1.5


class Office:
    """A back office of so many people, and some of them with a grant."""

    def __init__(self, url: str, people: int) -> None:
        self.people = people
        self.back_office = SqlBackOffice(url, lambda: NOW, read(ROOT / "data").library)
        self.back_office.prepare()
        began = time.perf_counter()
        self._fill()
        self.grants = {n: self._grant(n) for n in random.Random(1).sample(range(people), min(ASKERS, people))}
        print(f"{people:>9,} people written in {time.perf_counter() - began:.0f} s", flush=True)

    def look_up(self, name: str, person: int) -> float:
        """Milliseconds for one turn that looks up one thing about one person."""
        ask = LookUp("l1", name, "me", self.grants[person])
        began = time.perf_counter()
        with self.back_office.snapshot() as snapshot:
            values = snapshot.look_up(_conversation(person), ask).values
        took = (time.perf_counter() - began) * 1000
        if not values:
            raise RuntimeError(f"{name} found nothing: this measures nothing")
        return took

    def _grant(self, person: int) -> str:
        return self.back_office.grant(_conversation(person), _email(person), "mailbox", "bench", 1)

    def _fill(self) -> None:
        for first in range(0, self.people, BATCH):
            numbers = range(first, min(first + BATCH, self.people))
            with self.back_office.database.writing() as connection:
                for table, rows in _rows(numbers):
                    connection.execute(insert(table), rows)
        with self.back_office.database.writing() as connection:
            connection.execute(text("ANALYZE"))


def _rows(numbers: range) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Rows by table, so that what others refer to comes first."""
    sent = moment(NOW) - timedelta(hours=1)
    heads = [n for n in numbers if n % COMPANY == 0]
    yield t.companies, [{"id": n // COMPANY + 1, "name": f"Company {n // COMPANY}", "sample": False} for n in heads]
    yield t.orgs, [_org(n) for n in heads]
    yield t.people, [_person(n) for n in numbers]
    yield t.accounts, [{"person_id": n + 1, "state": "active"} for n in numbers]
    yield t.permissions, [{"person_id": n + 1, "permission": name} for n in numbers for name in _permissions(n)]
    mail = [{"person_id": n + 1, "email": _email(n), "sent_at": sent, "accepted_at": None} for n in numbers]
    yield t.invitations, mail
    yield t.certification_links, [{"person_id": n + 1, "linked_to": "own", "linked_at": sent} for n in numbers]
    yield t.trailblazer_links, [{"person_id": n + 1, "linked_to": "own"} for n in numbers]
    yield t.cases, [_case(n) for n in numbers]


def _org(number: int) -> dict[str, Any]:
    org = {"kind": "crm", "status": "active", "expires_on": None, "on_hold_since": None, "sso_domain": None}
    return {**org, "id": _org_id(number), "company_id": number // COMPANY + 1, "extension_requested": False}


def _person(number: int) -> dict[str, Any]:
    email, org = _email(number), _org_id(number - number % COMPANY)
    names = {"id": number + 1, "name": f"Person {number}", "email": email, "username": f"user{email}"}
    return {**names, "company_id": number // COMPANY + 1, "org_id": org, "org_email": email}


def _case(number: int) -> dict[str, Any]:
    what = {"kind": "password_help", "queue": "partner-support", "state": "open", "fields": {}}
    who = {"contact": _email(number), "verified": True, "conversation": _conversation(number)}
    same = {"key": "k", "content_hash": content_hash("password_help", {})}
    return {**what, **who, **same, "reference": f"W-{number}", "created_at": moment(NOW)}


def _permissions(number: int) -> tuple[str, ...]:
    return (PERMISSIONS[0],) if number % COMPANY < 2 else (PERMISSIONS[2],)


def _org_id(number: int) -> str:
    short = f"00D{number:012}"
    return short + checksum(short)


def _email(number: int) -> str:
    return f"person{number}@company{number // COMPANY}.example"


def _conversation(number: int) -> str:
    return f"conversation-{number}"


def measure(small: Office, large: Office, rounds: int) -> bool:
    """Print the medians of every look-up; returns whether all are within the limit."""
    dice, good = random.Random(2), True
    print(f"{'look-up':<15}{'small':>10}{'large':>10}{'ratio':>8}     median ms of {rounds}")
    for name in LOOK_UPS:
        times: dict[Office, list[float]] = {small: [], large: []}
        for office in (small, large) * rounds:
            times[office].append(office.look_up(name, dice.choice(list(office.grants))))
        few, many = (median(times[office]) for office in (small, large))
        good = good and many / few <= LIMIT
        print(f"{name:<15}{few:>10.3f}{many:>10.3f}{many / few:>8.2f}")
    print(f"at most {LIMIT} times slower: {'yes' if good else 'NO'}")
    return good


def main() -> int:
    """Exit code 1 when a look-up is slower than allowed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--postgresql", nargs=2, metavar="URL", help="two empty databases, in place of SQLite files")
    parser.add_argument("--people", type=int, default=LARGE, help=f"in the large one (default {LARGE:,})")
    parser.add_argument("--rounds", type=int, default=400)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        urls = args.postgresql or [f"sqlite:///{Path(folder) / name}.db" for name in ("small", "large")]
        offices = [Office(url, people) for url, people in zip(urls, (SMALL, args.people), strict=True)]
        good = measure(offices[0], offices[1], args.rounds)
        for office in offices:
            office.back_office.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
