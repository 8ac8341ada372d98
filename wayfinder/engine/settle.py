"""The moves of a message together with what they ask of the driver: the one loop that answers requests until the walk
waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from wayfinder.content.model import Library
from wayfinder.engine.advance import Moved, advance
from wayfinder.engine.blocks import Block, Citation
from wayfinder.engine.length import shortened
from wayfinder.engine.moves import Answered, Move
from wayfinder.engine.requests import Request
from wayfinder.engine.walk import Walk

REQUESTS_LIMIT = 20

# Answers a request of this walk. None leaves the request open, and the walk waits for it.
Answer = Callable[[Walk, Request], "Answered | None"]


class Settled(NamedTuple):
    """The result of a message and the answers to its requests: the walk, the blocks, the requests, the steps walked."""

    walk: Walk
    blocks: list[Block]
    requests: list[Request]
    steps: list[str]


def settle(
    library: Library, walk: Walk, moves: Sequence[Move], now: float, answer: Answer, limit: int = REQUESTS_LIMIT
) -> Settled:
    """Make moves and answer their requests, at most `limit` of them. `now` is Unix time in seconds."""
    moved = done = advance(library, walk, moves, now)
    for _ in range(limit):
        found = answer(moved.walk, moved.requests[0]) if moved.requests else None
        if found is None:
            break
        moved = advance(library, moved.walk, [found], now)
        done = _both(done, moved)
    walk, blocks = shortened(library, done.walk, done.blocks, done.last)
    return Settled(walk, blocks, done.requests, done.steps)


def _both(before: Moved, after: Moved) -> Moved:
    """What was said before a request and after its answer. A section that was named before is not named again."""
    cited = [block for block in before.blocks if isinstance(block, Citation)]
    new = [not (isinstance(block, Citation) and any(map(block.is_of_same_section, cited))) for block in after.blocks]
    said = [block for block, is_new in zip(after.blocks, new, strict=True) if is_new]
    last = len(before.blocks) + sum(new[: after.last]) if said else before.last
    return Moved(after.walk, before.blocks + said, before.requests + after.requests, before.steps + after.steps, last)
