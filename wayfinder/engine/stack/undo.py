"""Going back: undo, corrections, and facts that have expired."""

from __future__ import annotations

from msgspec.structs import replace

from wayfinder.content.contract import UNKNOWN, ConversationFact
from wayfinder.content.fact_key import FactKey
from wayfinder.content.values import accepted
from wayfinder.engine.walk import Fact, Frame, Mark
from wayfinder.engine.working_walk import FRESH_SECONDS, WorkingWalk

CLOCK_SLACK = 60  # seconds by which two machines' clocks may differ


def go_back(state: WorkingWalk) -> bool:
    """Go back to the previous question that a topic asked. False when there is none."""
    below = state.question if state.is_open else state.question + 1
    asked = (mark for mark in reversed(state.marks) if mark.question < below and not mark.is_repair)
    mark = next((mark for mark in asked if all(map(state.exists, mark.stack))), None)
    if mark is None:
        return False
    state.rewind(mark)
    return True


def forgotten(state: WorkingWalk, question: int) -> list[str]:
    """What going back to a question forgets, in words."""
    return _labels(state, [fact for fact in state.facts if fact.question >= question])


def correct(state: WorkingWalk, key: FactKey, value: str) -> list[str] | None:
    """Change an earlier answer, or ask it again when `value` is empty.

    The walk goes back to where the answer was given and forgets what came after it; returns the labels of what it
    forgot. An answer given in another topic is changed in place, and the open topics are walked again. Returns None
    when there is no such answer or the new value is not valid.
    """
    at = next((at for at in range(len(state.facts) - 1, -1, -1) if _told(state.facts[at], key)), None)
    new = accepted(state.spec(key), value, state.now) if at is not None and value else value
    if at is None or new is None:
        return None
    if new == state.facts[at].value:
        return []
    if _go_where_given(state, state.facts[at]):
        labels = _labels(state, state.facts[at + 1 :])
        state.tries = [tried for tried in state.tries if tried.question < state.facts[at].question]
        state.facts = state.facts[:at]
    else:
        labels, state.facts = [], _without_found(state.facts, at)
        walk_again(state)
        new = new or UNKNOWN
    if new:
        state.learn(key, new, "told")
    return labels


def forget_expired(state: WorkingWalk, lost: set[str]) -> None:
    """Forget facts that were read under `lost` grants, or too long ago, and what depended on them.

    Every open topic is walked again from its start with the facts that remain; told answers are kept.
    """
    gone = [fact for fact in state.facts if _has_expired(state, fact, lost)]
    if not gone:
        return
    state.facts = [fact for fact in state.facts if fact.origin != "derived" and fact not in gone]
    if state.is_open:
        state.lapsed = state.marks[-1]
    state.marks = [mark for mark in state.marks if mark.question <= min(fact.question for fact in gone)]
    walk_again(state)


def walk_again(state: WorkingWalk) -> None:
    """Put every open topic back at its start. When no topic is open, a repair tree's question stays open."""
    topics = [start_again(state, frame) for frame in state.stack if frame.role == "topic"]
    state.stack, state.request = topics or state.stack, None


def start_again(state: WorkingWalk, frame: Frame) -> Frame:
    """The frame, put back at the start of its tree."""
    tree = state.library.trees[frame.tree]
    data = {name: value for name, value in frame.data.items() if name != ConversationFact.FILING}
    return replace(frame, step=tree.start, version=tree.version, data=data)


def _has_expired(state: WorkingWalk, fact: Fact, lost: set[str]) -> bool:
    """Whether a fact is too old to trust. One dated in the future has expired too: a clock was set back, and its true
    age is unknown."""
    is_fresh = state.now - FRESH_SECONDS <= fact.at <= state.now + CLOCK_SLACK
    return fact.origin != "told" and (fact.grant in lost or not is_fresh)


def _go_where_given(state: WorkingWalk, fact: Fact) -> bool:
    """Go back to where a fact was told, if that was in the current topic or no topic is open. True when done."""
    mark, topic = state.mark(fact.question), state.topic()
    if mark is not None and not mark.is_repair and _same_topic(mark, topic):
        state.stack = list(mark.stack)
    elif topic is not None and fact.question == topic.began:
        state.stack = [*state.stack[: state.topic_at()], start_again(state, topic)]
    else:
        return False
    state.marks = [other for other in state.marks if other.question <= fact.question]
    state.request = None
    return True


def _same_topic(mark: Mark, topic: Frame | None) -> bool:
    return topic is None or (mark.topic is not None and mark.topic.belongs_to(topic))


def _without_found(facts: list[Fact], at: int) -> list[Fact]:
    """The facts without the one at index `at`, and without those looked up or derived after it."""
    return [fact for i, fact in enumerate(facts) if i < at or (i > at and fact.origin == "told")]


def _told(fact: Fact, key: FactKey) -> bool:
    return fact.key == key and fact.origin == "told"


def _labels(state: WorkingWalk, facts: list[Fact]) -> list[str]:
    told = [fact.key for fact in facts if fact.origin == "told"]
    return list(dict.fromkeys(state.spec(key).label for key in told))
