"""Going back, and what becomes of facts that are changed or have expired."""

from __future__ import annotations

from msgspec.structs import replace

from wayfinder.content.contract import UNKNOWN, ConversationFact
from wayfinder.content.fact_key import FactKey
from wayfinder.engine.walk import Fact, Frame
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


def told_at(state: WorkingWalk, key: FactKey) -> int | None:
    """The index of the newest answer about a fact, among the facts of the walk."""
    return next((at for at in range(len(state.facts) - 1, -1, -1) if _told(state.facts[at], key)), None)


def change_told(state: WorkingWalk, at: int, value: str) -> None:
    """Give the answer at this index another value; an empty one is to be asked again.

    What was looked up or derived after it is forgotten, for it may depend on it. Going back can lead no further than to
    the question of this answer.
    """
    old = state.facts[at]
    new = replace(old, value=value or UNKNOWN, at=float(int(state.now)), step=None)
    state.facts = [*state.facts[:at], new, *(fact for fact in state.facts[at + 1 :] if fact.origin == "told")]
    state.marks = [mark for mark in state.marks if mark.question <= old.question]


def expired(state: WorkingWalk, lost: set[str]) -> list[Fact]:
    """Facts that were read under `lost` grants, or too long ago."""
    return [fact for fact in state.facts if _has_expired(state, fact, lost)]


def forget(state: WorkingWalk, gone: list[Fact]) -> None:
    """Forget looked-up facts, and what was derived. Going back can lead no further than to where they were found."""
    state.facts = [fact for fact in state.facts if fact.origin != "derived" and fact not in gone]
    state.marks = [mark for mark in state.marks if mark.question <= min(fact.question for fact in gone)]


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


def _told(fact: Fact, key: FactKey) -> bool:
    return fact.key == key and fact.origin == "told"


def _labels(state: WorkingWalk, facts: list[Fact]) -> list[str]:
    told = [fact.key for fact in facts if fact.origin == "told"]
    return list(dict.fromkeys(state.spec(key).label for key in told))
