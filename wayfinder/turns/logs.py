"""Logging of our servers. Once people talk to them, never the text of an error: it may quote what a person typed."""

from __future__ import annotations

import logging

from wayfinder.turns.errors import described


class _NoQuotes(logging.Filter):
    """Replaces a traceback by the error's type and places."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1]:
            record.msg = f"{record.getMessage()} [{described(record.exc_info[1])}]"
            record.args = record.exc_info = record.exc_text = None
        return True


def configure(level: str) -> None:
    """Log to standard error: our own loggers from `level`, all others from INFO, for below it they quote people."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("wayfinder").setLevel(level)


def hide_quotes() -> None:
    """From now on no tracebacks: call it when the start is over and people's words begin to arrive."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(_NoQuotes())
