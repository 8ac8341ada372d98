"""The servers of Wayfinder: how each is started and where it says that it is ready."""

import sys

from wayfinder.processes.process import Service
from wayfinder.settings import Settings, address, variable


def action_server(settings: Settings) -> Service:
    """Runs the custom actions that Rasa calls."""
    return Service(
        name="action server",
        command=(sys.executable, "-m", "wayfinder.rasa.action_server"),
        host=settings.host,
        port=settings.action_port,
        port_variable=variable("action_port"),
        health=address(settings, settings.action_port) + "/health",
    )


def rasa_server(settings: Settings) -> Service:
    """Rasa with our private channel."""
    return Service(
        name="Rasa server",
        command=(sys.executable, "-m", "wayfinder.rasa.server"),
        host=settings.host,
        port=settings.rasa_port,
        port_variable=variable("rasa_port"),
        health=address(settings, settings.rasa_port) + "/webhooks/wayfinder/health",
    )
