"""`./run` when another Wayfinder runs already, or a port is taken."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.support.servers import free_port
from wayfinder.cli.__main__ import main
from wayfinder.processes.running import only_one


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder, free ports, and no training."""
    monkeypatch.setenv("WAYFINDER_STATE_FOLDER", str(tmp_path))
    monkeypatch.setenv("WAYFINDER_RASA_PORT", str(free_port()))
    monkeypatch.setenv("WAYFINDER_ACTION_PORT", str(free_port()))
    monkeypatch.setattr("wayfinder.cli.up.ensure_model", lambda _: pytest.fail("went on"))
    return tmp_path


def test_a_second_run_says_that_wayfinder_runs_already(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with only_one(state, 5005, 5055):
        assert main([]) == 2
    error = capsys.readouterr().err
    assert f"Wayfinder is running here already (process {os.getpid()}, Rasa on port 5005" in error
    assert "export" not in error


def test_a_port_of_another_program_is_said_to_be_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(os.environ["WAYFINDER_RASA_PORT"])))
        other.listen()
        assert main([]) == 2
    error = capsys.readouterr().err
    assert "is in use by another program" in error
    assert "export WAYFINDER_RASA_PORT=" in error
