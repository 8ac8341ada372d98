"""Copies of the checkout in which `bench.mutants` tries faults: the checkout itself is never changed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue

from bench.mutations import Mutant

ROOT = Path(__file__).parent.parent
SECONDS = 1_200  # for all tests of one try; a single one has 90
PYTEST = ("-m", "pytest", "-x", "-q", "-p", "no:warnings", "--timeout=90", "--hypothesis-seed=0")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


class Copies:
    """`count` copies, so that as many mutants can be tried at once. `folder` is one of them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder / "0"
        self._free: Queue[Path] = Queue()
        for number in range(count):
            self._free.put(_copied(folder / str(number)))

    def failure(self, tests: Sequence[str], mutant: Mutant | None = None) -> str | None:
        """The first test that fails with this mutant in the code, `time` when they take too long; None: all pass."""
        copy = self._free.get()
        try:
            if mutant is None:
                return _failure(copy, tests)
            with _mutated(copy / mutant.file, mutant):
                return _failure(copy, tests)
        finally:
            self._free.put(copy)


@contextmanager
def _mutated(file: Path, mutant: Mutant) -> Iterator[None]:
    original, times = file.read_bytes(), file.stat()
    file.write_bytes(mutant.applied(original))
    try:
        yield
    finally:
        file.write_bytes(original)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))  # so that its bytecode counts again


def _copied(folder: Path) -> Path:
    """The checkout without what git ignores. Compiled now: a run writes no bytecode, so none of a mutant stays."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(lambda name: (ROOT / name).is_file(), listed.stdout.splitlines()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    subprocess.run([sys.executable, "-m", "compileall", "-q", "wayfinder", "tests"], cwd=folder, check=True)
    return folder


def _failure(copy: Path, tests: Sequence[str]) -> str | None:
    running = subprocess.Popen(
        [sys.executable, *PYTEST, *tests],
        cwd=copy,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = running.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "time"
    finally:  # with all that its tests have started
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    if running.returncode < 0:  # ended from outside, which says nothing about the mutant
        return _failure(copy, tests)
    if running.returncode == 0:
        return None
    found = FAILED.search(output)
    return found[1] if found else "\n".join(output.strip().splitlines()[-1:])
