"""Offers: questions that are open for the next message only, such as whether to pass somebody to a person."""

from __future__ import annotations

from collections.abc import Sequence

from wayfinder.content.steps import Find
from wayfinder.engine import moves as m
from wayfinder.engine.stack.returns import fall_off
from wayfinder.engine.working_walk import WorkingWalk

# Moves that answer an offer, or ask about it.
_ABOUT_IT = (
    m.Choose,
    m.Skip,
    m.DontKnow,
    m.NotSolved,
    m.Solved,
    m.Human,
    m.Repeat,
    m.More,
    m.Begin,
    m.Why,
    m.Back,
    m.Stop,
    m.Failure,
)


def lapse(state: WorkingWalk, moves: Sequence[m.Move]) -> None:
    """Take back an open offer when the message is about something else: the tree that made it is left."""
    if not (state.is_open and _is_offer(state)) or not moves or any(isinstance(move, _ABOUT_IT) for move in moves):
        return
    if state.top.role == "visit":
        fall_off(state)
    else:
        state.stack.pop()


def _is_offer(state: WorkingWalk) -> bool:
    step = state.step
    return isinstance(step, Find) and step.once
