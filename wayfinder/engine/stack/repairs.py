"""How topics end, and the trees of data/trees/conversation that the engine itself begins."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.content.model import Find, Tell, Tree
from wayfinder.engine.blocks import Outcome, Status
from wayfinder.engine.working_walk import WorkingWalk

# Repair trees wait on top of what they interrupt. Only this one stays when another comes.
CLOSING = "closing"
PLANNED = "planned"
GOODBYE = "goodbye"

# The trees of data/trees/conversation that the engine itself begins: content without one of them cannot be walked.
REQUIRED = (
    *("already", "changed", "closed_question", CLOSING, "corrected", "did_you_mean", "failure", "go_back", GOODBYE),
    *("greet", "hand_over", "invalid", "needed", "no_hand_over", "not_filed", "not_solved", "not_understood"),
    *("nothing_to_undo", PLANNED, "restarted", "resume", "why"),
)


def repair(state: WorkingWalk, tree: str, data: Mapping[str, str] | None = None) -> None:
    """Put a tree of data/trees/conversation on top.

    It takes the place of a repair that is waiting there, unless it asks nothing itself: then that one is asked again.
    """
    if not _only_says(state.library.trees[tree]):
        drop_repairs(state, keep=CLOSING)
    state.push(tree, "repair", data)


def drop_repairs(state: WorkingWalk, keep: str | None = None) -> None:
    """Leave the repair trees on top: the person has gone on."""
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
        repair(state, "resume", {"conversation.ending": ending, "conversation.topic": state.topic_title()})
    else:
        repair(state, CLOSING, {"conversation.ending": ending, "conversation.topic": title})


def _only_says(tree: Tree) -> bool:
    return all(isinstance(step, Tell) or (isinstance(step, Find) and step.quiet) for step in tree.steps.values())
