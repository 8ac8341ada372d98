"""Starts the real servers for tests: on free ports of this machine, each with a log file, stopped by process."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from wayfinder import settings as configuration
from wayfinder.processes.process import Child, Service, is_ready, start, stop
from wayfinder.processes.services import action_server, rasa_server
from wayfinder.settings import Settings

START_SECONDS = 60.0


# Below the ports that systems give to outgoing connections, where a test beside this one may take a free port.
_PORTS = range(20_000, 30_000)


def free_port(neighbours: int = 0) -> int:
    """A port that can be listened on now, and so can the next `neighbours`."""
    while True:
        port = secrets.choice(_PORTS)
        if all(_is_free(port + step) for step in range(neighbours + 1)):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def settings_for(folder: Path, **changes: object) -> Settings:
    """Settings with free ports and their own state folder. `changes` are by setting name."""
    given = {
        "state_folder": folder,
        "rasa_port": free_port(),
        "action_port": free_port(),
        "secret": "a-secret-for-the-tests",
        **changes,
    }
    return configuration.load({configuration.variable(name): str(value) for name, value in given.items()})


@contextmanager
def running(
    service: Service, log: Path, environment: Mapping[str, str], ready: Callable[[], bool]
) -> Iterator[subprocess.Popen[bytes]]:
    """The process of the service once it is `ready`, stopped at the end if it still runs."""
    child = start(service, log, environment)
    try:
        _wait_until(ready, child)
        yield child.process
    finally:
        stop([child])


def _wait_until(ready: Callable[[], bool], child: Child) -> None:
    """Fails with the log when the process ends or takes too long."""
    end = time.monotonic() + START_SECONDS
    while not ready():
        if child.exit_code() is not None or time.monotonic() > end:
            raise AssertionError(f"not ready, exit code {child.exit_code()}:\n{child.last_lines()}")
        time.sleep(0.1)


def environment_of(settings: Settings) -> Mapping[str, str]:
    """Our environment with these settings filled in."""
    return {**os.environ, **configuration.rasa_environment(settings)}


@contextmanager
def rasa(settings: Settings, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Rasa, ready to take turns."""
    service = rasa_server(settings)
    with running(service, log, environment_of(settings), partial(is_ready, service)) as process:
        yield process


@contextmanager
def actions(settings: Settings, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The action server, ready to run the action."""
    service = action_server(settings)
    with running(service, log, environment_of(settings), partial(is_ready, service)) as process:
        yield process


def listens(port: int) -> bool:
    """Whether something accepts connections at this port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
