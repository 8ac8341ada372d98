"""The client: whatever Rasa does, there is one reply, and the state is kept."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest

from tests.support.servers import free_port
from wayfinder.engine.blocks import Text
from wayfinder.text import CHAT_LIMIT, TICKET_LIMIT
from wayfinder.turns.client import TurnClient
from wayfinder.turns.reply import Trace

STATE = '{"question":7}'


def _http(status: int, body: bytes) -> bytes:
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


def _request(connection: socket.socket) -> bytes:
    """Head and body."""
    data = connection.recv(65_536)
    length = int(data.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
    while len(data.partition(b"\r\n\r\n")[2]) < length:
        data += connection.recv(65_536)
    return data


@contextmanager
def _server(answer: bytes | None) -> Iterator[tuple[TurnClient, list[bytes]]]:
    """A server that answers every request with these bytes; with None it accepts and says nothing."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.settimeout(2)
                received.append(_request(connection))
                if answer is None:
                    connection.recv(1)
                else:
                    connection.sendall(answer)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield TurnClient(f"http://127.0.0.1:{port}", "a-secret-for-the-tests", 0.5), received
        thread.join(3)


def test_a_turn() -> None:
    body = {
        "n": 4,
        "state": "{}",
        "blocks": [{"type": "text", "spans": ["Hello"]}],
        "trace": {"rule": "r", "steps": ["a"]},
    }
    with _server(_http(200, json.dumps(body).encode())) as (client, received):
        reply = client.say("c1", 3, STATE, "hello")
    assert (reply.n, reply.state, reply.blocks, reply.trace) == (
        4,
        "{}",
        [Text(["Hello"])],
        Trace(rule="r", steps=["a"]),
    )
    assert reply.error is None
    head, _, sent = received[0].partition(b"\r\n\r\n")
    assert b"Authorization: Bearer a-secret-for-the-tests" in head
    assert json.loads(sent) == {"conversation": "c1", "n": 3, "state": STATE, "message": "hello"}


def test_an_error_from_rasa_keeps_its_reference_and_our_state() -> None:
    body = {"error": {"code": "timed_out", "message": "Too long.", "reference": "WF-1"}}
    with _server(_http(504, json.dumps(body).encode())) as (client, _):
        reply = client.say("c1", 3, STATE, "hello")
    assert reply.error is not None
    assert (reply.error.code, reply.error.reference) == ("timed_out", "WF-1")
    assert (reply.n, reply.state) == (3, STATE)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (None, "timed_out"),
        (b"", "unreachable"),
        (b"nonsense\r\n\r\n", "unreachable"),
        (_http(200, b'{"n":4}')[:-2], "unreachable"),
        (_http(200, b""), "unreachable"),
        (_http(502, b"<h1>Bad gateway</h1>"), "unreachable"),
        (_http(200, b'{"n":4}'), "unreachable"),
        (_http(200, b'{"n":9,"state":"{}","blocks":[]}'), "unreachable"),
        (_http(200, b'{"n":4,"state":"{}","blocks":[{"type":"unknown"}]}'), "unreachable"),
        (_http(200, b'{"n":4,"state":"{}","bl'), "unreachable"),
    ],
)
def test_a_rasa_that_is_slow_or_wrong_is_one_honest_error(answer: bytes | None, code: str) -> None:
    with _server(answer) as (client, _):
        reply = client.say("c1", 3, STATE, "hello")
    assert reply.error is not None
    assert reply.error.code == code
    assert reply.error.reference.startswith("WF-")
    assert (reply.n, reply.state, reply.blocks) == (3, STATE, [])


def test_a_rasa_that_does_not_run() -> None:
    client = TurnClient(f"http://127.0.0.1:{free_port()}", "a-secret-for-the-tests", 0.5)
    assert not client.ready()
    reply = client.begin("c1")
    assert reply.error is not None
    assert reply.error.code == "unreachable"
    assert (reply.n, reply.state) == (0, None)


def test_a_long_message_is_cut_and_the_reply_says_so() -> None:
    with _server(_http(200, b'{"n":1,"state":"{}"}')) as (client, received):
        reply = client.say("c1", 0, None, "\ud800" + "a" * 20_000)
    assert (reply.n, reply.truncated) == (1, True)
    assert len(_sent(received)["message"]) == CHAT_LIMIT


def test_a_ticket_may_be_longer_than_a_message() -> None:
    with _server(_http(200, b'{"n":1,"state":"{}"}')) as (client, received):
        reply = client.say("c1", 0, None, "a" * TICKET_LIMIT, TICKET_LIMIT)
    assert not reply.truncated
    assert len(_sent(received)["message"]) == TICKET_LIMIT


def _sent(received: list[bytes]) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(received[0].partition(b"\r\n\r\n")[2])
    return body
