"""What is passed on to the person who takes over."""

from __future__ import annotations

from wayfinder.content.contract import UNKNOWN
from wayfinder.engine.remedies import OUTCOMES
from wayfinder.engine.requests import HandOver, Known
from wayfinder.engine.stack.reach import ADDRESS_KEY
from wayfinder.engine.walk import Frame
from wayfinder.engine.working_walk import WorkingWalk


def hand_over(state: WorkingWalk) -> HandOver:
    """The request for a person: the topic, the open question, what is known and from where, what was tried, and where
    the person can be answered."""
    topic = state.topic()
    return HandOver(
        id=state.next_id("h"),
        topic=topic.problem if topic else None,
        step=next((frame.here for frame in reversed(state.stack) if frame.role != "repair"), None),
        facts={str(fact.key): Known(fact.value, fact.origin) for fact in state.facts if fact.value != UNKNOWN},
        key=_key(state, topic),
        tried=_tried(state),
        address=state.value(ADDRESS_KEY),
    )


def _key(state: WorkingWalk, topic: Frame | None) -> str:
    """The same for every attempt, and when a person is asked for again before anything else has happened."""
    earlier = state.handed_over
    if topic is None and earlier is not None and earlier.question == state.question:
        return earlier.key
    began = topic or state.stack[0]
    return f"human.{began.tree}.{began.began}"


def _tried(state: WorkingWalk) -> list[str]:
    """A line for each procedure and each named remedy."""
    remedies = [f"{tried.remedy}: {tried.outcome}" for tried in state.remedies if tried.outcome in OUTCOMES]
    return [f"{tried.step}: {tried.result}" for tried in state.tries] + remedies
