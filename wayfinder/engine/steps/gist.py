"""The gist of a topic: help that is said before its first question, unless something of help was said already."""

from __future__ import annotations

from msgspec.structs import replace

from wayfinder.engine.blocks import Text
from wayfinder.engine.steps.say import cite_sections, say, spans
from wayfinder.engine.walk import TRY
from wayfinder.engine.working_walk import WorkingWalk


def say_owed_gist(state: WorkingWalk) -> None:
    """Say the gist of the topic that is about to ask, if it is still owed; again, if the person wants to read again
    the question with which it came."""
    at = _owing(state)
    if at is not None:
        frame = state.stack[at]
        settle_gist(state)
        say_gist(state, frame.problem)
    elif state.in_full and (topic := state.topic()) is not None and came_last(state, topic.problem):
        say_gist(state, topic.problem)


def say_gist(state: WorkingWalk, topic: str) -> None:
    """Say the gist of a topic, once a turn; nothing for a name that is none."""
    spec, tree = state.library.topics.get(topic), state.library.trees.get(topic)
    if spec is None or Text(spans(state, spec.gist)) in state.blocks:
        return
    say(state, spec.gist)
    cite_sections(state, spec.sources, tree.verified if tree is not None else "")


def came_last(state: WorkingWalk, topic: str) -> bool:
    """Whether the gist of the topic came with the question that was asked last, the first of the topic."""
    last = state.marks[-1].topic if state.marks else None
    if last is None or last.problem != topic:
        return False
    asked = [mark.asked for mark in state.marks if mark.topic is not None and mark.topic.belongs_to(last)]
    return len(asked) == 1 and asked != [TRY]


def settle_gist(state: WorkingWalk) -> None:
    """Note that help was given, so that no gist is owed any more."""
    at = _owing(state)
    if at is not None:
        state.stack[at] = replace(state.stack[at], owes=False)


def _owing(state: WorkingWalk) -> int | None:
    """The place in the stack of the frame that owes its gist to what is being walked. Repair trees pay for none."""
    if state.top.role == "repair":
        return None
    at = len(state.stack) - 1 if state.top.owes else state.topic_at()
    return at if at is not None and state.stack[at].owes else None
