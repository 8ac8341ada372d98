"""Only one Wayfinder runs for a state folder, and the second reports the first."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wayfinder.processes.running import FILE, AlreadyRunningError, Running, only_one, running
from wayfinder.settings import ROOT

HOLD = """
import sys, time
from pathlib import Path
from wayfinder.processes.running import only_one
with only_one(Path(sys.argv[1]), 5005, 5055):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that runs Wayfinder in this folder."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_is_told_which_process_runs_on_which_ports(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    with pytest.raises(AlreadyRunningError) as caught, only_one(tmp_path, 6005, 6055):
        pytest.fail("two at once")
    message = str(caught.value)
    assert f"process {other.pid}, Rasa on port 5005, actions on 5055" in message
    assert f"kill {other.pid}" in message
    assert running(tmp_path) == Running(other.pid, 5005, 5055)


def test_a_killed_wayfinder_does_not_prevent_a_new_one(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait(20)
    assert running(tmp_path) is None
    with only_one(tmp_path, 6005, 6055):
        assert running(tmp_path) == Running(os.getpid(), 6005, 6055)


def test_the_note_is_removed_afterwards(tmp_path: Path) -> None:
    assert running(tmp_path) is None
    with only_one(tmp_path, 5005, 5055):
        assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert running(tmp_path) is None
