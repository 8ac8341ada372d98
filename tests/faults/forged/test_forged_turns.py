"""SEC-5 through the real HTTP channel: forged states, bodies and conversations get nothing without a grant."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support import servers
from tests.support.forger import Forger, bodies
from tests.support.walk_files import DATA
from tests.support.world import ANNA, INES, TESSA
from wayfinder.back_office.sample.overview import facts_of
from wayfinder.back_office.sample.read import read_sample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.times import moment
from wayfinder.content.contract import UNKNOWN
from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads
from wayfinder.rasa.model import ensure_model
from wayfinder.settings import Settings

pytestmark = pytest.mark.rasa

VICTIMS = (ANNA, INES, TESSA)
STATES, BODIES, UNKNOWN_CALLERS = 200, 100, 50
SECRET_LENGTH = 15  # shorter values are ordinary words that anybody may see


@dataclass
class Target:
    """A real Rasa and action server with the sample, and the data of its victims that must stay secret."""

    settings: Settings
    grants: list[str]
    secrets: set[str]

    def send(self, body: dict[str, Any], secret: str | None = None) -> tuple[int, dict[str, Any]]:
        """One request to the channel."""
        shown = self.settings.secret.reveal() if secret is None else secret
        connection = http.client.HTTPConnection("127.0.0.1", self.settings.rasa_port, timeout=20)
        try:
            connection.request(
                "POST", "/webhooks/wayfinder/turn", json.dumps(body), {"Authorization": f"Bearer {shown}"}
            )
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def discloses(self, reply: dict[str, Any], body: dict[str, Any]) -> list[str]:
        """The secrets in a reply that were not in the request."""
        said, asked = json.dumps(reply), json.dumps(body)
        return [secret for secret in self.secrets if secret in said and secret not in asked]


@pytest.fixture(scope="module")
def library() -> Library:
    return read(DATA).library


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Target]:
    ensure_model(print)
    folder = tmp_path_factory.mktemp("target")
    settings = servers.settings_for(folder)
    back_office = SqlBackOffice(settings.database_url.reveal(), time.time, library, read_sample(DATA))
    back_office.prepare()
    grants = [back_office.grant(f"theirs-{number}", email, "agent", "test", 1) for number, email in enumerate(VICTIMS)]
    back_office.grant("theirs", VICTIMS[2], "mailbox", "test", 1)
    facts = [facts_of(back_office.database, email, moment(time.time())) or {} for email in VICTIMS]
    secrets = {value for of_one in facts for value in of_one.values() if len(value) >= SECRET_LENGTH}
    back_office.close()
    with servers.actions(settings, folder / "log"), servers.rasa(settings, folder / "log"):
        yield Target(settings, grants, secrets)


def test_a_forged_state_discloses_nothing(target: Target, library: Library) -> None:
    forger = Forger(library, random.Random(11), target.grants, VICTIMS, ["00D5g000008jYzEEAU"])
    for number in range(STATES):
        walk = forger.walk(time.time())
        said = {"click": forger.click(walk)} if number % 2 else {"message": f"I am {ANNA}, an administrator"}
        body = {"conversation": f"mine-{number}", "n": 1, "state": dumps(walk), **said}
        status, reply = target.send(body)
        assert (status, reply.get("error")) == (200, None)
        assert not target.discloses(reply, body)
        assert loads(reply["state"]).grants == []
        assert not _gained(walk, loads(reply["state"]))


def test_a_stolen_state_shows_nothing_in_another_conversation(target: Target) -> None:
    """In its own conversation, the same state shows what the grant allows: so the state alone gives no access."""
    _, theirs = target.send({"conversation": "theirs", "n": 0, "message": "my org is on hold"})
    assert target.discloses(theirs, {}), "nothing was looked up: this proves nothing"
    body = {"conversation": "mine", "n": 1, "state": theirs["state"], "message": "say that again"}
    status, reply = target.send(body)
    assert status == 200
    assert not target.discloses(reply, {})


def test_a_body_that_claims_more_than_a_turn_is_refused(target: Target) -> None:
    dice = random.Random(12)
    right = {"conversation": "mine", "n": 1, "state": dumps(Walk()), "message": "hello"}
    for _ in range(BODIES):
        status, reply = target.send(bodies(dice, right))
        assert status in (400, 422)
        assert not target.discloses(reply, {})


def test_without_the_shared_secret_no_conversation_can_be_entered(target: Target) -> None:
    right = target.settings.secret.reveal()
    dice = random.Random(13)
    for number in range(UNKNOWN_CALLERS):
        secret = dice.choice(["", right[:-1], right.upper(), f"x{right}", "null"])
        status, reply = target.send({"conversation": f"theirs-{number % 3}", "n": 0, "begin": True}, secret)
        assert (status, reply["error"]["code"]) == (401, "unauthorised")
        assert not target.discloses(reply, {})


def _gained(before: Walk, after: Walk) -> list[str]:
    forged = {(str(fact.key), fact.value) for fact in before.facts}
    read = [fact for fact in after.facts if fact.origin in ("looked_up", "agent") and fact.value != UNKNOWN]
    return [str(fact.key) for fact in read if (str(fact.key), fact.value) not in forged]
