"""The import rules between packages: docs/design.md describes them correctly, and a forbidden import is found."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from wayfinder.settings import ROOT

BELOW_ALL = {"errors", "references", "secret", "settings", "text", "wayfinder"}
ROW = re.compile(r"^\| `(?:wayfinder/)?(\w+)(?:/|\.py)` \|[^|]*\| ([^|]*) \|$", re.MULTILINE)

# One forbidden import for each contract that forbids some, and the contract's name.
FORBIDDEN = {
    "Imports point one way": ("content/model.py", "import wayfinder.engine.walk"),
    "Only wayfinder.rasa knows Rasa": ("turns/client.py", "import rasa.core.agent"),
    "The content reads files and nothing else": ("content/values.py", "import logging"),
    "The engine does no I/O": ("engine/advance.py", "import pathlib"),
    "The workbench serves authors": ("rasa/channel.py", "import wayfinder.workbench.scaffold"),
    "Processes are started by the command line alone": ("rasa/server.py", "import wayfinder.processes.process"),
    "Faces know nothing of each other": ("faces/plain.py", "import wayfinder.faces.terminal"),
    "The driver knows the back office by its port": ("driver.py", "import wayfinder.back_office.sql.schema"),
    "What was said becomes moves without a model": ("understanding/interpret/options.py", "import numpy"),
}


def packages() -> Iterator[tuple[str, set[str]]]:
    """Each package of ours with the others that it imports."""
    graph = grimp.build_graph("wayfinder", "actions", include_external_packages=False, cache_dir=None)
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            if _package(module) != _package(imported):
                found.setdefault(_package(module), set()).add(_package(imported))
    yield from found.items()


def _package(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "wayfinder" and len(parts) > 1 else parts[0]


def test_the_table_of_the_design_page_names_the_imports_that_there_are() -> None:
    table = dict(ROW.findall((ROOT / "docs" / "design.md").read_text(encoding="utf-8")))
    for name, imports in packages():
        if name in BELOW_ALL or table.get(name) == "anything":
            continue
        written = set(table[name].split(", ")) - {"none"}
        assert written - BELOW_ALL == imports - BELOW_ALL, name


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The output of the import check for a copy of the project in which every contract is broken once."""
    place = tmp_path_factory.mktemp("walls")
    shutil.copy(ROOT / "pyproject.toml", place)
    for name in ("wayfinder", "actions"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__", "*.txt", "*.yml"))
    for path, line in FORBIDDEN.values():
        file = place / "wayfinder" / path
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_forbidden_import_is_found(broken: str, name: str) -> None:
    assert re.search(rf"{re.escape(name)}[^.]*? BROKEN", broken)
