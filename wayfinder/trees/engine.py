"""The engine: one move, one defined next walk. It does no I/O, reads no clock and never raises.

    advance(library, walk, move, now) -> Moved(walk, blocks, requests, steps)

What it cannot know it requests; the driver (wayfinder.walks) answers with `Found` or `Filed`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from wayfinder.trees import moves as m
from wayfinder.trees.answers import answer, answer_unknown, give
from wayfinder.trees.blocks import Block
from wayfinder.trees.endings import drop_repairs, end_all, end_topic, repair, start_topic
from wayfinder.trees.format import UNKNOWN, Library
from wayfinder.trees.memory import correct, forget_expired, forgotten, go_back, mend
from wayfinder.trees.scene import Open
from wayfinder.trees.state import State
from wayfinder.trees.steps import not_done, run
from wayfinder.trees.view import open_options, scene, wanted
from wayfinder.trees.walk import Walk

TOPICS_OPEN = 5


class Moved(NamedTuple):
    """What a move led to: the next walk, what to say, what the driver must carry out and answer,
    and the steps walked (`tree/step`)."""

    walk: Walk
    blocks: list[Block]
    requests: list[m.Request]
    steps: list[str]


def advance(library: Library, walk: Walk, move: m.Move, now: float) -> Moved:
    """Make one move. `now` is Unix time in seconds."""
    state = State(library, walk, now)
    mend(state)
    if not isinstance(move, (m.Found, m.Filed, m.Grants)):
        _understood(state, move)
    _HANDLERS[type(move)](state, move)
    run(state)
    return Moved(state.walk(), state.blocks, state.wants, state.path)


def open_now(library: Library, walk: Walk) -> Open:
    """What can be answered now."""
    return scene(State(library, walk, 0.0))


def _understood(state: State, move: m.Move) -> None:
    """A person's move ends a request that was never answered, and the count of misunderstandings."""
    state.request = None
    if not isinstance(move, (m.Unclear, m.Failure, m.Repeat)):
        state.misses = 0


# --- choices and answers ------------------------------------------------------------------


def _choose(state: State, move: m.Choose) -> None:
    number, _, value = move.id.partition(".")
    question = int(number) if number.isdecimal() and len(number) < 9 else -1
    if question == state.question and value in {option.value for option in open_options(state)}:
        answer(state, value)
    elif question != state.question and (mark := state.mark(question)) is not None:
        _offer_to_go_back(state, mark.question)
    else:
        repair(state, "closed_question")


def _offer_to_go_back(state: State, question: int) -> None:
    labels = forgotten(state, question)
    repair(state, "go_back", {"conversation.to": str(question), **_forgetting(labels)})


def _forgetting(labels: list[str]) -> dict[str, str]:
    if not labels:
        return {"conversation.forgetting": "nothing"}
    return {"conversation.forgetting": "something", "conversation.forgets": ", ".join(labels)}


def _give(state: State, move: m.Give) -> None:
    changed = {name: value for name, value in move.values.items() if _differs(state, name, value)}
    if changed:
        _correct(state, m.Correct(changed))
    elif not give(state, move.values):
        _unclear(state, m.Unclear())


def _differs(state: State, name: str, value: str) -> bool:
    fact = state.known(name) if name.partition("@")[0] in state.library.facts else None
    return fact is not None and fact.origin == "told" and fact.value not in (value, UNKNOWN) and bool(state.stack)


def _correct(state: State, move: m.Correct) -> None:
    if not move.values:
        _back_or_say(state, go_back(state))
        return
    for name, value in move.values.items():
        labels = correct(state, name, value)
        if labels is None:
            give(state, {name: value})
        elif value:
            words = state.spec(name).values.get(value, value)
            data = {"conversation.fact": state.spec(name).label, "conversation.value": words, **_forgetting(labels)}
            repair(state, "corrected", data)


def _skip(state: State, _move: m.Skip | m.DontKnow) -> None:
    if not answer_unknown(state):
        repair(state, "needed")


def _solved(state: State, _move: m.Solved) -> None:
    if _open_value(state, "solved"):
        answer(state, "solved")
    elif state.topic_at() is not None:
        end_topic(state, "solved")
    else:
        repair(state, "goodbye")


def _not_solved(state: State, _move: m.NotSolved) -> None:
    for value in ("otherwise", "not_solved"):
        if _open_value(state, value):
            answer(state, value)
            return
    if state.topic_at() is None:
        repair(state, "not_solved")


def _open_value(state: State, value: str) -> bool:
    return any(option.value == value for option in open_options(state))


# --- finding the way ------------------------------------------------------------------------


def _begin(state: State, _move: m.Begin) -> None:
    if not state.stack:
        repair(state, "greet")


def _topic(state: State, move: m.Topic) -> None:
    tree = state.library.trees.get(move.id)
    if tree is not None and tree.area == "conversation":
        repair(state, move.id)
        return
    if tree is None and move.id not in state.library.topics:
        _unclear(state, m.Unclear())
        return
    drop_repairs(state)
    give(state, move.values)
    _open_topic(state, move.id)


