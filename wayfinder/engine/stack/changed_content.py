"""Walks whose content has changed since their last turn."""

from __future__ import annotations

from wayfinder.content.model import UNKNOWN
from wayfinder.engine.stack.repairs import repair
from wayfinder.engine.stack.undo import start_again
from wayfinder.engine.walk import Fact, Frame
from wayfinder.engine.working_walk import COLLEAGUE, WorkingWalk


def mend(state: WorkingWalk) -> bool:
    """Start the trees again whose step is gone, say so, and forget facts that are none any more.

    A tree whose step still stands goes on. True when something had to start again or was left.
    """
    specs = state.library.facts
    # Nearly all facts pass this short test, which every move pays for.
    odd = [f for f in state.facts if (spec := specs.get(f.name)) is None or f.value not in spec.values]
    if not all(_stands(state, fact) for fact in odd):
        state.facts = [fact for fact in state.facts if _stands(state, fact)]
    if all(map(state.stands, state.stack)):
        return False
    state.stack, state.request, state.lapsed = _mended(state), None, None
    repair(state, "changed")
    return True


def _mended(state: WorkingWalk) -> list[Frame]:
    """Topic by topic, up to the first frame whose step is gone; that one starts again if its tree is there."""
    kept: list[Frame] = []
    cut = False
    for frame in state.stack:
        cut = cut and frame.role != "topic"
        if cut:
            continue
        if state.stands(frame):
            kept.append(frame)
        else:
            cut = True
            kept += [start_again(state, frame)] if frame.tree in state.library.trees else []
    return kept


def _stands(state: WorkingWalk, fact: Fact) -> bool:
    if "/" in fact.name:
        return True
    name = fact.name.partition(COLLEAGUE)[0]
    spec = state.library.facts.get(name)
    if spec is None:
        return False
    return fact.value == UNKNOWN or spec.type is not None or fact.value in spec.values
