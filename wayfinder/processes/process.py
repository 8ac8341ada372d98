"""Server processes that we start and stop: each in its own process group, its output in a log file.

None outlives this process, however it ends: the kernel kills them with it (Linux: PR_SET_PDEATHSIG).
"""

from __future__ import annotations

import ctypes
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from wayfinder.processes.logs import open_log, tail
from wayfinder.settings import ROOT

STOP_SECONDS = 10.0
LAST_LINES = 20
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)  # loaded before any fork: the child may only call it


@dataclass(frozen=True)
class Service:
    """A server to start in `folder`: `health` is the address that answers 200 once it can do its work."""

    name: str
    command: tuple[str, ...]
    host: str
    port: int
    port_variable: str
    health: str
    folder: Path = ROOT


@dataclass(frozen=True)
class Child:
    """A service that was started. Its output is in `log`, after the last line that says when a start began."""

    service: Service
    process: subprocess.Popen[bytes]
    log: Path

    def exit_code(self) -> int | None:
        """None while it runs; negative when a signal ended it."""
        return self.process.poll()

    def last_lines(self) -> str:
        """The last lines of its output."""
        return tail(self.log, LAST_LINES)


def start(service: Service, log: Path, environment: Mapping[str, str] | None = None) -> Child:
    """Start the service with this environment (None: ours); its output is appended to `log`."""
    with open_log(log, service.name) as output:
        process = subprocess.Popen(  # noqa: S603 - the commands are our own
            service.command,
            cwd=service.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal reaches only us; we stop the children in order
            preexec_fn=partial(_end_with_parent, os.getpid()),
        )
        return Child(service, process, log)


def is_ready(service: Service) -> bool:
    """Whether the health address answers 200. Asks directly, past any proxy."""
    url = urlsplit(service.health)
    connection = http.client.HTTPConnection(url.netloc, timeout=1)
    try:
        connection.request("GET", url.path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def stop(children: Sequence[Child], seconds: float = STOP_SECONDS) -> None:
    """Ask all to end, wait at most `seconds` for all together, then kill what is left of their process groups."""
    for child in children:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
        _signal(child, signal.SIGKILL)
        child.process.wait()


def _signal(child: Child, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, number)


def _end_with_parent(parent: int) -> None:
    """Runs in the new process before its program: have it killed when the thread that started it ends."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # the parent ended before that took effect
        os._exit(1)