def _open_topic(state: State, topic: str) -> None:
    below = [at for at, frame in enumerate(state.stack) if frame.role == "topic" and frame.tree == topic]
    if below and below[-1] == state.topic_at():
        repair(state, "already")
    elif below:
        _return_to_topic(state, below[-1])
    else:
        start_topic(state, topic)
        _limit_topics(state)


def _return_to_topic(state: State, at: int) -> None:
    """The person comes back to a topic that others had interrupted: those are dropped."""
    above = next(i for i in range(at + 1, len(state.stack)) if state.stack[i].role == "topic")
    state.stack = state.stack[:above]
    repair(state, "resume", {"conversation.topic": state.topic_title(), "conversation.ending": "stopped"})


def _limit_topics(state: State) -> None:
    starts = [at for at, frame in enumerate(state.stack) if frame.role == "topic"]
    if len(starts) > TOPICS_OPEN:
        state.stack = state.stack[starts[1] :]


def _unclear(state: State, move: m.Unclear) -> None:
    state.misses = min(state.misses + 1, 3)
    count = ("first", "second", "third")[state.misses - 1]
    repair(state, "not_understood", {"conversation.misses": count, "conversation.candidates": ",".join(move.topics)})


def _clarify(state: State, move: m.Clarify) -> None:
    repair(state, "did_you_mean", {"conversation.candidates": ",".join(move.topics)})


def _back(state: State, _move: m.Back) -> None:
    _back_or_say(state, go_back(state))


def _back_or_say(state: State, went: bool) -> None:
    if not went:
        repair(state, "nothing_to_undo")


def _restart(state: State, _move: m.Restart) -> None:
    at = state.topic_at()
    topic = state.stack[at].tree if at is not None else None
    state.facts = [fact for fact in state.facts if fact.origin in ("looked_up", "agent")]
    state.marks, data = [], {"conversation.topic": state.topic_title()}
    state.stack = [] if at is None else [state.stack[at]]
    if topic is None:
        repair(state, "greet")
        return
    state.go(state.library.trees[topic].start)
    repair(state, "restarted", data)


def _stop(state: State, _move: m.Stop) -> None:
    if state.topic_at() is not None:
        end_topic(state, "stopped")
    else:
        state.stack = []
        repair(state, "goodbye")


def _repeat(state: State, _move: m.Repeat) -> None:
    if not state.stack:
        repair(state, "greet")


def _why(state: State, _move: m.Why) -> None:
    why = scene(state).why
    repair(state, "why", {"conversation.why": why} if why else {})


def _human(state: State, _move: m.Human) -> None:
    repair(state, "hand_over")


def _failure(state: State, move: m.Failure) -> None:
    repair(state, "failure", {"conversation.reference": move.reference})


# --- answers of the driver --------------------------------------------------------------------


def _grants(state: State, move: m.Grants) -> None:
    forget_expired(state, state.hold(move.held))


def _found(state: State, move: m.Found) -> None:
    ask = state.request
    if not isinstance(ask, m.LookUp) or ask.id != move.request:
        return
    state.request = None
    held = next((grant for grant in state.grants if grant.id == ask.grant), None)
    origin: m.Origin = "agent" if held is not None and "agent" in held.scopes else "looked_up"
    suffix = "@colleague" if ask.about == "colleague" else ""
    asked = wanted(state) if state.stack else None
    for name, spec in state.library.facts.items():
        key = name + suffix if spec.about != "colleague" else name
        if spec.look_up != ask.look_up or (state.value(key) is not None and key != asked):
            continue
        value = move.values.get(name)
        if value is not None and (value in spec.values or spec.type is not None):
            state.learn(key, value, origin, ask.grant)
        elif key == asked:
            state.learn(key, UNKNOWN, origin, ask.grant, state.here)


def _filed(state: State, move: m.Filed) -> None:
    ask = state.request
    if not isinstance(ask, (m.File, m.HandOver)) or ask.id != move.request:
        return
    state.request = None
    if move.reference is None:
        not_done(state, "not_filed" if isinstance(ask, m.File) else "no_hand_over")
    elif isinstance(ask, m.File):
        end_topic(state, "case", move.reference)
    else:
        end_all(state, "human", ask.topic, move.reference)


_HANDLERS: dict[type, Callable[[State, Any], None]] = {
    m.Begin: _begin,
    m.Choose: _choose,
    m.Give: _give,
    m.Topic: _topic,
    m.Correct: _correct,
    m.Unclear: _unclear,
    m.Clarify: _clarify,
    m.Back: _back,
    m.Restart: _restart,
    m.Stop: _stop,
    m.Repeat: _repeat,
    m.Why: _why,
    m.Skip: _skip,
    m.DontKnow: _skip,
    m.Human: _human,
    m.Solved: _solved,
    m.NotSolved: _not_solved,
    m.Failure: _failure,
    m.Grants: _grants,
    m.Found: _found,
    m.Filed: _filed,
}
