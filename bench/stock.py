"""The same bot built of stock Rasa parts, in a folder of its own, for comparison in bench/turn.py."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from tests.support import servers
from wayfinder import settings as configuration
from wayfinder.processes.process import Service
from wayfinder.rasa import project
from wayfinder.settings import QUIET_RASA, ROOT

# RulePolicy has its own rules for these, and accepts no others.
_RESERVED = ("restart", "back", "session_start")

_ENDPOINTS = """
action_endpoint: {{url: "http://127.0.0.1:{actions}/webhook"}}
tracker_store: {{type: SQL, dialect: sqlite, db: "{folder}/tracker.db"}}
"""


class Conversation:
    """One conversation over the REST channel."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._sender = uuid.uuid4().hex

    def say(self, text: str) -> None:
        """One turn. Raises RuntimeError when the bot does not answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        body = json.dumps({"sender": self._sender, "message": text})
        connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        if not answer:
            raise RuntimeError("stock did not answer")


class Stock:
    """The running bot."""

    def __init__(self, port: int) -> None:
        self._port = port

    def conversation(self) -> Conversation:
        """A new conversation."""
        return Conversation(self._port)


@contextmanager
def stock(folder: Path) -> Iterator[Stock]:
    """Rasa and rasa_sdk's action server as they come, on a model trained for them."""
    rasa_port, action_port = servers.free_port(), servers.free_port()
    _write(folder, action_port)
    environment = {**_environment(folder), "SANIC_HOST": "127.0.0.1"}
    _rasa(folder, environment, "train", "--fixed-model-name", "stock")
    actions = _server(folder, action_port, "rasa_sdk", "--actions", "actions", "--port", str(action_port))
    rasa = _server(folder, rasa_port, "rasa", "run", "--port", str(rasa_port), "--interface", "127.0.0.1")
    with _running(actions, environment), _running(rasa, environment):
        yield Stock(rasa_port)


def _write(folder: Path, action_port: int) -> None:
    """The project: our pipeline, phrases and domain; RulePolicy with a rule for each intent."""
    shutil.copytree(ROOT / "data" / "nlu", folder / "data" / "nlu")
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    config["policies"] = [{"name": "RulePolicy"}]
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "domain.yml").write_text(project.domain(project.intents()), encoding="utf-8")
    (folder / "data" / "rules.yml").write_text(_rules(project.intents()), encoding="utf-8")
    (folder / "endpoints.yml").write_text(_ENDPOINTS.format(actions=action_port, folder=folder), encoding="utf-8")
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")


def _rules(intents: list[str]) -> str:
    steps = {name: [{"intent": name}, {"action": "action_walk"}] for name in intents if name not in _RESERVED}
    rules = [{"rule": name, "steps": rule} for name, rule in steps.items()]
    return yaml.safe_dump({"version": "3.1", "rules": rules})


def _environment(folder: Path) -> dict[str, str]:
    settings = configuration.load({"WAYFINDER_STATE_FOLDER": str(folder / "state")})
    return {**os.environ, **QUIET_RASA, **configuration.rasa_environment(settings)}


def _rasa(folder: Path, environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "rasa", *arguments]
    with (folder / "train.log").open("wb") as log:
        done = subprocess.run(command, cwd=folder, env=environment, stdout=log, stderr=log, check=False)
    if done.returncode:
        raise RuntimeError(f"stock training failed:\n{(folder / 'train.log').read_text()[-2000:]}")


def _server(folder: Path, port: int, *module: str) -> Service:
    """`python -m module ...`, listening on `port`."""
    return Service(module[0], (sys.executable, "-m", *module), "127.0.0.1", port, "", "", folder)


@contextmanager
def _running(service: Service, environment: dict[str, str]) -> Iterator[None]:
    log = service.folder / f"{service.name}.log"
    with servers.running(service, log, environment, lambda: servers.listens(service.port)):
        yield
