"""`./run` with small servers in place of the real ones."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from tests.support.servers import free_port
from tests.support.small_servers import DYING, SERVER, pids, runs, service
from wayfinder.processes.process import Service, is_ready, stop
from wayfinder.processes.signals import stop_signals
from wayfinder.processes.supervisor import Supervisor


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def services() -> list[Service]:
    return [service(name, free_port(), SERVER) for name in ("action server", "Rasa server")]


class Output(io.StringIO):
    """The output of the supervisor. Ctrl-C is pressed when it contains `enough`."""

    enough = "never said"

    def write(self, text: str) -> int:
        if self.enough in text:
            os.kill(os.getpid(), signal.SIGINT)
        return super().write(text)


@pytest.fixture
def output() -> Output:
    return Output()


@pytest.fixture
def supervisor(tmp_path: Path, output: Output) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path / "logs", Console(file=output, width=500), delays=(0.05, 0.1))
    yield supervisor
    stop(supervisor.children, 0)


def test_all_services_are_ready_before_it_says_so_and_a_signal_stops_them(
    supervisor: Supervisor, output: Output, services: list[Service]
) -> None:
    seen = []

    def when_ready() -> None:
        seen.append(all(is_ready(service) for service in services))
        os.kill(os.getpid(), signal.SIGTERM)

    assert supervisor.serve(services, when_ready) == 0
    assert seen == [True]
    assert not any(is_ready(service) for service in services)
    assert "The action server is ready" in output.getvalue()


def test_a_server_that_dies_at_the_start_is_reported_with_its_last_lines_and_stops_the_rest(
    supervisor: Supervisor, output: Output, port: int
) -> None:
    healthy = service("action server", port, SERVER)
    dying = service("Rasa server", free_port(), DYING)
    assert supervisor.serve([healthy, dying], lambda: pytest.fail("never ready")) == 1
    said = output.getvalue()
    assert "The Rasa server stopped by itself with exit code 3" in said
    assert "the disk is full" in said
    assert "rasa-server.log" in said
    assert not is_ready(healthy)


def test_a_server_that_dies_later_is_started_again_and_the_other_keeps_running(
    supervisor: Supervisor, output: Output, services: list[Service]
) -> None:
    output.enough = "is ready again"
    assert supervisor.serve(services, lambda: supervisor.children[0].process.kill()) == 0
    said = output.getvalue()
    assert "The action server stopped by itself with exit code -9. It is started again in 0.05 s" in said
    assert "The action server is ready again" in said
    assert [len(pids_of(supervisor, name)) for name in ("action-server", "rasa-server")] == [2, 1]


def test_a_server_that_dies_again_and_again_is_given_up_and_all_are_stopped(
    supervisor: Supervisor, output: Output, services: list[Service], tmp_path: Path
) -> None:
    mark = tmp_path / "started-before"
    once = f"import os, sys\nif os.path.exists({str(mark)!r}): sys.exit(3)\nopen({str(mark)!r}, 'w').close()\n" + SERVER
    failing = service("action server", services[0].port, once)
    assert supervisor.serve([failing, services[1]], lambda: supervisor.children[0].process.kill()) == 1
    said = output.getvalue()
    assert said.count("It is started again") == 2
    assert "The action server stopped by itself with exit code 3, too often: all servers are stopped" in said
    assert not is_ready(services[1])


def test_a_server_that_does_not_get_ready_again_is_stopped_and_counts_as_dead(
    supervisor: Supervisor, output: Output, services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    def deaf_from_now_on() -> None:
        monkeypatch.setattr("wayfinder.processes.supervisor.is_ready", lambda _: False)
        monkeypatch.setattr("wayfinder.processes.supervisor.READY_SECONDS", 0.5)
        supervisor.children[0].process.kill()

    assert supervisor.serve(services, deaf_from_now_on) == 1
    assert "exit code -15, too often" in output.getvalue()


def test_a_service_that_cannot_be_started_leaves_no_other_behind(supervisor: Supervisor, port: int) -> None:
    healthy = service("action server", port, SERVER)
    missing = Service("Rasa server", ("no-such-program",), "127.0.0.1", 1, "X", "http://127.0.0.1:1/")
    with pytest.raises(FileNotFoundError):
        supervisor.serve([healthy, missing], lambda: None)
    assert supervisor.children[0].exit_code() is not None


def test_started_with_nohup_it_outlives_its_terminal() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_signals() as stopping:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not stopping.is_set()
            os.kill(os.getpid(), signal.SIGTERM)
            assert stopping.is_set()
    finally:
        signal.signal(signal.SIGHUP, before)


def pids_of(supervisor: Supervisor, name: str) -> list[int]:
    return [pid for pid in pids(supervisor.logs, f"{name}.log") if not runs(pid)]
