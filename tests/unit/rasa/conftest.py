"""Imports Rasa once, keeping the warnings of its old packages out of the tests."""

from __future__ import annotations

import os
import warnings

import pytest

from wayfinder.settings import QUIET_RASA, ROOT

os.environ.update(QUIET_RASA)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import rasa.core.agent
    import rasa.core.jobs  # noqa: F401
    from rasa.shared.core.domain import Domain


@pytest.fixture(scope="session")
def domain() -> Domain:
    """The project's domain."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Domain.load(str(ROOT / "domain.yml"))
