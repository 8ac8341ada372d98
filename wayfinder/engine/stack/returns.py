"""What comes after the last step of a tree: back to the caller, to the next topic, or what a repair decided."""

from __future__ import annotations

from wayfinder.content.contract import ConversationFact, Repair
from wayfinder.content.steps import Visit
from wayfinder.engine.stack.parked import take_up_parked
from wayfinder.engine.stack.reach import can_be_answered, forget_refusal
from wayfinder.engine.stack.repairs import after_topic, drop_repairs, end_topic
from wayfinder.engine.stack.topics import open_named
from wayfinder.engine.stack.ways_round import go_round
from wayfinder.engine.walk import Frame, question_number
from wayfinder.engine.working_walk import WorkingWalk


def go_or_fall(state: WorkingWalk, target: str | None) -> None:
    """Go to the next step of the tree, or fall off its end."""
    if target is None:
        fall_off(state)
    else:
        state.go(target)


def fall_off(state: WorkingWalk) -> None:
    """A tree ran out of steps without an ending (solved, case, human): return to whatever is below it."""
    frame = state.stack.pop()
    if frame.role == "topic":
        after_topic(state, "stopped" if frame.tree == Repair.PLANNED else "answered", frame.problem)
    elif frame.role == "repair":
        _after_repair(state, frame)
    elif state.stack and isinstance(state.step, Visit):
        go_or_fall(state, state.step.next)


def _after_repair(state: WorkingWalk, frame: Frame) -> None:
    """Act on the answers that a repair tree collected for the engine."""
    if frame.data.get(ConversationFact.GO_BACK) == "yes":
        _go_back_to(state, frame.data.get(ConversationFact.TO, ""))
    elif frame.tree == Repair.NOT_ACCEPTED or frame.data.get(ConversationFact.AGAIN) == "no":
        _give_up(state)
    elif ConversationFact.WAY in frame.data:
        go_round(state, frame.data)
    elif frame.tree == Repair.WAY_BACK and not can_be_answered(state):
        forget_refusal(state)
        _give_up(state)
    elif "yes" in (frame.data.get(ConversationFact.ALSO), frame.data.get(ConversationFact.SOLVED)):
        end_topic(state, "solved")
    elif ConversationFact.HEARD in frame.data:
        take_up_parked(state, frame.data)
    elif ConversationFact.MEANT in frame.data:
        open_named(state, frame.data[ConversationFact.MEANT])


def _go_back_to(state: WorkingWalk, question: str) -> None:
    number = question_number(question)
    mark = None if number is None else state.mark(number)
    if mark is not None:
        state.rewind(mark)


def _give_up(state: WorkingWalk) -> None:
    """Do not try again what failed: drop the repair trees that wanted it; where there are none, end the topic."""
    waiting = len(state.stack)
    drop_repairs(state)
    if not state.stack:
        after_topic(state, "stopped")
    elif len(state.stack) == waiting:
        end_topic(state, "stopped")
