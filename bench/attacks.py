"""Whether strangers can find out who is registered: from what they are told, or from how long it takes.

    .venv/bin/python -m bench.attacks                                 a SQLite file in a temporary folder
    .venv/bin/python -m bench.attacks --postgresql URL                an empty PostgreSQL database
    .venv/bin/python -m bench.attacks --tries 1000                    fewer of each kind

Three counts, 10,000 tries each unless told otherwise (SEC-5, SEC-7 and SEC-8 of docs/security.md):
forged grants, people who ask for others under their own grant, and conversations about addresses, every other one of
them registered. Registered and invented addresses alternate, so that other work on the machine affects both alike.
AUC is the chance that a registered address took longer than an invented one: 0.5 when time tells nothing.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert

from wayfinder.back_office.look_ups import LOOK_UPS
from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sample.overview import facts_of
from wayfinder.back_office.sample.read import CompanySample, read_sample
from wayfinder.back_office.sql import schema as t
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.times import moment
from wayfinder.content.files import read
from wayfinder.driver import Driver
from wayfinder.engine.moves import DontKnow, Give, Move, Topic
from wayfinder.engine.requests import LookUp
from wayfinder.engine.walk import Walk
from wayfinder.settings import ROOT

NOW = 1_795_262_400.0
TRIES = 10_000
ABOUTS = ("me", "colleague", "org")
AUC_LIMITS = (0.45, 0.55)
GAP_LIMIT = 5.0  # ms
BATCH = 1_000
_REFERENCE = re.compile(r"W-\w{4}-\w{4}")


class Office:
    """A back office with the sample and `tries` / 2 further registered people."""

    def __init__(self, url: str, tries: int) -> None:
        self.library = read(ROOT / "data").library
        self.sample: list[CompanySample] = read_sample(ROOT / "data")
        self.back_office = SqlBackOffice(url, lambda: NOW, self.library, self.sample)
        self.back_office.prepare()
        self.driver = Driver(self.library, self.back_office, lambda: NOW)
        self.registered = [f"person{number:05}@registered.example" for number in range(tries // 2)]
        self._register()

    def look_up(self, conversation: str, ask: LookUp) -> dict[str, str] | None:
        """What a look-up finds; None when it is refused."""
        with self.back_office.snapshot() as snapshot:
            try:
                return snapshot.look_up(conversation, ask).values
            except RefusedError:
                return None

    def _register(self) -> None:
        with self.back_office.database.writing() as connection:
            row = {"name": "Registered Ltd", "sample": False}
            company = connection.execute(insert(t.companies).values(row)).inserted_primary_key[0]
            for first in range(0, len(self.registered), BATCH):
                emails = self.registered[first : first + BATCH]
                people = [{"company_id": company, "email": one, "name": one, "username": one} for one in emails]
                connection.execute(insert(t.people), people)


def forged_grants(office: Office, tries: int) -> int:
    """SEC-5: the number of look-ups answered under a grant that the conversation does not hold."""
    dice = random.Random(5)
    emails = [email for company in office.sample for email in company.people]
    real = [office.back_office.grant(f"theirs {email}", email, "agent", "bench", 1) for email in emails]
    answered = 0
    for _ in range(tries):
        grant = dice.choice(real)
        forged = dice.choice([grant, grant[:-1], grant.upper(), f"{grant}' OR '1'='1", dice.choice(emails), "", None])
        answered += office.look_up("mine", _ask(dice, forged, dice.choice(emails))) is not None
    return answered


def foreign_records(office: Office, tries: int) -> int:
    """SEC-7: how many look-ups gave somebody a value that is not their own or, for administrators, their company's."""
    dice = random.Random(7)
    company = {email: one.name for one in office.sample for email in one.people}
    own = {email: facts_of(office.back_office.database, email, moment(NOW)) or {} for email in company}
    admins = [email for email in own if own[email].get("permission.manage_users") == "granted"]
    grants = {(scope, email): _grant(office, scope, email) for scope, who in _askers(own, admins) for email in who}
    foreign = 0
    for number in range(tries):
        scope, asker = dice.choice([key for key in grants if (key[0] == "admin") == bool(number % 2)])
        other = dice.choice([email for email in company if company[email] != company[asker]])
        found = office.look_up(f"{scope} {asker}", _ask(dice, grants[scope, asker], other, own[other]))
        foreign += not set((found or {}).values()) <= {"none", *own[asker].values()}
    return foreign


