"""Rasa's server with our private channel and nothing else: no HTTP API, no other channel, no page at the root."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from functools import partial
from pathlib import Path

from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import register
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from wayfinder.rasa import patches
from wayfinder.rasa.bare_app import bare_app
from wayfinder.rasa.channel import TurnInput
from wayfinder.rasa.endpoint import ActionEndpoint
from wayfinder.rasa.model import ModelError
from wayfinder.settings import ROOT, Settings
from wayfinder.turns import logs
from wayfinder.turns.request import BODY_LIMIT

_ANSWER_MARGIN = 5.0  # seconds that Sanic waits longer than a turn may take, so that our own error is sent first


def create_app(settings: Settings, model: Path, root: Path = ROOT) -> Sanic:
    """The server, ready to run. `model` must be a trusted one."""
    patches.apply()
    app = bare_app("wayfinder_rasa", BODY_LIMIT, settings.turn_timeout + _ANSWER_MARGIN)
    channel = TurnInput(settings.secret.reveal(), settings.turn_timeout)
    register([channel], app, route="/webhooks/")
    endpoints = AvailableEndpoints.read_endpoints(str(root / "endpoints.yml"))
    endpoints.action = ActionEndpoint(endpoints.action, settings.action_timeout)
    app.register_listener(partial(_load, model, endpoints), "before_server_start")
    app.register_listener(partial(_close, endpoints.action), "after_server_stop")
    return app


async def _load(model: Path, endpoints: AvailableEndpoints, app: Sanic, loop: AbstractEventLoop) -> None:
    """Load the model and parse one message, so that the first person does not wait for lazy loading.

    Raises:
        ModelError: when the model could not be loaded; Rasa has logged why.
    """
    agent: Agent = await load_agent(model_path=str(model), endpoints=endpoints, loop=loop)
    if not agent.is_ready():
        raise ModelError("Rasa could not load the model; the reason is in the lines above.")
    await agent.parse_message("hello")
    logs.hide_quotes()
    app.ctx.agent = agent


async def _close(action: ActionEndpoint, _app: Sanic, _loop: AbstractEventLoop) -> None:
    await action.close()
