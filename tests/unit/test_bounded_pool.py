from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from wayfinder.bounded_pool import BoundedPool, BusyError


@pytest.fixture
def free() -> Iterator[Event]:
    """An event that the work waits for; set it to let the work end."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def pool() -> Iterator[BoundedPool]:
    """One piece of work at once, and one more waits."""
    pool = BoundedPool("test", threads=1, waiting=1)
    yield pool
    pool.close()


def test_work_for_which_there_is_no_place_is_refused_at_once(pool: BoundedPool, free: Event) -> None:
    pool.submit(free.wait)
    pool.submit(free.wait)
    with pytest.raises(BusyError):
        pool.submit(free.wait)


def test_finished_work_frees_its_place(pool: BoundedPool) -> None:
    for number in range(10):
        assert pool.submit(lambda number=number: number).result(5) == number  # type: ignore[misc]


def test_work_that_is_cancelled_before_it_began_frees_its_place_and_is_never_done(
    pool: BoundedPool, free: Event
) -> None:
    done: list[str] = []
    pool.submit(free.wait)
    assert pool.submit(lambda: done.append("given up")).cancel()
    waiting = pool.submit(lambda: done.append("waited"))
    free.set()
    waiting.result(5)
    assert done == ["waited"]


def test_failed_work_frees_its_place_too(pool: BoundedPool) -> None:
    for _ in range(10):
        assert isinstance(pool.submit(lambda: 1 / 0).exception(5), ZeroDivisionError)


def test_a_closed_pool_takes_no_work(pool: BoundedPool) -> None:
    pool.close()
    for _ in range(5):
        with pytest.raises(BusyError, match="closed"):
            pool.submit(int)


def test_closing_does_not_wait_for_what_hangs(pool: BoundedPool, free: Event) -> None:
    hanging = pool.submit(lambda: free.wait(5))
    pool.close()
    assert not hanging.done()


def test_what_waits_when_the_pool_is_closed_is_never_done(pool: BoundedPool, free: Event) -> None:
    pool.submit(free.wait)
    waiting = pool.submit(int)
    pool.close()
    assert waiting.cancelled()