def strangers(office: Office, tries: int) -> tuple[int, list[float], list[float]]:
    """SEC-8: how many answers differed, and the milliseconds of conversations about registered and invented people."""
    topics = [name for name, tree in office.library.trees.items() if tree.area != "conversation"]
    times: tuple[list[float], list[float]] = ([], [])
    dice, differ = random.Random(8), 0
    for number, email in enumerate(office.registered[: tries // 2]):
        pair = [(0, email), (1, f"person{number:05}@inventions.example")]
        dice.shuffle(pair)
        said = {}
        for kind, who in pair:
            began = time.perf_counter()
            said[kind] = _conversation(office.driver, topics[number % len(topics)], who)
            times[kind].append((time.perf_counter() - began) * 1000)
        differ += said[0] != said[1]
    return differ, *times


def auc(slower: list[float], faster: list[float]) -> float:
    """The chance that one of the first took longer than one of the second."""
    ranked = sorted([(took, 1) for took in slower] + [(took, 0) for took in faster])
    ranks = sum(rank for rank, (_, is_slower) in enumerate(ranked, 1) if is_slower)
    return (ranks - len(slower) * (len(slower) + 1) / 2) / (len(slower) * len(faster))


def _askers(own: dict[str, Any], admins: list[str]) -> list[tuple[str, list[str]]]:
    return [("mailbox", list(own)), ("admin", admins)]


def _grant(office: Office, scope: Any, email: str) -> str:
    return office.back_office.grant(f"{scope} {email}", email, scope, "bench", 1)


def _ask(dice: random.Random, grant: str | None, other: str, facts: dict[str, str] | None = None) -> LookUp:
    """A look-up about somebody, by one of the ways in which a person can be named."""
    local, _, domain = other.partition("@")
    ways = [other, other.upper(), f"{local}+x@{domain}", f" {other} ", f"<{other}>", f"mailto:{other}", "%", "' OR 1"]
    named = {dice.choice(["user.email", "user.username"]): dice.choice(ways)}
    if facts and "org.id" in facts and dice.random() < 0.5:
        named["org.id"] = dice.choice([facts["org.id"], facts["org.id"][:15]])
    return LookUp("l1", dice.choice(list(LOOK_UPS)), dice.choice(ABOUTS), grant, named)  # type: ignore[arg-type]


def _conversation(driver: Driver, topic: str, email: str) -> str:
    """Everything that is said to somebody who states an address and then answers "I do not know"."""
    moves: list[Move] = [Topic(topic, {"me.email": email}), Give({"user.email": email}), DontKnow(), DontKnow()]
    walk, said = Walk(), ""
    for move in moves:
        turn = driver.turn(walk, [move], email)
        walk, said = turn.walk, f"{said}\n{turn}"
    return _REFERENCE.sub("REFERENCE", said).replace(email, "WHO")


def attack(url: str, tries: int) -> bool:
    """Print the table; returns whether all counts are as they must be."""
    office = Office(url, tries)
    forged, foreign = forged_grants(office, tries), foreign_records(office, tries)
    differ, registered, invented = strangers(office, tries)
    chance, gap = auc(registered, invented), abs(median(registered) - median(invented))
    rows = [
        ("look-ups under forged grants", tries, "answered", str(forged), forged == 0),
        ("look-ups about others", tries, "foreign records", str(foreign), foreign == 0),
        ("conversations of strangers", tries, "different answers", str(differ), differ == 0),
        ("  time of these", tries, "AUC", f"{chance:.3f}", AUC_LIMITS[0] <= chance <= AUC_LIMITS[1]),
        (f"  median {median(invented):.2f} ms", tries, "median gap, ms", f"{gap:.3f}", gap < GAP_LIMIT),
    ]
    for name, number, what, found, good in rows:
        print(f"{name:<30}{number:>8,}   {what:<18}{found:>8}   {'as it must be' if good else 'NOT AS IT MUST BE'}")
    office.back_office.close()
    return all(row[-1] for row in rows)


def main() -> int:
    """Exit code 1 when something was disclosed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--postgresql", metavar="URL", help="an empty database, in place of a SQLite file")
    parser.add_argument("--tries", type=int, default=TRIES, help=f"of each kind (default {TRIES:,})")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return 0 if attack(args.postgresql or f"sqlite:///{Path(folder) / 'attacks.db'}", args.tries) else 1


if __name__ == "__main__":
    sys.exit(main())
