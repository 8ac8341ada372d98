"""Starts the real servers for tests: on free ports of this machine, each with a log file, stopped by process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from wayfinder import settings as configuration
from wayfinder.settings import Settings
from wayfinder.turns.client import TurnClient

START_SECONDS = 60.0
STOP_SECONDS = 10.0


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
def started(module: str, settings: Settings, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process of `python -m module` under `settings`, stopped at the end if it still runs."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=configuration.ROOT,
            env=environment_of(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        stop(process)


def environment_of(settings: Settings) -> Mapping[str, str]:
    """Our environment with these settings filled in."""
    return {**os.environ, **configuration.rasa_environment(settings)}


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process, by force when it does not listen."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    process.kill()
    process.wait()


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for `ready`; fails with the log when the process ends or takes too long."""
    end = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            raise AssertionError(f"not ready, exit code {process.poll()}:\n{log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.1)


@contextmanager
def rasa(settings: Settings, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Rasa, ready to take turns."""
    with started("wayfinder.rasa.server", settings, log) as process:
        wait_until(TurnClient.of(settings).ready, process, log)
        yield process


@contextmanager
def actions(settings: Settings, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The action server, ready to run the action."""
    with started("wayfinder.rasa.action_server", settings, log) as process:
        wait_until(lambda: listens(settings.action_port), process, log)
        yield process


def listens(port: int) -> bool:
    """Whether something accepts connections at this port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
