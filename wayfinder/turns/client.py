"""Calls Rasa's private channel, for the terminal and the workers. Always returns one reply, whatever happens."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import msgspec

from wayfinder.references import new_reference
from wayfinder.settings import Settings, address
from wayfinder.text import CHAT_LIMIT
from wayfinder.turns import guard
from wayfinder.turns.errors import TIMED_OUT, UNREACHABLE, Failure
from wayfinder.turns.reply import TurnReply, failed

_ROUTE = "/webhooks/wayfinder"
_MARGIN = 2.0  # seconds longer than a turn may take, so that Rasa's own error arrives first


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

    def say(self, conversation: str, n: int, state: str | None, message: str, limit: int = CHAT_LIMIT) -> TurnReply:
        """Send the first `limit` characters that the person typed; `truncated` in the reply tells that there were
        more."""
        reply = self._turn(conversation, n, state, {"message": message[:limit]})
        return msgspec.structs.replace(reply, truncated=len(message) > limit)

    def click(self, conversation: str, n: int, state: str | None, choice: str) -> TurnReply:
        """Send a click on a choice, by the id that an earlier reply gave it."""
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


def _read(body: bytes, n: int, state: str | None) -> TurnReply:
    """Raises msgspec.MsgspecError when the body is neither a turn nor an error."""
    reply = msgspec.json.decode(body, type=TurnReply)
    if reply.error is not None:
        return TurnReply(n, state, error=reply.error)
    if reply.n != n + 1 or reply.state is None:
        raise msgspec.ValidationError("not the turn that was asked for")
    return reply


def _failed(failure: Failure, n: int, state: str | None) -> TurnReply:
    return failed(failure, new_reference("WF"), n, state)
