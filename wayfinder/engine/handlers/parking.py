"""Parking a topic: the person has asked somebody for something, and waits for the answer."""

from __future__ import annotations

from wayfinder.content.contract import ConversationFact, Repair
from wayfinder.engine.handlers.walk_again import said_on_the_way
from wayfinder.engine.stack.parked import keep
from wayfinder.engine.stack.repairs import end_topic
from wayfinder.engine.steps.run import speak
from wayfinder.engine.walk import Parked
from wayfinder.engine.working_walk import WorkingWalk


def park(state: WorkingWalk) -> None:
    """Park the current topic at its open step, with what was told and tried in it."""
    topic = state.topic()
    if topic is None:
        return
    told = {str(f.key): f.value for f in state.facts if f.origin == "told" and f.question >= topic.began}
    tries = [tried for tried in state.tries if tried.question >= topic.began]
    grants = sorted({fact.grant for fact in state.facts if fact.grant is not None})
    said = said_on_the_way(state, topic)
    dropped = keep(state, Parked(topic.problem, state.here, float(int(state.now)), told, tries, grants, said))
    if dropped is not None:
        speak(state, Repair.WAITS_NO_MORE, {ConversationFact.TOPIC: state.title_of(dropped.topic)})
    end_topic(state, "waiting")
