"""Server processes that we start, look after and stop: each in its own process group, its output in a log file."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from wayfinder.errors import WayfinderError

STOP_SECONDS = 10.0
LAST_LINES = 20


class PortInUseError(WayfinderError):
    """Another process listens where a service should; the message says how to choose another port."""


@dataclass(frozen=True)
class Service:
    """A server to start: `health` is the address that answers 200 once it can do its work."""

    name: str
    command: tuple[str, ...]
    host: str
    port: int
    port_variable: str
    health: str


@dataclass(frozen=True)
class Child:
    """A service that was started."""

    service: Service
    process: "subprocess.Popen[bytes]"
    log: Path

    def exit_code(self) -> int | None:
        """None while it runs; negative when a signal ended it."""
        return self.process.poll()

    def last_lines(self) -> str:
        """The end of what it wrote."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-LAST_LINES:])


def check_port(service: Service) -> None:
    """Raise PortInUseError when the service could not listen on its port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((service.host, service.port))
        except OSError as error:
            raise PortInUseError(
                f"Port {service.port} on {service.host}, for the {service.name}, cannot be used: {error.strerror}. "
                f"Choose another: {service.port_variable}={service.port + 1} ./run"
            ) from None


def free_port(host: str) -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def start(service: Service, logs: Path) -> Child:
    """Start the service with our environment; its output goes to a fresh file in `logs`."""
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{service.name.lower().replace(' ', '-')}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the commands are our own
            service.command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal reaches only us; we stop the children in order
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
    """Ask all to end, wait at most `seconds` for all together, then end what is left of their groups."""
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
