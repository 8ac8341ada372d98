"""An action server that does what a test tells it to, mostly wrong things."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import msgspec

from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads

Call = dict[str, Any]
Answer = tuple[int, str, bytes]
Behaviour = Callable[[Call], Answer]
JSON = "application/json"


def answer(body: Any, status: int = 200) -> Answer:
    """A JSON answer."""
    return status, JSON, json.dumps(body).encode()


def turn(call: Call, *, n: Any = None, state: Any = None, replies: int = 1, blocks: Any = None) -> Answer:
    """The right answer to a call: a question, and the number plus one. Arguments replace parts of it."""
    slots = call["tracker"]["slots"]
    walk = Walk() if slots["walk"] is None else loads(slots["walk"])
    after = dumps(msgspec.structs.replace(walk, question=walk.question + 1))
    said = call["tracker"]["latest_message"]
    shown = blocks if blocks is not None else [{"type": "text", "spans": [said["text"] or ""]}]
    custom = {"blocks": shown, "trace": {"call": call, "intent": said["intent"]}}
    return answer(
        {
            "events": [
                {"event": "slot", "name": "walk", "value": after if state is None else state},
                {"event": "slot", "name": "n", "value": slots["n"] + 1 if n is None else n},
            ],
            "responses": [{"custom": custom}] * replies,
        }
    )


def slow(seconds: float) -> Behaviour:
    """The right answer, but late."""

    def behave(call: Call) -> Answer:
        time.sleep(seconds)
        return turn(call)

    return behave


class Stub:
    """What to do with the next calls."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.behave: Behaviour = turn
        self.calls: list[Call] = []

    @contextmanager
    def listening(self) -> Iterator[Stub]:
        """Serve inside the `with` block only."""
        server = ThreadingHTTPServer(("127.0.0.1", self.port), self._handler())
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                call["authorization"] = self.headers["Authorization"]
                stub.calls.append(call)
                status, kind, body = stub.behave(call)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler
