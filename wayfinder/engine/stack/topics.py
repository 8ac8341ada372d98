"""Topics: how they begin, wait below others, and are returned to."""

from __future__ import annotations

from wayfinder.content.contract import CONVERSATION_AREA, ConversationFact, Repair
from wayfinder.content.model import Library
from wayfinder.content.steps import Visit
from wayfinder.engine.remedies import begin_problem, take_over
from wayfinder.engine.stack.parked import ask_what_came, parked_topic
from wayfinder.engine.stack.repairs import begin_conversation, drop_repairs, fills_in_a_case, repair, says_at_once
from wayfinder.engine.walk import Frame
from wayfinder.engine.working_walk import WorkingWalk

TOPICS_OPEN = 5


def open_named(state: WorkingWalk, name: str) -> bool:
    """Open a topic, or say what a conversation tree says. False when there is no such thing."""
    tree = state.library.trees.get(name)
    if name == Repair.GOODBYE:
        _say_goodbye(state)
    elif tree is not None and tree.area == CONVERSATION_AREA:
        begin_conversation(state, name)
    elif tree is not None or name in state.library.topics:
        _open_topic(state, name)
    else:
        return False
    return True


def _say_goodbye(state: WorkingWalk) -> None:
    """Close all that is open, and ask nothing. A case that was not filed is not left without a word."""
    left = fills_in_a_case(state)
    state.stack = []
    begin_conversation(state, Repair.GOODBYE)
    if left:
        state.push(Repair.CASE_LEFT.value, "repair")


def is_courtesy(library: Library, name: str) -> bool:
    """Whether this is a conversation tree that is said in passing, such as thanks. A goodbye is not: it ends."""
    tree = library.trees.get(name)
    return tree is not None and name != Repair.GOODBYE and says_at_once(tree)


def _open_topic(state: WorkingWalk, topic: str) -> None:
    drop_repairs(state)
    take_over(state, topic)
    starts = _starts(state)
    same = [at for at in starts if _is_about(state.stack[at], topic)]
    if not same:
        _start(state, topic)
    elif same[-1] == starts[-1]:
        repair(state, Repair.ALREADY)
    else:
        _return_to(state, starts[starts.index(same[-1]) + 1])


def _start(state: WorkingWalk, topic: str) -> None:
    """Begin a topic on top of what is open. A planned one gets the honest answer, about a parked one we ask."""
    parked = parked_topic(state, topic)
    if parked is not None:
        ask_what_came(state, parked)
        return
    begin_problem(state, topic)
    if topic in state.library.trees:
        _forget_tries(state, topic)
        state.forget_refusals()
        state.push(topic, "topic")
    else:
        title = state.library.topics[topic].title
        state.push(Repair.PLANNED.value, "topic", {ConversationFact.TOPIC: title, ConversationFact.MEANT: topic})
    starts = _starts(state)
    if len(starts) > TOPICS_OPEN:
        state.stack = state.stack[starts[1] :]


def _return_to(state: WorkingWalk, above: int) -> None:
    """The person returns to an interrupted topic: the topics that interrupted it are dropped."""
    state.stack = state.stack[:above]
    repair(state, Repair.RESUME, {ConversationFact.TOPIC: state.topic_title(), ConversationFact.ENDING: "stopped"})


def _starts(state: WorkingWalk) -> list[int]:
    return [at for at, frame in enumerate(state.stack) if frame.role == "topic"]


def _is_about(frame: Frame, topic: str) -> bool:
    return frame.problem == topic


def _forget_tries(state: WorkingWalk, topic: str) -> None:
    """When a topic comes up again, its procedures are shown again, and those of the trees that it visits."""
    if state.tries:
        trees = _with_visits(state.library, topic, set())
        state.tries = [tried for tried in state.tries if tried.tree not in trees]


def _with_visits(library: Library, tree: str, seen: set[str]) -> set[str]:
    if tree in library.trees and tree not in seen:
        seen.add(tree)
        for step in library.trees[tree].steps.values():
            if isinstance(step, Visit):
                _with_visits(library, step.visit, seen)
    return seen
