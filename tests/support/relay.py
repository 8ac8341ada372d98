"""A relay between two servers on this machine, which can be cut, held up, or lose the answers.

A server behind it is "down" at once and back at once, as often as a test likes, without being started again.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Literal

# cut: connections are refused. held: they stay open, but nothing is passed on. deaf: requests arrive, but the
# connection breaks before the answer: from the first request on, or once certain words have arrived, one by one.
Trouble = Literal["cut", "held", "deaf"]
Address = int | str  # a port of this machine, or the path of a socket
_CHUNK = 1 << 16


class Relay:
    """From `here` to `there`, in both directions, while it runs."""

    def __init__(self, here: Address, there: Address) -> None:
        self._here = here
        self._there = there
        self._flows = Event()
        self._flows.set()
        self._deaf = False
        self._last_words: tuple[bytes, ...] = ()
        self._lock = Lock()
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None

    @contextmanager
    def running(self) -> Iterator[Relay]:
        """Passes everything on inside the `with` block."""
        self._listen()
        try:
            yield self
        finally:
            self._cut()

    @contextmanager
    def in_trouble(self, trouble: Trouble, *last_words: bytes) -> Iterator[None]:
        """Within this context the relay has this trouble; `deaf` begins once a connection has brought all
        `last_words`."""
        if trouble == "cut":
            self._cut()
        elif trouble == "held":
            self._flows.clear()
        self._deaf = trouble == "deaf" and not last_words
        self._last_words = last_words
        try:
            yield
        finally:
            self._deaf, self._last_words = False, ()
            self._flows.set()
            if self._listener is None:
                self._listen()

    def _listen(self) -> None:
        if isinstance(self._here, str):
            Path(self._here).unlink(missing_ok=True)
        listener = _new_socket(self._here)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(_place(self._here))
        listener.listen(64)
        self._listener = listener
        Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _cut(self) -> None:
        with self._lock:
            listener, self._listener = self._listener, None
            ends, self._open = self._open, []
        for end in [*ends, *([listener] if listener else [])]:
            _close(end)
        self._flows.set()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = _new_socket(self._there)
            try:
                far.connect(_place(self._there))
            except OSError:
                _close(near)
                continue
            with self._lock:
                self._open += [near, far]
            Thread(target=self._pass, args=(near, far, False), daemon=True).start()
            Thread(target=self._pass, args=(far, near, True), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        arrived = 0
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                self._flows.wait()
                if answers and self._deaf:
                    break
                arrived = arrived if answers else self._count(data, arrived)
                target.sendall(data)
        _close(source)
        _close(target)

    def _count(self, data: bytes, arrived: int) -> int:
        """How many of the last words a connection has brought so far; with the last one the relay becomes deaf."""
        words = self._last_words
        if arrived < len(words) and words[arrived] in data:
            arrived += 1
            self._deaf = self._deaf or arrived == len(words)
        return arrived


def _new_socket(address: Address) -> socket.socket:
    return socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)


def _place(address: Address) -> str | tuple[str, int]:
    return address if isinstance(address, str) else ("127.0.0.1", address)


def _close(end: socket.socket) -> None:
    """Shut down first: a thread that waits in `accept` or `recv` is only woken by that."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
