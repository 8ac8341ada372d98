"""`./run chat` when the assistant cannot be reached, from the start or later."""

from __future__ import annotations

import builtins
import io
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.support.servers import free_port
from wayfinder.cli.__main__ import main
from wayfinder.processes.running import only_one

Answer = tuple[int, object]
HEALTH, TURN = "/webhooks/wayfinder/health", "/webhooks/wayfinder/turn"
READY = (200, {"ready": True})
GREETING = (200, {"n": 1, "state": "{}", "blocks": [{"type": "text", "spans": ["Hello."]}]})


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """The port that `chat` looks at; nothing listens there."""
    port = free_port()
    monkeypatch.setenv("WAYFINDER_STATE_FOLDER", str(tmp_path))
    monkeypatch.setenv("WAYFINDER_RASA_PORT", str(port))
    monkeypatch.setenv("WAYFINDER_TURN_TIMEOUT", "0.3")
    monkeypatch.setenv("WAYFINDER_ACTION_TIMEOUT", "0.1")
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(builtins, "input", lambda _="": pytest.fail("asked for input"))
    return port


@pytest.fixture
def serve(port: int) -> Iterator[Callable[[dict[str, list[Answer]]], None]]:
    """Answers each path with its answers in turn, repeating the last one; any other path with 404."""
    servers: list[HTTPServer] = []

    def start(answers: dict[str, list[Answer]]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                left = answers.get(self.path, [(404, "nothing here")])
                status, body = left.pop(0) if len(left) > 1 else left[0]
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        servers.append(HTTPServer(("127.0.0.1", port), Handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def chat(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["chat"])
    return code, capsys.readouterr().out


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """These lines come through a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    left = iter(lines)

    def read(_prompt: str = "") -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(builtins, "input", read)


def test_a_port_on_which_nothing_listens(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = chat(capsys)
    assert code == 1
    assert f"Nothing answers on port {port}" in said
    assert "./run" in said
    assert "WAYFINDER_RASA_PORT" in said


def test_a_wayfinder_that_runs_on_another_port(tmp_path: Path, port: int, capsys: pytest.CaptureFixture[str]) -> None:
    with only_one(tmp_path, port + 1, port + 2):
        code, said = chat(capsys)
    assert code == 1
    assert f"WAYFINDER_RASA_PORT={port + 1} ./run chat" in said


@pytest.mark.parametrize("answer", [(404, "nothing"), (200, "hello"), (200, {"status": "ok"}), (500, {})])
def test_a_port_of_another_program(
    port: int, serve: Callable[..., None], answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    serve({HEALTH: [answer]})
    code, said = chat(capsys)
    assert code == 1
    assert f"Port {port} is another program's" in said
    assert "WAYFINDER_RASA_PORT" in said


def _greet_by_mail(server: socket.socket) -> None:
    with server.accept()[0] as connection:
        connection.sendall(b"220 mail\r\n")


def test_a_port_of_a_program_without_http(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", port)) as other:
        threading.Thread(target=_greet_by_mail, args=[other], daemon=True).start()
        code, said = chat(capsys)
    assert code == 1
    assert "another program's" in said


def test_a_port_of_a_program_that_never_answers(
    port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wayfinder.cli.reach.SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", port)):
        code, said = chat(capsys)
    assert code == 1
    assert f"What listens on port {port} has not answered" in said


def test_an_assistant_that_is_still_starting(serve: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    serve({HEALTH: [(503, {"ready": False})]})
    code, said = chat(capsys)
    assert code == 1
    assert "still starting" in said


def test_the_rasa_of_another_checkout(
    tmp_path: Path, port: int, serve: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    refused = {"error": {"code": "unauthorised", "message": "This address is not open.", "reference": "WF-1"}}
    serve({HEALTH: [READY], TURN: [(401, refused)]})
    code, said = chat(capsys)
    assert code == 1
    assert f"Port {port} is another Wayfinder's" in said
    assert "secret" in said
    assert str(tmp_path) in said


def test_a_conversation_that_cannot_begin_shows_no_prompt(
    serve: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    failed = {"error": {"code": "turn_failed", "message": "Something went wrong.", "reference": "WF-1"}}
    serve({HEALTH: [READY], TURN: [(503, failed)]})
    code, said = chat(capsys)
    assert code == 1
    assert "Something went wrong." in said


def test_lines_from_a_pipe_stop_at_the_first_that_is_not_answered(
    serve: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    serve({HEALTH: [READY], TURN: [GREETING, (200, "gone")]})
    typed(monkeypatch, "first", "second", "third")
    began = time.monotonic()
    code, said = chat(capsys)
    assert code == 1
    assert "Hello." in said
    assert "first" in said
    assert "second" not in said
    assert time.monotonic() - began < 10


def test_the_end_of_input_ends_the_chat_without_an_error(
    serve: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    serve({HEALTH: [READY], TURN: [GREETING]})
    typed(monkeypatch)
    assert chat(capsys)[0] == 0
