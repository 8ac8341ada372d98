"""Threads for work that may hang, with a bounded queue."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from wayfinder.errors import WayfinderError

T = TypeVar("T")


class BusyError(WayfinderError):
    """All threads are busy, and the queue is full."""


class BoundedPool:
    """`threads` pieces of work run at once and `waiting` more may wait; any further one is refused at once."""

    def __init__(self, name: str, threads: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._places = BoundedSemaphore(threads + waiting)

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Begin the work, or queue it.

        Raises:
            BusyError: when the queue is full, or the pool is closed.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError("busy")
        try:
            future = self._threads.submit(work)
        except RuntimeError:
            self._places.release()
            raise BusyError("closed") from None
        future.add_done_callback(lambda _: self._places.release())
        return future

    def close(self) -> None:
        """Begin no more work; work that has begun goes on."""
        self._threads.shutdown(wait=False, cancel_futures=True)
