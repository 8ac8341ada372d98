"""The parts of the code whose tests `bench.mutants` measures, and where those tests are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

UNIT = "tests/unit"
# Modules of tests that take long.
SLOW = ("test_properties", "test_faults", "test_attacks", "test_hung", "test_failures", "test_sample", "test_command")


class Part(NamedTuple):
    """A part of the code, its own tests, and those of what uses it: folders or modules."""

    sources: tuple[str, ...]
    own: tuple[str, ...]
    users: tuple[str, ...]

    def files(self, root: Path) -> list[str]:
        """Its Python files. Migrations are history: what they make is compared with the schema as a whole."""
        return [name for name in _files(root, self.sources, "*.py") if "/migrations/" not in name]

    def near(self, root: Path) -> list[str]:
        """What is quick of its own tests, as they are in a copy: arguments of pytest."""
        return [*(name for name in _files(root, self.own, "test_*.py") if not _is_slow(name)), "-k", "not postgresql"]

    def wider(self, root: Path) -> list[str]:
        """All its tests and those of what uses it, the quick ones first."""
        return sorted(_files(root, self.own + self.users, "test_*.py"), key=_is_slow)


PARTS = {
    "engine": Part(
        ("wayfinder/engine",),
        (f"{UNIT}/engine",),
        (f"{UNIT}/walks", f"{UNIT}/driver", f"{UNIT}/workbench", f"{UNIT}/faces"),
    ),
    "driver": Part(
        ("wayfinder/driver.py", "wayfinder/bounded_pool.py"),
        (f"{UNIT}/test_bounded_pool.py", f"{UNIT}/driver"),
        (f"{UNIT}/rasa/test_waiting_writers.py", f"{UNIT}/rasa/test_walk_action.py", f"{UNIT}/back_office"),
    ),
    "back_office": Part(
        ("wayfinder/back_office",),
        (f"{UNIT}/back_office",),
        (f"{UNIT}/test_bootstrap.py", f"{UNIT}/cli/test_sign_in.py", f"{UNIT}/driver"),
    ),
    "interpret": Part(
        ("wayfinder/understanding/interpret",),
        (f"{UNIT}/understanding/interpret",),
        (f"{UNIT}/understanding/entities", f"{UNIT}/rasa/test_walk_action.py"),
    ),
}


def _files(root: Path, names: Iterable[str], pattern: str) -> list[str]:
    paths = (root / name for name in names)
    found = (file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob(pattern))))
    return [str(file.relative_to(root)) for file in found]


def _is_slow(module: str) -> bool:
    return any(name in module for name in SLOW)
