"""The log files of our servers: kept across starts, rotated by size, readable by their owner only."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timezone
from pathlib import Path
from typing import BinaryIO

MAX_BYTES = 5_000_000
KEPT = 3  # rotated parts that are kept; .1 is the newest
_OWNER_ONLY = 0o600
_BEGINS = "=== "
_TAIL_BYTES = 20_000


def log_of(folder: Path, name: str) -> Path:
    """The log file of the service `name`, such as "Rasa server"."""
    return folder / f"{name.lower().replace(' ', '-')}.log"


def open_log(log: Path, name: str) -> BinaryIO:
    """Open the file for appending, and write one line that says when this start began."""
    log.parent.mkdir(parents=True, exist_ok=True)
    limit_size(log)
    output = os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _OWNER_ONLY), "ab")
    os.fchmod(output.fileno(), _OWNER_ONLY)  # a file of an earlier version may be open to others
    output.write(f"{_BEGINS}{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ} {name} starts\n".encode())
    output.flush()
    return output


def tail(log: Path, lines: int) -> str:
    """The last lines, at most `lines`, and none from before the last start."""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - _TAIL_BYTES))
        found = file.read().decode(errors="replace").splitlines()
    begins = max((at for at, line in enumerate(found, 1) if line.startswith(_BEGINS)), default=0)
    return "\n".join(found[begins:][-lines:])


def limit_size(log: Path, most: int = MAX_BYTES) -> None:
    """Rotate the file once it has more than `most` bytes: its text moves to `.1`, and older parts move on by one.

    The file itself is emptied, not replaced, because the server that appends to it has it open.
    """
    if not log.exists() or log.stat().st_size <= most:
        return
    for number in range(KEPT - 1, 0, -1):
        if _part(log, number).exists():
            _part(log, number).replace(_part(log, number + 1))
    _part(log, 1).touch(_OWNER_ONLY)
    shutil.copyfile(log, _part(log, 1))
    os.truncate(log, 0)


def _part(log: Path, number: int) -> Path:
    return log.with_name(f"{log.name}.{number}")
