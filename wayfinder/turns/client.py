"""Calls Rasa's private channel, for the terminal and the workers. Whatever happens, one reply comes back."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import msgspec

from wayfinder.engine.blocks import Block
from wayfinder.references import new_reference
from wayfinder.settings import Settings, address
from wayfinder.turns import guard
from wayfinder.turns.errors import TIMED_OUT, UNREACHABLE, Failure

_ROUTE = "/webhooks/wayfinder"
_MARGIN = 2.0  # seconds longer than a turn may take, so that Rasa's own error comes first


class Error(msgspec.Struct, frozen=True):
    """What went wrong: a code of wayfinder.turns.errors, words for the person, and what they can quote."""

    code: str
    message: str
    reference: str


class TurnReply(msgspec.Struct, frozen=True):
    """A turn that was made, or `error` and the number and state as they were."""

    n: int
    state: str | None
    blocks: list[Block] = []
    trace: dict[str, Any] = {}
    error: Error | None = None


class TurnClient:
    """One client for one Rasa. Safe to use from several threads: every call has its own connection."""

    def __init__(self, url: str, secret: str, timeout: float) -> None:
        """`url` is http://host:port; `timeout` is in seconds, for a whole turn."""
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port
        self._headers = {**guard.header(secret), "Content-Type": "application/json"}
        self._timeout = timeout

    @classmethod
    def of(cls, settings: Settings) -> TurnClient:
        """The client of the Rasa that these settings start."""
        url = address(settings, settings.rasa_port)
        return cls(url, settings.secret.reveal(), settings.turn_timeout + _MARGIN)

    def ready(self) -> bool:
        """Whether Rasa has loaded its model and answers."""
        try:
            return self._call("GET", "/health", None)[0] == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False

    def begin(self, conversation: str) -> TurnReply:
        """The first turn of a conversation: the greeting."""
        return self._turn(conversation, 0, None, {"begin": True})

    def say(self, conversation: str, n: int, state: str | None, message: str) -> TurnReply:
        """What the person typed, any text of up to 10,000 characters; a longer one is cut."""
        return self._turn(conversation, n, state, {"message": message[:10_000]})

    def click(self, conversation: str, n: int, state: str | None, choice: str) -> TurnReply:
        """The id of a choice that an earlier reply offered."""
        return self._turn(conversation, n, state, {"click": choice})

    def _turn(self, conversation: str, n: int, state: str | None, said: dict[str, Any]) -> TurnReply:
        body = json.dumps({"conversation": conversation, "n": n, "state": state, **said})
        try:
            return _read(self._call("POST", "/turn", body.encode())[1], n, state)
        except TimeoutError:
            return _failed(TIMED_OUT, n, state)
        except (OSError, http.client.HTTPException, msgspec.MsgspecError):
            return _failed(UNREACHABLE, n, state)

    def _call(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
        try:
            connection.request(method, _ROUTE + path, body, self._headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


class _Answer(msgspec.Struct, frozen=True):
    """The body of an answer; errors outside a turn know no number."""

    n: int | None = None
    state: str | None = None
    blocks: list[Block] = []
    trace: dict[str, Any] = {}
    error: Error | None = None


def _read(body: bytes, n: int, state: str | None) -> TurnReply:
    """Raises msgspec.MsgspecError when the body is neither a turn nor an error."""
    answer = msgspec.json.decode(body, type=_Answer)
    if answer.error is not None:
        return TurnReply(n, state, error=answer.error)
    if answer.n != n + 1 or answer.state is None:
        raise msgspec.ValidationError("not the turn that was asked for")
    return TurnReply(answer.n, answer.state, answer.blocks, answer.trace)


def _failed(failure: Failure, n: int, state: str | None) -> TurnReply:
    return TurnReply(n, state, error=Error(failure.code, failure.message, new_reference("WF")))
