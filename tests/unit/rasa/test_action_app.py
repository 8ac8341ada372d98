"""The HTTP side of the action server: who may call it, and its errors."""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from rasa_sdk import Action

from tests.support.servers import settings_for
from wayfinder.rasa import action_app
from wayfinder.settings import Settings

CANARY = "canary.person@example.org"
RIGHT = {"Authorization": "Bearer a-secret-for-the-tests"}


class Walk(Action):  # type: ignore[misc]
    """Answers, or fails with the person's words in the error."""

    def name(self) -> str:
        return "action_walk"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        del domain
        if tracker.latest_message.get("text") == CANARY:
            raise KeyError(CANARY)
        dispatcher.utter_message(json_message={"blocks": []})
        return []


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return settings_for(Path(tmp_path_factory.mktemp("actions")))


@pytest.fixture(scope="module")
def server(settings: Settings) -> Iterator[int]:
    """The action server in a thread; its port."""
    app = action_app.create_app(settings, [Walk()])
    listening, done = Event(), Event()

    async def serve() -> None:
        running = await app.create_server("127.0.0.1", settings.action_port, return_asyncio_server=True)
        assert running is not None
        await running.startup()
        listening.set()
        while not done.is_set():
            await asyncio.sleep(0.02)
        running.close()
        await running.wait_closed()

    thread = Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert listening.wait(10)
    yield settings.action_port
    done.set()
    thread.join(10)


def _call(port: int, body: bytes, headers: dict[str, str], path: str = "/webhook") -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST" if body else "GET", path, body or None, headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def _action(text: str = "hello", **changes: Any) -> bytes:
    message = {"text": text, "metadata": {}}
    tracker = {"sender_id": "once", "slots": {}, "latest_message": message, "events": []}
    return json.dumps({"next_action": "action_walk", "tracker": tracker, "domain": {}, **changes}).encode()


def test_the_action_runs(server: int) -> None:
    status, body = _call(server, _action(), RIGHT)
    assert status == 200
    assert body["responses"][0]["custom"] == {"blocks": []}


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "a-secret-for-the-tests"}]
)
def test_nobody_else_may_call_it(server: int, headers: dict[str, str]) -> None:
    status, body = _call(server, _action(CANARY), headers)
    assert (status, body["error"]["code"]) == (401, "unauthorised")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"5", 400),
        (_action(next_action="action_other"), 400),
        (_action(next_action=["action_walk"]), 400),
        (b'{"next_action": "action_walk"}', 400),
        (_action(tracker=5), 400),
        (_action(tracker={"sender_id": "once"}), 400),
        (_action(domain=CANARY), 400),
        (_action(CANARY), 500),
    ],
)
def test_errors_have_our_shape_and_echo_nothing(server: int, body: bytes, status: int) -> None:
    answered, error = _call(server, body, RIGHT)
    assert answered == status
    assert set(error) == {"error"}
    assert set(error["error"]) == {"code", "message", "reference"}
    assert CANARY not in json.dumps(error)


def test_a_request_that_is_too_large_is_refused_before_it_is_read(server: int) -> None:
    """Only the head is sent: a server that does not read the rest may close the connection while it is written."""
    connection = http.client.HTTPConnection("127.0.0.1", server, timeout=10)
    connection.putrequest("POST", "/webhook")
    for name, value in {**RIGHT, "Content-Length": "3000000"}.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    assert (response.status, json.loads(response.read())["error"]["code"]) == (413, "too_large")
    connection.close()


def test_a_compressed_bomb_is_not_inflated(server: int) -> None:
    status, _ = _call(server, b"\x78\x9c" + b"\x00" * 100, {**RIGHT, "Content-Encoding": "deflate"})
    assert status == 400


@pytest.mark.parametrize("path", ["/actions", "/", "/docs"])
def test_it_lists_no_actions(server: int, path: str) -> None:
    status, error = _call(server, b"", RIGHT, path)
    assert (status, error["error"]["code"]) == (404, "not_found")


def test_it_says_that_it_is_ready(server: int) -> None:
    assert _call(server, b"", {}, "/health") == (200, {"ready": True})
