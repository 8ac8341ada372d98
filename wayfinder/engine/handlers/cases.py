"""A wish for a case: the topic at hand goes on at its nearest case, without the questions before it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from wayfinder.content.contract import UNKNOWN, Repair
from wayfinder.content.fact_key import FactKey
from wayfinder.content.steps import Case, Find, Visit, branch, targets
from wayfinder.engine import moves as m
from wayfinder.engine.stack.repairs import drop_repairs, fills_in_a_case
from wayfinder.engine.stack.topics import open_named
from wayfinder.engine.steps.case import missing_facts
from wayfinder.engine.steps.run import speak
from wayfinder.engine.working_walk import WorkingWalk

# Trees that visit each other, each with its step: the last is where the walk is.
_Place = tuple[tuple[str, str], ...]


def file_case(state: WorkingWalk, _move: m.FileCase) -> None:
    """Go to the case, of the topic that was open last where none is. A person can file one where a topic has none."""
    drop_repairs(state)
    if fills_in_a_case(state):
        _leave_out_what_may_be(state)
        return  # what it still needs is asked, or all of it read back
    if state.topic_at() is None and state.recent is not None and _way(state, _start(state, state.recent)):
        open_named(state, state.recent)
    for at in range(len(state.stack) - 1, (state.topic_at() or 0) - 1, -1):
        way = _way(state, ((state.stack[at].tree, state.stack[at].step),))
        if way is not None:
            state.stack = state.stack[: at + 1]
            _go(state, way)
            return
    speak(state, Repair.HAND_OVER)


def _leave_out_what_may_be(state: WorkingWalk) -> None:
    """Give up the fields that the case does not need and that nobody has answered."""
    step = state.step
    optional = [fact for fact, required in missing_facts(state, step) if not required] if isinstance(step, Case) else []
    for fact in optional:
        state.learn(FactKey(fact), UNKNOWN, "told", step=state.here)


def _go(state: WorkingWalk, way: _Place) -> None:
    state.go(way[0][1])
    for tree, step in way[1:]:
        state.push(tree, "visit")
        state.go(step)


def _start(state: WorkingWalk, tree: str) -> _Place:
    return ((tree, state.library.trees[tree].start),) if tree in state.library.trees else ()


def _way(state: WorkingWalk, place: _Place) -> _Place | None:
    """The nearest case that can be reached from here, by what is known."""
    waiting = deque([place] if place else [])
    seen = set(place)
    while waiting:
        here = waiting.popleft()
        tree, step = here[-1]
        if isinstance(state.library.trees[tree].steps[step], Case):
            return here
        for after in _after(state, here):
            if after[-1] not in seen:
                seen.add(after[-1])
                waiting.append(after)
    return None


def _after(state: WorkingWalk, here: _Place) -> Iterator[_Place]:
    tree, at = here[-1]
    step = state.library.trees[tree].steps[at]
    if isinstance(step, Visit):
        yield (*here, *_start(state, step.visit))
    known = state.value(state.key(step.find, step.about)) if isinstance(step, Find) else None
    decided = branch(step, known) if isinstance(step, Find) and known is not None else None
    yield from ((*here[:-1], (tree, target)) for target in ([decided] if decided else targets(step)))
