"""`./test faults` breaks things at every place; `./test` at a few of them, chosen by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")
Some = Callable[[Sequence[T], int], list[T]]


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether the faults were asked for by name."""
    return any("faults" in str(argument) for argument in request.config.invocation_params.args)


@pytest.fixture(scope="session")
def some(thorough: bool) -> Some[T]:
    """All of them when the faults were asked for, otherwise so many."""

    def choose(everything: Sequence[T], number: int) -> list[T]:
        return list(everything) if thorough else random.Random(7).sample(list(everything), number)

    return choose
