"""A real Rasa for the whole session, with an action server that misbehaves on request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.turns.stub import Stub, turn
from tests.support import servers
from wayfinder.rasa.model import ensure_model
from wayfinder.settings import Settings
from wayfinder.turns.client import TurnClient


@dataclass
class Rasa:
    """A running Rasa: its settings, its process id, its log, and a client with short timeouts."""

    settings: Settings
    pid: int
    log: Path
    client: TurnClient


@pytest.fixture(scope="session")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rasa]:
    """Rasa with short timeouts: an action may take one second, a turn two."""
    ensure_model(print)
    folder = tmp_path_factory.mktemp("rasa")
    settings = servers.settings_for(folder, action_timeout=1, turn_timeout=2)
    log = folder / "rasa.log"
    with servers.rasa(settings, log) as process:
        yield Rasa(settings, process.pid, log, TurnClient.of(settings))


@pytest.fixture
def silent(rasa: Rasa) -> Stub:
    """The stub that Rasa calls, not listening yet."""
    return Stub(rasa.settings.action_port)


@pytest.fixture
def stub(silent: Stub) -> Iterator[Stub]:
    """The stub that Rasa calls; it answers correctly until a test says otherwise."""
    silent.behave = turn
    with silent.listening():
        yield silent
