"""The gist of a topic: help that is said before its first question, unless something of help was said already."""

from __future__ import annotations

from msgspec.structs import replace

from wayfinder.content.contract import ConversationFact
from wayfinder.content.model import TopicSpec
from wayfinder.engine.steps.say import cite_sections, say
from wayfinder.engine.walk import Frame
from wayfinder.engine.working_walk import WorkingWalk


def say_owed_gist(state: WorkingWalk) -> None:
    """Say the gist of the topic that is about to ask, if it is still owed."""
    at = _owing(state)
    if at is None:
        return
    topic = _topic_of(state, state.stack[at])
    settle_gist(state)
    if topic is not None:
        say(state, topic.gist)
        cite_sections(state, topic.sources, _verified(state, state.stack[at]))


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


def _topic_of(state: WorkingWalk, frame: Frame) -> TopicSpec | None:
    return state.library.topics.get(frame.data.get(ConversationFact.MEANT, frame.tree))


def _verified(state: WorkingWalk, frame: Frame) -> str:
    return state.library.trees[frame.tree].verified
