"""A message that was not understood, or that may mean several topics."""

from __future__ import annotations

from wayfinder.content.contract import ConversationFact, Repair
from wayfinder.engine import moves as m
from wayfinder.engine.handlers.neighbours import next_question
from wayfinder.engine.stack.topics import open_named
from wayfinder.engine.steps.run import speak
from wayfinder.engine.working_walk import WorkingWalk

CLOSEST = 5


def unclear(state: WorkingWalk, move: m.Unclear) -> None:
    """Not understood: the first, the second or the third time in a row.

    What the message may be about is offered. At first the open question stays open and comes back below; the second
    time all of it is said again.
    """
    state.misses = min(state.misses + 1, 3)
    if move.remark and state.is_open and state.misses == 1:
        speak(state, Repair.NOTED)
        return
    near = _known(state, move.topics)
    data: dict[str, str] = {
        ConversationFact.MISSES: ("first", "second", "third")[state.misses - 1],
        ConversationFact.OPEN: "yes" if state.is_open else "no",
        ConversationFact.NEAR: "some" if near else "none",
        ConversationFact.CANDIDATES: ",".join(near),
    }
    if state.is_open and state.misses < 3:
        state.near, state.in_full = near, state.misses == 2
        state.push(Repair.NOT_UNDERSTOOD.value, "repair", data)
    else:
        speak(state, Repair.NOT_UNDERSTOOD, data)


def clarify(state: WorkingWalk, move: m.Clarify) -> None:
    """Ask which topic is meant, unless all lead to the same question: then it makes no difference."""
    topics = _known(state, move.topics)
    if len({next_question(state, name) or name for name in topics}) == 1:
        open_named(state, topics[0])
    else:
        speak(state, Repair.DID_YOU_MEAN, {ConversationFact.CANDIDATES: ",".join(topics)})


def _known(state: WorkingWalk, topics: list[str]) -> list[str]:
    return [name for name in topics if name in state.library.topics][:CLOSEST]
