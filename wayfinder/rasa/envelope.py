"""The state that was sent with a turn, available for the duration of that turn.

The channel opens an envelope, the tracker store reads it instead of a database and puts the new state back. It is a
context variable because Rasa offers no parameter that reaches the tracker store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Envelope:
    """Turn number and state (JSON, or None at the very first turn) as they came, and as the turn left them."""

    n: int
    state: str | None
    new_n: object = None
    new_state: object = None


_open: ContextVar[Envelope | None] = ContextVar("wayfinder_envelope", default=None)


def current() -> Envelope | None:
    """The envelope of the turn that runs now; None outside our channel (`rasa shell`, `rasa test`)."""
    return _open.get()


@contextmanager
def carrying(envelope: Envelope) -> Iterator[Envelope]:
    """Make `envelope` the current one inside the `with` block and in the tasks that it starts."""
    token = _open.set(envelope)
    try:
        yield envelope
    finally:
        _open.reset(token)
