"""How topics end, and how the trees of data/trees/conversation begin that the engine itself needs."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.content.contract import ConversationFact, Repair
from wayfinder.content.model import Tree
from wayfinder.content.steps import Find, Tell
from wayfinder.engine.blocks import Outcome, Status
from wayfinder.engine.working_walk import WorkingWalk


def repair(state: WorkingWalk, tree: Repair, data: Mapping[str, str] | None = None) -> None:
    """Put a repair tree on top of what it interrupts."""
    begin_conversation(state, tree.value, data)


def begin_conversation(state: WorkingWalk, tree: str, data: Mapping[str, str] | None = None) -> None:
    """Put any tree of data/trees/conversation on top, also one that only a person asks for.

    It takes the place of a repair tree that is waiting there, unless it asks nothing itself: then that one is asked
    again. `closing` alone survives when another repair tree comes.
    """
    if not _only_says(state.library.trees[tree]):
        drop_repairs(state, keep=Repair.CLOSING)
    state.push(tree, "repair", data)


def drop_repairs(state: WorkingWalk, keep: str | None = None) -> None:
    """Leave the repair trees on top, but for one to `keep`: the person has gone on."""
    lowest = state.topic_at() or 0
    at = next((at for at in range(lowest, len(state.stack)) if state.stack[at].role == "repair"), len(state.stack))
    kept = at < len(state.stack) and state.stack[at].tree == keep
    state.stack = state.stack[: at + kept]


def end_topic(state: WorkingWalk, outcome: Outcome, reference: str | None = None) -> None:
    """The current topic ends with all the trees it visits; what it had interrupted goes on."""
    at = state.topic_at()
    title = state.topic_title()
    topic = state.stack[at].tree if at is not None else None
    state.blocks.append(Status(outcome, topic, reference))
    state.stack = state.stack[: at or 0]
    after_topic(state, outcome, title)


def end_all(state: WorkingWalk, outcome: Outcome, topic: str | None, reference: str | None) -> None:
    """The conversation leaves the trees: a person goes on."""
    state.blocks.append(Status(outcome, topic, reference))
    state.stack = []
    after_topic(state, outcome, "")


def after_topic(state: WorkingWalk, ending: str, title: str) -> None:
    """Go on with what a topic had interrupted, or ask whether there is anything else."""
    if state.stack:
        repair(state, Repair.RESUME, {ConversationFact.ENDING: ending, ConversationFact.TOPIC: state.topic_title()})
    else:
        repair(state, Repair.CLOSING, {ConversationFact.ENDING: ending, ConversationFact.TOPIC: title})


def _only_says(tree: Tree) -> bool:
    return all(isinstance(step, Tell) or (isinstance(step, Find) and step.quiet) for step in tree.steps.values())
