"""`./test faults` causes faults at every place; `./test` at a few of them, chosen by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")
Some = Callable[[Sequence[T], int], list[T]]


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether the tests of faults were selected by name (`./test faults`)."""
    return any("faults" in str(argument) for argument in request.config.invocation_params.args)


@pytest.fixture(scope="session")
def some(thorough: bool) -> Some[T]:
    """A function that chooses `count` of the items, or all of them in `./test faults`."""

    def choose(everything: Sequence[T], number: int) -> list[T]:
        return list(everything) if thorough else random.Random(7).sample(list(everything), number)

    return choose
