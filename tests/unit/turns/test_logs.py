"""Logs of our servers name the error and its place in the code, and never quote people."""

from __future__ import annotations

import io
import logging

import pytest

from wayfinder.turns import logs

CANARY = "canary.person@example.org"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the only handler of the root logger writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    return stream


def _fail() -> None:
    try:
        int(CANARY)
    except ValueError:
        logging.getLogger("of somebody else").exception("it failed in %s", "a turn")


def test_once_people_use_it_an_error_is_logged_without_its_text_and_traceback(written: io.StringIO) -> None:
    logs.hide_quotes()
    _fail()
    line = written.getvalue()
    assert line.startswith("it failed in a turn [ValueError at test_logs.py:")
    assert line.count("\n") == 1
    assert CANARY not in line


def test_an_error_at_the_start_is_logged_completely(written: io.StringIO) -> None:
    _fail()
    assert "Traceback" in written.getvalue()
