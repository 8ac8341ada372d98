"""How tests are shared out over several processes: what is costly to start is started in one of them.

Ctrl-C ends commands that a test starts, also when the tests themselves run in the background of a script, which has
them ignore it: programs that are started inherit that.
"""

from __future__ import annotations

import signal
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

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
