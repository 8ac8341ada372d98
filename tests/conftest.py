"""How tests are shared out over several processes: what is costly to start is started in one of them."""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# Folders whose tests share servers or a model, and so a process.
TOGETHER = ("tests/scenarios/", "tests/unit/understanding/")


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives all tests of a file, or of one of these folders, to one process."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return next((folder for folder in TOGETHER if path.startswith(folder)), path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """The groups of pytest-xdist 3.8 have no effect with pytest 9.2, which names tests in another way."""
    return ByFile(config, log)
