"""One server process: how it is stopped, and where its output goes."""

from __future__ import annotations

import signal
import stat
from pathlib import Path

import pytest

from tests.support.servers import free_port
from tests.support.small_servers import DYING, PARENT, SERVER, STUBBORN, pids, runs, service, until
from wayfinder.processes.logs import KEPT, limit_size
from wayfinder.processes.process import is_ready, start, stop


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "server.log"


def test_a_child_that_ignores_the_request_to_end_is_killed(log: Path, port: int) -> None:
    child = start(service("stubborn", port, STUBBORN), log)
    until(lambda: is_ready(child.service))
    stop([child], 0.2)
    assert child.exit_code() == -signal.SIGKILL


def test_processes_that_a_child_started_end_with_it(tmp_path: Path, log: Path, port: int) -> None:
    child = start(service("parent", port, PARENT, STUBBORN), log)
    until(lambda: is_ready(child.service))
    [grandchild] = pids(tmp_path)
    stop([child], 0.2)
    until(lambda: not runs(grandchild))


def test_a_child_can_have_an_environment_of_its_own(log: Path, port: int) -> None:
    child = start(service("speaker", port, "import os; print(os.environ['WORD'])"), log, {"WORD": "hello"})
    child.process.wait(20)
    assert child.last_lines() == "hello"


# --- its log --------------------------------------------------------------------------------


def test_the_next_start_keeps_what_led_to_a_crash(log: Path, port: int) -> None:
    for script in (DYING, "print('second')"):
        start(service("Rasa server", port, script), log).process.wait(20)
    text = log.read_text()
    assert "the disk is full" in text
    assert text.index("the disk is full") < text.index("second")
    assert text.count("Rasa server starts") == 2


def test_the_last_lines_are_those_of_this_start(log: Path, port: int) -> None:
    start(service("Rasa server", port, DYING), log).process.wait(20)
    child = start(service("Rasa server", port, "print('second')"), log)
    child.process.wait(20)
    assert child.last_lines() == "second"


def test_only_its_owner_may_read_a_log_also_an_older_one(log: Path, port: int) -> None:
    log.write_text("of an earlier version\n")
    log.chmod(0o644)
    start(service("Rasa server", port, "pass"), log).process.wait(20)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_large_log_is_moved_aside_and_the_oldest_part_goes(log: Path) -> None:
    for number in range(KEPT + 2):
        log.write_text(f"{number}" * 11)
        limit_size(log, most=10)
    parts = {path.name: path.read_text()[0] for path in log.parent.iterdir() if path.stat().st_size}
    assert parts == {"server.log.1": "4", "server.log.2": "3", "server.log.3": "2"}
    assert stat.S_IMODE((log.parent / "server.log.1").stat().st_mode) == 0o600


def test_a_small_log_stays(log: Path) -> None:
    log.write_text("small")
    limit_size(log, most=10)
    assert [path.name for path in log.parent.iterdir()] == ["server.log"]


def test_a_server_goes_on_writing_while_its_log_is_moved_aside(tmp_path: Path, log: Path, port: int) -> None:
    talking = SERVER.replace("def do_GET(self):", "def do_GET(self):\n        print('asked', flush=True)")
    child = start(service("Rasa server", port, talking), log)
    until(lambda: is_ready(child.service))
    limit_size(log, most=1)
    assert is_ready(child.service)
    stop([child])
    assert log.read_text().startswith("asked")
    assert "asked" in child.last_lines()
    assert pids(tmp_path, "*.log.1") == [child.process.pid]
