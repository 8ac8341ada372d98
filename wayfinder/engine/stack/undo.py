"""Going back: undo, corrections, and facts that have expired."""

from __future__ import annotations

from wayfinder.content.contract import UNKNOWN, ConversationFact
from wayfinder.content.fact_key import FactKey
from wayfinder.content.values import accepted
from wayfinder.engine.walk import Fact, Frame, Mark
from wayfinder.engine.working_walk import FRESH_SECONDS, WorkingWalk

CLOCK_SLACK = 60  # seconds by which two machines' clocks may differ


def go_back(state: WorkingWalk) -> bool:
    """To the question before, of a topic. False when there is none."""
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

    The walk goes back to where it was given and forgets what came after it; returns the labels of that. An answer
    given in another topic is changed where it is, and the open topics walk again with it. None: no such answer.
    """
    at = next((at for at in range(len(state.facts) - 1, -1, -1) if _told(state.facts[at], key)), None)
    new = accepted(state.spec(key), value, state.now) if at is not None and value else value
    if at is None or new is None:
        return None
    if new == state.facts[at].value:
        return []
    if _stand_where_given(state, state.facts[at]):
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
    """Forget what was read under grants that are lost, or too long ago, and what depended on it.

    Every open topic walks again from its start with what is still known: told answers are kept.
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
    """Every open topic stands at its start; a question of the conversation itself stays when no topic is open."""
    topics = [start_again(state, frame) for frame in state.stack if frame.role == "topic"]
    state.stack, state.request = topics or state.stack, None


def start_again(state: WorkingWalk, frame: Frame) -> Frame:
    """A frame that stands at the start of its tree."""
    tree = state.library.trees[frame.tree]
    data = {name: value for name, value in frame.data.items() if name != ConversationFact.FILING}
    return Frame(frame.tree, tree.start, frame.role, tree.version, data, frame.began)


def _has_expired(state: WorkingWalk, fact: Fact, lost: set[str]) -> bool:
    """A fact that seems to be of the future has expired too: the clock was set back, and nobody knows how old it is."""
    is_fresh = state.now - FRESH_SECONDS <= fact.at <= state.now + CLOCK_SLACK
    return fact.origin != "told" and (fact.grant in lost or not is_fresh)


def _stand_where_given(state: WorkingWalk, fact: Fact) -> bool:
    """Stand where a fact was told, when that is in the current topic, or nothing else is open."""
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
    """Without the answer at a place, and without what was found or worked out after it."""
    return [fact for i, fact in enumerate(facts) if i < at or (i > at and fact.origin == "told")]


def _told(fact: Fact, key: FactKey) -> bool:
    return fact.key == key and fact.origin == "told"


def _labels(state: WorkingWalk, facts: list[Fact]) -> list[str]:
    told = [fact.key for fact in facts if fact.origin == "told"]
    return list(dict.fromkeys(state.spec(key).label for key in told))
