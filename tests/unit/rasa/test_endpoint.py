"""The call of the action server: how long it may take, what an error is, and that its connection is kept."""

from __future__ import annotations

import asyncio
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from wayfinder.rasa.endpoint import ActionEndpoint

JSON = "application/json"


class Server:
    """Answers every call the same way, after a pause in seconds; counts connections."""

    def __init__(self, status: int = 200, kind: str = JSON, body: bytes = b"{}", pause: float = 0) -> None:
        self.connections = 0
        self.secrets: list[str | None] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                server.connections += 1
                super().setup()

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                server.secrets.append(self.headers["Authorization"])
                time.sleep(pause)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self._listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._listening.daemon_threads = True
        self._listening.block_on_close = False

    def called(self, times: int = 1, timeout: float = 5) -> list[Any]:
        """The answers to some calls, one after the other, through one endpoint."""
        Thread(target=self._listening.serve_forever, args=(0.01,), daemon=True).start()
        try:
            return asyncio.run(self._called(times, timeout))
        finally:
            self._listening.shutdown()
            self._listening.server_close()

    async def _called(self, times: int, timeout: float) -> list[Any]:
        url = f"http://127.0.0.1:{self._listening.server_address[1]}"
        configured = EndpointConfig(url, headers={"Authorization": "Bearer x"}, enable_selective_domain=True)
        endpoint = ActionEndpoint(configured, timeout)
        assert endpoint.kwargs == {"enable_selective_domain": True}
        try:
            return [await endpoint.request("post", json={}, timeout=300, compress=False) for _ in range(times)]
        finally:
            await endpoint.close()


def test_calls_share_a_connection_and_show_the_secret() -> None:
    server = Server(body=b'{"events": []}')
    assert server.called(times=3) == [{"events": []}] * 3
    assert server.connections == 1
    assert server.secrets == ["Bearer x"] * 3


def test_our_timeout_applies_and_not_that_of_rasa() -> None:
    began = time.monotonic()
    with pytest.raises(asyncio.TimeoutError):
        Server(pause=2).called(timeout=0.2)
    assert time.monotonic() - began < 1.5


def test_an_error_has_the_class_and_the_text_that_rasa_expects() -> None:
    with pytest.raises(ClientResponseError) as caught:
        Server(status=400, body=b'{"action_name": "action_walk"}').called()
    assert (caught.value.status, caught.value.text) == (400, '{"action_name": "action_walk"}')


def test_an_answer_that_is_not_json_is_none_as_rasa_expects() -> None:
    assert Server(kind="text/html", body=b"<h1>").called() == [None]
