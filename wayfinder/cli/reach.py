"""Whether `./run chat` can reach the assistant, and if not: which port, which setting, what to do."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from wayfinder.processes.running import running
from wayfinder.processes.services import rasa_server
from wayfinder.settings import Settings, variable

SECONDS = 5.0
_PORT = variable("rasa_port")


def unreachable(settings: Settings) -> str | None:
    """Why no conversation can begin; None when Rasa is ready."""
    port = settings.rasa_port
    try:
        found = _health(settings)
    except TimeoutError:
        return f"What listens on port {port} has not answered for {SECONDS:g} s. If it is ./run, look at its terminal."
    except ConnectionRefusedError:
        return _elsewhere(settings) or (
            f"Nothing answers on port {port}. Start the assistant in another terminal: ./run\n"
            f"If it runs on another port, say so here too: {_PORT}=... ./run chat"
        )
    except (OSError, http.client.HTTPException, ValueError):
        return _another_program(port)
    match found:
        case 200, {"ready": True}:
            return None
        case 503, {"ready": False}:
            return "The assistant is still starting. Try again in a moment."
    return _another_program(port)


def another_wayfinder(settings: Settings) -> str:
    """What to say when Rasa refuses our secret."""
    return _elsewhere(settings) or (
        f"Port {settings.rasa_port} is another Wayfinder's: it refuses the secret of this one, which is kept in "
        f"{settings.state_folder}.\nStart this one on another port ({_PORT}=... ./run), and chat with the same setting."
    )


def _another_program(port: int) -> str:
    return f"Port {port} is another program's, not Wayfinder's. Start Wayfinder on another: {_PORT}=... ./run"


def _elsewhere(settings: Settings) -> str | None:
    """Advice when Wayfinder runs here on a port other than the one we were given."""
    here = running(settings.state_folder)
    if here is None or here.rasa_port == settings.rasa_port:
        return None
    return (
        f"Wayfinder runs here on port {here.rasa_port}, not {settings.rasa_port}: {_PORT}={here.rasa_port} ./run chat"
    )


def _health(settings: Settings) -> tuple[int, Any]:
    """Status and body; raises what the connection raises, and ValueError when the body is not JSON."""
    url = urlsplit(rasa_server(settings).health)
    connection = http.client.HTTPConnection(url.netloc, timeout=SECONDS)
    try:
        connection.request("GET", url.path)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()
