"""Checks that our servers can listen on their ports, and suggests others."""

from __future__ import annotations

import errno
import socket
from collections.abc import Container, Sequence

from wayfinder.errors import WayfinderError
from wayfinder.processes.process import Service
from wayfinder.settings import variable


class PortError(WayfinderError):
    """A service cannot listen on its port; the message says why and how to choose another."""


def check_ports(services: Sequence[Service]) -> None:
    """Try every port once.

    Raises:
        PortError: when at least one cannot be used; it names them all, each with a port that is free.
    """
    refused = [(service, error) for service in services if (error := _refusal(service))]
    if not refused:
        return
    if any(error.errno == errno.EADDRNOTAVAIL for _, error in refused):
        raise PortError(f"{services[0].host} is not an address of this machine: see {variable('host')}.")
    raise PortError("\n".join([*(_reason(*each) for each in refused), _advice([s for s, _ in refused], services)]))


def free_port(host: str) -> int:
    """A port on which nothing listened a moment ago."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _reason(service: Service, error: OSError) -> str:
    taken = "is in use by another program, or by a Wayfinder that was started from another folder"
    why = taken if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
    return f"Port {service.port} on {service.host}, for the {service.name}, {why}."


def _advice(refused: Sequence[Service], services: Sequence[Service]) -> str:
    used = {service.port for service in services}
    chosen: list[str] = []
    for service in refused:
        port = _next_free(service, used)
        used.add(port)
        chosen.append(f"{service.port_variable}={port}")
    return f"To choose another, in every terminal that starts or uses this Wayfinder: export {' '.join(chosen)}"


def _next_free(service: Service, used: Container[int]) -> int:
    above = range(max(service.port, 1023) + 1, 65536)
    return next((p for p in above if p not in used and not _refusal(service, p)), free_port(service.host))


def _refusal(service: Service, port: int | None = None) -> OSError | None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((service.host, service.port if port is None else port))
        except OSError as error:
            return error
    return None
