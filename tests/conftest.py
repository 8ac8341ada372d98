"""How tests are shared out over several processes: what is costly to start is started in one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent

# Folders whose tests share a server or a model, and so a process.
TOGETHER = ("scenarios", "unit/understanding")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one file, or of one of these folders, run in one process."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item.path)))


def _group(path: Path) -> str:
    place = path.relative_to(HERE).as_posix()
    return next((folder for folder in TOGETHER if place.startswith(f"{folder}/")), place)
