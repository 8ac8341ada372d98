"""Walks whose content has changed since their last turn."""

from __future__ import annotations

from wayfinder.content.contract import UNKNOWN, Repair
from wayfinder.engine.remedies import drop_unknown
from wayfinder.engine.stack.repairs import repair
from wayfinder.engine.stack.undo import start_again
from wayfinder.engine.walk import Fact, Frame
from wayfinder.engine.working_walk import WorkingWalk


def take_up(state: WorkingWalk) -> bool:
    """Restart each tree whose current step was removed, say so, and forget facts and remedies that no longer exist.

    A tree whose current step still exists goes on. True when a tree had to restart or was dropped.
    """
    specs = state.library.facts
    # A quick test first, because every move runs it and nearly all facts pass.
    odd = [f for f in state.facts if (spec := specs.get(f.key.name)) is None or f.value not in spec.values]
    if not all(_exists(state, fact) for fact in odd):
        state.facts = [fact for fact in state.facts if _exists(state, fact)]
    drop_unknown(state)
    if all(map(state.exists, state.stack)):
        return False
    state.stack, state.request, state.lapsed = _started_again(state), None, None
    repair(state, Repair.CHANGED)
    return True


def _started_again(state: WorkingWalk) -> list[Frame]:
    """Each topic's frames up to the first whose step was removed; that one restarts if its tree still exists."""
    kept: list[Frame] = []
    cut = False
    for frame in state.stack:
        cut = cut and frame.role != "topic"
        if cut:
            continue
        if state.exists(frame):
            kept.append(frame)
        else:
            cut = True
            kept += [start_again(state, frame)] if frame.tree in state.library.trees else []
    return kept


def _exists(state: WorkingWalk, fact: Fact) -> bool:
    spec = state.library.facts.get(fact.key.name)
    if spec is None:
        return False
    return fact.value == UNKNOWN or spec.type is not None or fact.value in spec.values
