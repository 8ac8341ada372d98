"""Logging of our servers. Once people use them, the text of an error is never logged: it may quote what they typed."""

from __future__ import annotations

import logging

from wayfinder.turns.errors import described


class _NoQuotes(logging.Filter):
    """Replaces a traceback by the type of the error and its places in the code."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1]:
            record.msg = f"{record.getMessage()} [{described(record.exc_info[1])}]"
            record.args = record.exc_info = record.exc_text = None
        return True


def configure(level: str) -> None:
    """Log to standard error: our own loggers from `level`, all others from INFO, because below it they quote people."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("wayfinder").setLevel(level)


def hide_quotes() -> None:
    """Log no more tracebacks. Call it after the start, before messages of people arrive."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(_NoQuotes())
