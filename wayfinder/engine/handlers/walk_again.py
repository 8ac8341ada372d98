"""Walked again: after a correction, a late proof, or when facts have expired, open topics are walked from their start.

What was told and tried stays. What the old way said is not said again: it is found by walking that way in a copy.
"""

from __future__ import annotations

from collections.abc import Callable

from wayfinder.engine.stack.undo import start_again
from wayfinder.engine.steps.run import run
from wayfinder.engine.steps.say import checksum
from wayfinder.engine.walk import Frame
from wayfinder.engine.working_walk import WorkingWalk, working


def walk_again(state: WorkingWalk, change: Callable[[], None]) -> None:
    """Make a change to what is known, and walk the topics again that are open. When none is, only make the change.

    The current topic is put back at its start, and the question that is open keeps its number if it is asked again.
    Topics that wait below it stay where they are, unless they would now wait somewhere else.
    """
    topics = _topics(state)
    if not topics:
        change()
        return
    if state.is_open:
        state.lapsed = state.marks[-1]
    state.said = [checksum(block) for block in _way(state, topics[-1][0]).blocks]
    change()
    waiting = [frame for frames in topics[:-1] for frame in _unless_elsewhere(state, frames)]
    state.stack, state.request = [*waiting, start_again(state, topics[-1][0])], None


def said_on_the_way(state: WorkingWalk, topic: Frame) -> list[int]:
    """Checksums of what a topic says from its start to its open step, without that step itself."""
    way = _way(state, topic)
    return [checksum(block) for block in way.blocks[: way.last]]


def _topics(state: WorkingWalk) -> list[list[Frame]]:
    """The frames of each open topic: its own, then those of the trees that it visits."""
    found: list[list[Frame]] = []
    for frame in state.stack:
        if frame.role == "topic":
            found.append([frame])
        elif found and frame.role == "visit":
            found[-1].append(frame)
    return found


def _unless_elsewhere(state: WorkingWalk, frames: list[Frame]) -> list[Frame]:
    """A waiting topic as it is, or back at its start when what is known now leads somewhere else."""
    way = _way(state, frames[0])
    return frames if way.stack == frames and not way.wants else [start_again(state, frames[0])]


def _way(state: WorkingWalk, topic: Frame) -> WorkingWalk:
    """A topic walked from its start with what is known, in a copy that nobody sees."""
    copy = working(state.library, state.walk(), state.now)
    copy.stack, copy.marks, copy.lapsed, copy.request, copy.said = [start_again(state, topic)], [], None, None, []
    run(copy)
    return copy
