"""`./run` with small servers in the place of the real ones."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console

from wayfinder.processes.process import PortInUseError, Service, check_port, free_port, is_ready, start, stop
from wayfinder.processes.supervisor import Supervisor, stop_signals
from wayfinder.settings import ROOT

HOST = "127.0.0.1"

# Answers 200 on every path; writes its process id first, so that a test can look for it afterwards.
SERVER = """
import http.server, os, sys
print("pid", os.getpid(), flush=True)
class Ok(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ok).serve_forever()
"""
DYING = "print('first'); print('the disk is full'); raise SystemExit(3)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SERVER
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[2], sys.argv[1]])"


@pytest.fixture
def port() -> int:
    return free_port(HOST)


def service(name: str, port: int, script: str, *arguments: str) -> Service:
    return Service(
        name=name,
        command=(sys.executable, "-c", script, str(port), *arguments),
        host=HOST,
        port=port,
        port_variable="WAYFINDER_RASA_PORT",
        health=f"http://127.0.0.1:{port}/health",
    )


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def supervisor(tmp_path: Path, output: io.StringIO) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path / "logs", Console(file=output, width=500))
    yield supervisor
    stop(supervisor.children, 0)


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def runs(pid: int) -> bool:
    """Whether the process is there and not just waiting to be forgotten by its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_taken_port_is_named_with_the_setting_that_chooses_another(port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(PortInUseError) as caught:
            check_port(service("Rasa server", port, SERVER))
    message = str(caught.value)
    assert f"Port {port} on 127.0.0.1" in message
    assert "Rasa server" in message
    assert f"WAYFINDER_RASA_PORT={port + 1} ./run" in message


def test_a_free_port_passes(port: int) -> None:
    check_port(service("Rasa server", port, SERVER))


def test_all_services_are_ready_before_it_says_so_and_a_signal_stops_them(
    supervisor: Supervisor, output: io.StringIO
) -> None:
    services = [service(name, free_port(HOST), SERVER) for name in ("action server", "Rasa server")]
    seen = []

    def when_ready() -> None:
        seen.append(all(is_ready(service) for service in services))
        os.kill(os.getpid(), signal.SIGTERM)

    assert supervisor.serve(services, when_ready) == 0
    assert seen == [True]
    assert not any(is_ready(service) for service in services)
    assert "The action server is ready" in output.getvalue()


def test_a_child_that_dies_is_reported_with_its_last_lines_and_stops_the_rest(
    supervisor: Supervisor, output: io.StringIO, port: int
) -> None:
    healthy = service("action server", port, SERVER)
    dying = service("Rasa server", free_port(HOST), DYING)
    assert supervisor.serve([healthy, dying], lambda: pytest.fail("never ready")) == 1
    said = output.getvalue()
    assert "The Rasa server stopped by itself with exit code 3" in said
    assert "the disk is full" in said
    assert "rasa-server.log" in said
    assert not is_ready(healthy)


def test_a_child_that_dies_later_is_reported_too(supervisor: Supervisor, output: io.StringIO) -> None:
    services = [service(name, free_port(HOST), SERVER) for name in ("action server", "Rasa server")]
    assert supervisor.serve(services, lambda: supervisor.children[0].process.kill()) == 1
    assert "The action server stopped by itself with exit code -9" in output.getvalue()
    assert not is_ready(services[1])


def test_a_service_that_cannot_be_started_leaves_no_other_behind(supervisor: Supervisor, port: int) -> None:
    healthy = service("action server", port, SERVER)
    missing = Service("Rasa server", ("no-such-program",), "127.0.0.1", 1, "X", "http://127.0.0.1:1/")
    with pytest.raises(FileNotFoundError):
        supervisor.serve([healthy, missing], lambda: None)
    assert supervisor.children[0].exit_code() is not None


def test_a_child_that_ignores_the_request_to_end_is_ended(tmp_path: Path, port: int) -> None:
    child = start(service("stubborn", port, STUBBORN), tmp_path)
    until(lambda: is_ready(child.service))
    stop([child], 0.2)
    assert child.exit_code() == -signal.SIGKILL


def test_what_a_child_started_ends_with_it(tmp_path: Path, port: int) -> None:
    child = start(service("parent", port, PARENT, STUBBORN), tmp_path)
    until(lambda: is_ready(child.service))
    grandchild = int(child.log.read_text().split()[1])
    stop([child], 0.2)
    until(lambda: not runs(grandchild))


WHOLE = """
import signal, sys
from pathlib import Path
from rich.console import Console
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whatever the tests were started with
sys.path.insert(0, sys.argv[1])
from test_supervisor import SERVER, service
from wayfinder.processes.supervisor import Supervisor
services = [service(name, int(port), SERVER) for name, port in zip(("one", "two"), sys.argv[3:])]
sys.exit(Supervisor(Path(sys.argv[2]), Console()).serve(services, lambda: print("READY", flush=True)))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_command_itself_leaves_no_orphan(tmp_path: Path, number: signal.Signals) -> None:
    ports = [str(free_port(HOST)), str(free_port(HOST))]
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", WHOLE, here, str(tmp_path), *ports]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any(line.startswith("READY") for line in process.stdout)
        pids = [int(log.read_text().split()[1]) for log in tmp_path.glob("*.log")]
        process.send_signal(number)
        assert process.wait(20) == 0
    assert len(pids) == 2
    assert not any(runs(pid) for pid in pids)


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
