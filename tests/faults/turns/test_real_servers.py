"""The real action server and the real Rasa are killed in mid conversation; the conversation goes on."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from tests.support import servers
from wayfinder.engine.walk_json import loads
from wayfinder.rasa.model import ensure_model
from wayfinder.turns.client import TurnClient

pytestmark = pytest.mark.rasa


def test_killed_servers_lose_nothing_and_any_other_takes_the_next_turn(tmp_path: Path) -> None:
    ensure_model(print)
    settings = servers.settings_for(tmp_path, action_timeout=2, turn_timeout=4)
    other = servers.settings_for(tmp_path, action_port=settings.action_port, action_timeout=2, turn_timeout=4)
    client, elsewhere = TurnClient.of(settings), TurnClient.of(other)
    conversation = uuid.uuid4().hex
    log = tmp_path / "servers.log"
    with servers.rasa(settings, log) as rasa:
        with servers.actions(settings, log) as actions:
            first = client.begin(conversation)
            asked = client.say(conversation, first.n, first.state, "it keeps sending me back to the login page")
            assert asked.error is None
            assert loads(asked.state or "").stack[-1].tree == "login_loop"
            actions.kill()
            actions.wait()
            lost = client.say(conversation, asked.n, asked.state, "no, I log in as usual")
            assert lost.error is not None
            assert (lost.n, lost.state) == (asked.n, asked.state)
        with servers.actions(settings, log):
            answered = client.say(conversation, lost.n, lost.state, "no, I log in as usual")
            assert answered.error is None
            rasa.kill()
            rasa.wait()
            gone = client.say(conversation, answered.n, answered.state, "that did not help")
            assert gone.error is not None
            assert gone.error.code == "unreachable"
            with servers.rasa(other, log):
                further = elsewhere.say(conversation, gone.n, gone.state, "that did not help")
            assert further.error is None
            assert further.n == 4


def test_the_real_action_server_answers_nobody_else(tmp_path: Path) -> None:
    settings = servers.settings_for(tmp_path)
    stranger = servers.settings_for(tmp_path, action_port=settings.action_port, secret="another-secret-altogether")
    ensure_model(print)
    with servers.actions(settings, tmp_path / "log"), servers.rasa(stranger, tmp_path / "log"):
        reply = TurnClient.of(stranger).begin("c1")
    assert reply.error is not None
    assert (reply.error.code, reply.n, reply.state) == ("turn_failed", 0, None)
