"""What comes after the last step of a tree: back to the caller, to the next topic, or what a repair decided."""

from __future__ import annotations

from wayfinder.content.model import Visit
from wayfinder.engine.stack.repairs import CLOSING, PLANNED, after_topic, drop_repairs, end_topic, repair
from wayfinder.engine.stack.topics import open_named
from wayfinder.engine.walk import Frame
from wayfinder.engine.working_walk import WorkingWalk


def go_or_fall(state: WorkingWalk, target: str | None) -> None:
    """Go to the next step of the tree, or fall off its end."""
    if target is None:
        fall_off(state)
    else:
        state.go(target)


def fall_off(state: WorkingWalk) -> None:
    """A tree came to its end without an ending."""
    frame = state.stack.pop()
    if frame.role == "topic":
        after_topic(state, "stopped" if frame.tree == PLANNED else "answered", state.title(frame))
    elif frame.role == "repair":
        _after_repair(state, frame)
    elif state.stack and isinstance(state.step, Visit):
        go_or_fall(state, state.step.next)


def _after_repair(state: WorkingWalk, frame: Frame) -> None:
    """Answers that a repair tree collected for the engine to act on."""
    if frame.data.get("conversation.go_back") == "yes":
        _go_back_to(state, frame.data.get("conversation.to", ""))
    elif frame.data.get("conversation.again") == "no":
        _give_up(state)
    elif "conversation.meant" in frame.data:
        open_named(state, frame.data["conversation.meant"])


def _go_back_to(state: WorkingWalk, question: str) -> None:
    mark = state.mark(int(question)) if question.isdecimal() else None
    if mark is not None:
        state.rewind(mark)


def _give_up(state: WorkingWalk) -> None:
    """What could not be done is not tried again: a wish for a person is dropped, a topic is left."""
    waiting = len(state.stack)
    drop_repairs(state)
    if not state.stack:
        repair(state, CLOSING, {"conversation.ending": "stopped"})
    elif len(state.stack) == waiting:
        end_topic(state, "stopped")
