"""Ports that are taken, and the advice that is given."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pytest

from tests.support.servers import free_port
from tests.support.small_servers import HOST, SERVER, service
from wayfinder.processes.ports import PortError, check_ports
from wayfinder.processes.process import Service

RASA, ACTION = "WAYFINDER_RASA_PORT", "WAYFINDER_ACTION_PORT"


@pytest.fixture
def services() -> list[Service]:
    """The action server just above Rasa, so that the next port after Rasa's is not free either."""
    port = free_port(neighbours=1)
    return [
        service("action server", port + 1, SERVER, variable=ACTION),
        service("Rasa server", port, SERVER, variable=RASA),
    ]


@contextmanager
def listening(*ports: int) -> Iterator[None]:
    with ExitStack() as stack:
        for port in ports:
            other = stack.enter_context(socket.socket())
            other.bind((HOST, port))
            other.listen()
        yield


def refusal(services: list[Service]) -> str:
    with pytest.raises(PortError) as caught:
        check_ports(services)
    return str(caught.value)


def test_free_ports_pass(services: list[Service]) -> None:
    check_ports(services)


def test_a_taken_port_is_named_with_its_server(services: list[Service]) -> None:
    with listening(services[1].port):
        message = refusal(services)
    assert f"Port {services[1].port} on 127.0.0.1, for the Rasa server, is in use by another program" in message


def test_the_advice_is_another_port_than_the_other_servers(services: list[Service]) -> None:
    with listening(services[1].port):
        advised = re.findall(rf"{RASA}=(\d+)", refusal(services))
    assert len(advised) == 1
    assert int(advised[0]) > services[0].port


def test_both_ports_taken_are_named_at_once_with_two_free_ones(services: list[Service]) -> None:
    with listening(*(service.port for service in services)):
        message = refusal(services)
        advised = {name: int(port) for name, port in re.findall(r"(WAYFINDER_\w+)=(\d+)", message)}
        assert advised.keys() == {RASA, ACTION}
        check_ports([replace(service, port=advised[service.port_variable]) for service in services])


def test_a_host_that_is_not_ours_is_not_answered_with_another_port(services: list[Service]) -> None:
    message = refusal([replace(service, host="192.0.2.1") for service in services])
    assert "192.0.2.1 is not an address of this machine" in message
    assert "WAYFINDER_HOST" in message
    assert "_PORT" not in message
