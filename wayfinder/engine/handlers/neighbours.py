"""Topics that are neighbours: whichever is meant, the same question comes next."""

from __future__ import annotations

from wayfinder.engine.stack.topics import open_named
from wayfinder.engine.steps.run import run
from wayfinder.engine.working_walk import WorkingWalk, working


def next_question(state: WorkingWalk, topic: str) -> str | None:
    """Where the topic would ask now, as `tree/step`. None when something has to be looked up first, it does not ask, or
    it has no tree: then all that it says is its own.

    The topic is opened in a copy that nobody sees.
    """
    if topic not in state.library.trees:
        return None
    copy = working(state.library, state.walk(), state.now)
    open_named(copy, topic)
    run(copy)
    return copy.here if copy.is_open and not copy.wants else None
