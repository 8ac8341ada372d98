"""How topics end, and how the engine starts its own trees, those of data/trees/conversation."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.content.contract import CONVERSATION_AREA, ConversationFact, Repair
from wayfinder.content.fact_key import FactKey
from wayfinder.content.model import Tree
from wayfinder.content.steps import Case, Find, Step, Tell
from wayfinder.engine.blocks import Outcome, Status
from wayfinder.engine.stack.reach import can_be_answered
from wayfinder.engine.working_walk import WorkingWalk


def repair(state: WorkingWalk, tree: Repair, data: Mapping[str, str] | None = None) -> None:
    """Put a repair tree on top of what it interrupts."""
    begin_conversation(state, tree.value, data)


def begin_conversation(state: WorkingWalk, tree: str, data: Mapping[str, str] | None = None) -> None:
    """Put any tree of data/trees/conversation on top, including those that only a person asks for.

    It replaces a repair tree that is waiting on top, unless it asks nothing itself: then the waiting one is asked
    again. `closing` alone survives when another repair tree is pushed.
    """
    if not _only_says(state.library.trees[tree]):
        drop_repairs(state, keep=Repair.CLOSING)
    state.push(tree, "repair", data)


def drop_repairs(state: WorkingWalk, keep: str | None = None) -> None:
    """Drop the repair trees on top, except the lowest if it is `keep`: the person has moved on."""
    lowest = state.topic_at() or 0
    at = next((at for at in range(lowest, len(state.stack)) if state.stack[at].role == "repair"), len(state.stack))
    kept = at < len(state.stack) and state.stack[at].tree == keep
    state.stack = state.stack[: at + kept]


def end_topic(state: WorkingWalk, outcome: Outcome, reference: str | None = None) -> None:
    """End the current topic and all the trees that it visits; the topic that it interrupted goes on."""
    at, ended = state.topic_at(), state.topic()
    topic = ended.tree if ended is not None else None
    if ended is not None and outcome != "waiting":
        state.parked = [parked for parked in state.parked if parked.topic != ended.problem]
    state.blocks.append(Status(outcome, topic, reference))
    state.stack = state.stack[: at or 0]
    after_topic(state, outcome, ended.problem if ended is not None else "")


def end_all(state: WorkingWalk, outcome: Outcome, topic: str | None, reference: str | None) -> None:
    """End all topics: a person takes over the conversation."""
    state.blocks.append(Status(outcome, topic, reference))
    state.stack = []
    after_topic(state, outcome)


def after_topic(state: WorkingWalk, ending: str, ended: str = "") -> None:
    """Return to the topic that was interrupted by the one that `ended`, or ask whether there is anything else. When a
    problem is solved, first ask whether the one that was interrupted is solved too."""
    if ending == "solved" and state.topic_at() is not None:
        repair(state, Repair.ALSO_SOLVED, {ConversationFact.TOPIC: state.topic_title()})
    elif state.stack:
        repair(state, Repair.RESUME, {ConversationFact.ENDING: ending, ConversationFact.TOPIC: state.topic_title()})
    else:
        repair(state, Repair.CLOSING, _closing(state, ending, ended))


def _closing(state: WorkingWalk, ending: str, ended: str) -> dict[str, str]:
    """What `closing` is told: how the topic ended, what it is called, and whether somebody can answer later."""
    reachable = "yes" if can_be_answered(state) else "no"
    title = state.title_of(ended)
    return {ConversationFact.ENDING: ending, ConversationFact.TOPIC: title, ConversationFact.REACHABLE: reachable}


def stop_case(state: WorkingWalk) -> None:
    """End the topic without filing the case that was being filled in, and say that first."""
    end_topic(state, "stopped")
    state.push(Repair.CASE_LEFT.value, "repair")


def fills_in_a_case(state: WorkingWalk) -> bool:
    """Whether a case is being filled in."""
    frame = next((frame for frame in reversed(state.stack) if frame.role != "repair"), None)
    return frame is not None and isinstance(state.library.trees[frame.tree].steps[frame.step], Case)


def says_at_once(tree: Tree) -> bool:
    """Whether the tree is of the conversation and neither asks nor looks up anything."""
    return tree.area == CONVERSATION_AREA and all(map(_says, tree.steps.values()))


def _says(step: Step) -> bool:
    return isinstance(step, Tell) or (isinstance(step, Find) and step.quiet and FactKey(step.find).is_of_conversation)


def _only_says(tree: Tree) -> bool:
    return all(isinstance(step, Tell) or (isinstance(step, Find) and step.quiet) for step in tree.steps.values())
