"""Going back: undo, corrections, facts that have expired, and trees that have changed."""

from __future__ import annotations

from wayfinder.trees.endings import repair
from wayfinder.trees.state import CONVERSATION, FRESH_SECONDS, State
from wayfinder.trees.values import parse
from wayfinder.trees.walk import Fact, Frame


def go_back(state: State) -> bool:
    """To the question before, of a topic. False when there is none."""
    earlier = [mark for mark in state.marks if mark.question < state.question or not _waits(state)]
    mark = next((mark for mark in reversed(earlier) if mark.stack[-1].role != "repair"), None)
    if mark is None:
        return False
    state.rewind(mark)
    return True


def _waits(state: State) -> bool:
    return bool(state.marks) and bool(state.stack) and state.marks[-1].stack == state.stack


def correct(state: State, key: str, value: str) -> list[str] | None:
    """Change an earlier answer, or ask it again when `value` is empty.

    Forgets what came after it; returns the labels of that, or None when there was no such answer.
    """
    at = next((at for at in range(len(state.facts) - 1, -1, -1) if _told(state.facts[at], key)), None)
    if at is None or key.startswith(CONVERSATION):
        return None
    spec = state.spec(key)
    new = value if value in spec.values or not value else parse(spec.type, value) if spec.type else None
    if new is None:
        return None
    question = state.facts[at].question
    labels = _labels(state, state.facts[at + 1 :])
    kept = state.facts[:at]
    _stand_at(state, question)
    state.facts = kept
    if new:
        state.learn(key, new, "told")
    return labels


def forgotten(state: State, question: int) -> list[str]:
    """What going back to a question forgets, in words."""
    return _labels(state, [fact for fact in state.facts if fact.question >= question])


def forget_expired(state: State, lost: set[str]) -> None:
    """Forget what was read under grants that are lost, or too long ago, and what depended on it."""
    old = state.now - FRESH_SECONDS
    gone = [f for f in state.facts if f.origin in ("looked_up", "agent") and (f.grant in lost or f.at < old)]
    if not gone:
        return
    names = {fact.name for fact in gone}
    kept = [fact for fact in state.facts if fact not in gone and not _derived_from(state, fact, names)]
    if state.stack:
        _stand_at(state, min(fact.question for fact in gone))
    state.facts = kept


def mend(state: State) -> None:
    """Trees may have changed under an open walk: a frame whose step is gone starts its tree again."""
    trees = state.library.trees
    stack = [frame for frame in state.stack if frame.tree in trees]
    mended = [frame if frame.step in trees[frame.tree].steps else _start_again(state, frame) for frame in stack]
    state.facts = [f for f in state.facts if "/" in f.name or f.name.partition("@")[0] in state.library.facts]
    if mended == state.stack:
        return
    state.stack, state.request = mended, None
    repair(state, "changed")


def _start_again(state: State, frame: Frame) -> Frame:
    tree = state.library.trees[frame.tree]
    return Frame(frame.tree, tree.start, frame.role, tree.version, frame.data)


def _stand_at(state: State, question: int) -> None:
    """Stand where a question was asked; before the first one, where the topic began."""
    mark = state.mark(question)
    if mark is not None:
        state.stack = list(mark.stack)
    else:
        _stand_at_start(state)
    state.marks = [other for other in state.marks if other.question < question]
    state.request = None


def _stand_at_start(state: State) -> None:
    at = state.topic_at()
    if at is not None:
        state.stack = [*state.stack[:at], _start_again(state, state.stack[at])]


def _told(fact: Fact, key: str) -> bool:
    return fact.name == key and fact.origin == "told"


def _labels(state: State, facts: list[Fact]) -> list[str]:
    told = [fact.name for fact in facts if fact.origin == "told" and "/" not in fact.name]
    return list(dict.fromkeys(state.spec(name).label for name in told))


def _derived_from(state: State, fact: Fact, names: set[str]) -> bool:
    if fact.origin != "derived":
        return False
    derived = state.spec(fact.name).derived
    return derived is not None and not names.isdisjoint(derived.inputs)
