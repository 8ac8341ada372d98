"""Our HTTP server around rasa_sdk's executor: with a secret, a size limit, and errors that echo nothing.

rasa_sdk's own server lets anybody call any action, decompresses requests without a limit, and echoes the
conversation in its errors.
"""

from __future__ import annotations

from typing import Any

import msgspec
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from wayfinder.rasa.bare_app import bare_app
from wayfinder.settings import Settings
from wayfinder.turns import errors, guard

_ANSWER_MARGIN = 5.0  # seconds that Sanic waits longer than Rasa, so that Rasa times out first
BODY_LIMIT = 2 * 1024 * 1024  # bytes: Rasa repeats state and message several times in one call


class _Tracker(msgspec.Struct):
    """The parts of a tracker that rasa_sdk needs."""

    sender_id: str
    latest_message: dict[str, Any]
    slots: dict[str, Any] = {}
    events: list[dict[str, Any]] = []


class _Call(msgspec.Struct):
    """The parts of Rasa's call of an action that rasa_sdk needs. Rasa sends more."""

    next_action: str
    tracker: _Tracker
    domain: dict[str, Any] = {}


def create_app(settings: Settings, actions: list[Action]) -> Sanic:
    """The server, ready to run, with `actions`."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    app = bare_app("wayfinder_actions", BODY_LIMIT, settings.action_timeout + _ANSWER_MARGIN)
    secret = settings.secret.reveal()

    async def health(_request: Request) -> HTTPResponse:
        return json({"ready": True})

    async def webhook(request: Request) -> HTTPResponse:
        guard.check(request.headers, secret)
        if _action(request.json) not in executor.actions:
            raise errors.TurnRefusedError(errors.INVALID_REQUEST)
        return json(await executor.run(request.json))

    app.add_route(health, "/health", methods=["GET"])
    app.add_route(webhook, "/webhook", methods=["POST"])
    return app


def _action(call: object) -> str:
    """The name of the called action. Raises TurnRefusedError when this is not a call of an action."""
    try:
        return msgspec.convert(call, _Call).next_action
    except msgspec.ValidationError:
        raise errors.TurnRefusedError(errors.INVALID_REQUEST) from None
