"""Ensures that one Wayfinder runs for each state folder: it is noted in a file that stays locked while it runs."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from wayfinder.errors import WayfinderError

FILE = "running.json"


class Running(msgspec.Struct, frozen=True):
    """A Wayfinder that runs: the process id of its `./run` and the ports of its servers."""

    pid: int
    rasa_port: int
    action_port: int


class AlreadyRunningError(WayfinderError):
    """Another `./run` of this folder runs; the message says which and what to do."""

    def __init__(self, other: Running | None) -> None:
        """`other` is None when it has the lock but has not yet written its note."""
        which, stop = "", "Ctrl-C in its terminal"
        if other is not None:
            which = f" (process {other.pid}, Rasa on port {other.rasa_port}, actions on {other.action_port})"
            stop = f"kill {other.pid}, or {stop}"
        super().__init__(f"Wayfinder is running here already{which}. Talk to it: ./run chat. Stop it: {stop}.")


@contextmanager
def only_one(folder: Path, rasa_port: int, action_port: int) -> Iterator[None]:
    """Hold the state folder's lock; the system gives it back however this process ends.

    Raises:
        AlreadyRunningError: when another process holds it.
    """
    path = folder / FILE
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(_read(path)) from None
        _write(path, msgspec.json.encode(Running(os.getpid(), rasa_port, action_port)))
        try:
            yield
        finally:
            _write(path, b"")


def running(folder: Path) -> Running | None:
    """The Wayfinder of this state folder, if its process is alive."""
    noted = _read(folder / FILE)
    return noted if noted and Path(f"/proc/{noted.pid}").exists() else None


def _read(path: Path) -> Running | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Running)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _write(path: Path, text: bytes) -> None:
    path.write_bytes(text)
