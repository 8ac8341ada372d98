"""Our action server: rasa_sdk runs the action, and the door is ours.

rasa_sdk's own server lets anybody call any action, inflates what it is sent without a limit, and echoes the
conversation in its errors.
"""

from __future__ import annotations

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from wayfinder.rasa.bare_app import bare_app
from wayfinder.settings import Settings
from wayfinder.turns import errors, guard

_ANSWER_MARGIN = 5.0  # seconds that Sanic waits longer than Rasa does, so that Rasa gives up first
BODY_LIMIT = 2 * 1024 * 1024  # bytes: Rasa repeats state and message several times in one call


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
        if not isinstance(request.json, dict) or request.json.get("next_action") not in executor.actions:
            raise errors.TurnRefusedError(errors.INVALID_REQUEST)
        return json(await executor.run(request.json))

    app.add_route(health, "/health", methods=["GET"])
    app.add_route(webhook, "/webhook", methods=["POST"])
    return app
