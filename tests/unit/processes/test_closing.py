"""However a command with servers is ended, none of its processes stays behind."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.servers import free_port
from tests.support.small_servers import pids, runs, until
from wayfinder.settings import ROOT

WHOLE = """
import signal, sys
from pathlib import Path
from rich.console import Console
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever the tests were started with
from tests.support.small_servers import SERVER, service
from wayfinder.processes.supervisor import Supervisor
services = [service(name, int(port), SERVER) for name, port in zip(("one", "two"), sys.argv[2:])]
sys.exit(Supervisor(Path(sys.argv[1]), Console()).serve(services, lambda: print("READY", flush=True)))
"""
NEVER_READY = WHOLE.replace("SERVER)", "SERVER.replace('200', '503'))")
Started = tuple["subprocess.Popen[bytes]", int]


@pytest.fixture
def on_a_terminal(tmp_path: Path) -> Iterator[Callable[[str], Started]]:
    """Starts the command as the leader of a terminal's session: its process, and our end of the terminal."""
    started: list[Started] = []

    def start(script: str) -> Started:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-c", script, str(tmp_path), str(free_port()), str(free_port())]
        process = subprocess.Popen(
            ["setsid", "--ctty", "--wait", *command], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        started.append((process, ours))
        until(lambda: len(pids(tmp_path)) == 2)
        return process, ours

    yield start
    for process, _ in started:
        process.kill()
        process.wait()
    for pid in pids(tmp_path):
        if runs(pid):
            os.kill(pid, signal.SIGKILL)


def _read_until(terminal: int, word: bytes) -> None:
    seen = b""
    while word not in seen:
        seen += os.read(terminal, 1024)


def test_closing_the_terminal_stops_all_servers(tmp_path: Path, on_a_terminal: Callable[[str], Started]) -> None:
    process, terminal = on_a_terminal(WHOLE)
    _read_until(terminal, b"READY")
    os.close(terminal)
    process.wait(60)
    until(lambda: not any(runs(pid) for pid in pids(tmp_path)))


def test_closing_the_terminal_during_the_start_stops_all_servers(
    tmp_path: Path, on_a_terminal: Callable[[str], Started]
) -> None:
    process, terminal = on_a_terminal(NEVER_READY)
    os.close(terminal)
    process.wait(60)
    until(lambda: not any(runs(pid) for pid in pids(tmp_path)))


@pytest.fixture
def command(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The command without a terminal, ready."""
    arguments = [sys.executable, "-c", WHOLE, str(tmp_path), str(free_port()), str(free_port())]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any(line.startswith("READY") for line in process.stdout)
        yield process
        process.kill()
    for pid in pids(tmp_path):
        if runs(pid):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_orphan(tmp_path: Path, command: subprocess.Popen[str], number: signal.Signals) -> None:
    command.send_signal(number)
    assert command.wait(20) == 0
    assert len(pids(tmp_path)) == 2
    assert not any(runs(pid) for pid in pids(tmp_path))


def test_killed_with_no_chance_to_stop_them_it_leaves_no_orphan(tmp_path: Path, command: subprocess.Popen[str]) -> None:
    command.kill()
    command.wait(20)
    assert len(pids(tmp_path)) == 2
    until(lambda: not any(runs(pid) for pid in pids(tmp_path)), seconds=2)
