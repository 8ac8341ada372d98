"""What each kind of step does when the walk reaches it: go on, ask, or request."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import assert_never

from wayfinder.content.contract import UNKNOWN, ConversationFact, Repair
from wayfinder.content.steps import Case, Find, Human, Need, Remedies, Step, Tell, Try, Visit, branch
from wayfinder.engine.blocks import Status
from wayfinder.engine.remedies import renew
from wayfinder.engine.stack.reach import can_be_answered
from wayfinder.engine.stack.repairs import begin_conversation, repair, says_at_once
from wayfinder.engine.stack.returns import go_or_fall
from wayfinder.engine.stack.ways_round import open_ways
from wayfinder.engine.steps.ask import ask, ask_value, value_options
from wayfinder.engine.steps.case import case
from wayfinder.engine.steps.gist import say_owed_gist, settle_gist
from wayfinder.engine.steps.hand_over import hand_over
from wayfinder.engine.steps.obtain import obtain, only_told, settled, was_looked_up
from wayfinder.engine.steps.remedies import advise
from wayfinder.engine.steps.say import cite, say
from wayfinder.engine.steps.wish import wish_option
from wayfinder.engine.working_walk import WorkingWalk

STEPS_A_TURN = 200
VISIT_DEPTH = 12


def run(state: WorkingWalk) -> None:
    """Walk on until something waits for the person or the driver, or nothing is left to walk."""
    if _walk(state):
        return
    topic, here = state.topic(), state.here
    state.stack, state.blocks = [], [Status("error", topic.tree if topic else None, here)]
    repair(state, Repair.FAILURE, {ConversationFact.REFERENCE: here})
    if not _walk(state):
        state.stack = []


def speak(state: WorkingWalk, tree: str, data: Mapping[str, str] | None = None) -> None:
    """Say what a repair tree says. One that asks is put on top instead, and asks when the walk runs on."""
    if not says_at_once(state.library.trees[tree]):
        begin_conversation(state, str(tree), data)
        return
    state.push(str(tree), "repair", data)
    depth = len(state.stack)
    for _ in range(STEPS_A_TURN):
        if len(state.stack) < depth:
            return
        state.path.append(state.here)
        _do(state, state.step)


def _walk(state: WorkingWalk) -> bool:
    """False when the walk does not end, which can only happen with content that `./run prove` has not checked."""
    for _ in range(STEPS_A_TURN):
        if not state.stack or state.request is not None:
            return True
        step = state.step
        state.path.append(state.here)
        if step.renews:
            renew(state, step.renews)
        state.last = len(state.blocks)
        if not _do(state, step):
            return True
    return False


def _do(state: WorkingWalk, step: Step) -> bool:
    """True: the walk goes on at once. False: it waits."""
    match step:
        case Find():
            return _find(state, step)
        case Need():
            return _need(state, step)
        case Tell():
            return _tell(state, step)
        case Try() | Remedies():
            return advise(state, step)
        case Visit():
            return _visit(state, step)
        case Case():
            return case(state, step)
        case Human():
            return _human(state, step)
        case _:
            assert_never(step)


def _find(state: WorkingWalk, step: Find) -> bool:
    key = state.key(step.find, step.about)
    value = settled(state, key)
    if (value is None or only_told(state, key)) and obtain(state, key):
        return True
    if (value is None and step.never_asks) or (step.looked_up and not was_looked_up(state, key)):
        value = UNKNOWN
    if value is not None:
        go_or_fall(state, branch(step, value))
        return True
    ask(state, str(key), step.ask or state.spec(key).ask, {**find_options(state, step), **wish_option(state, step)})
    return False


def find_options(state: WorkingWalk, step: Find) -> dict[str, str]:
    """What a find offers: labels by value."""
    spec = state.library.facts[step.find]
    if step.find == ConversationFact.WAY:
        return open_ways(state, step.offers(spec))
    near = state.detail(ConversationFact.CANDIDATES).split(",") if spec.type == "topic" else []
    titles = {topic: state.library.topics[topic].title for topic in near if topic in state.library.topics}
    return {**titles, **step.offers(spec)}


def _need(state: WorkingWalk, step: Need) -> bool:
    key = state.key(step.need, step.about)
    value = settled(state, key)
    if value is None and obtain(state, key):
        return True
    if value is not None:
        go_or_fall(state, step.unknown if value == UNKNOWN else step.next)
        return True
    offered = {**value_options(state.spec(key)), **wish_option(state, step)}
    ask_value(state, key, step.ask, offered, required=step.unknown is None)
    return False


def _tell(state: WorkingWalk, step: Tell) -> bool:
    settle_gist(state)
    is_said = [say(state, paragraph) for paragraph in step.paragraphs]
    if any(is_said) and step.cites:
        cite(state, step, state.top.tree)
    go_or_fall(state, step.next)
    return True


def _visit(state: WorkingWalk, step: Visit) -> bool:
    if sum(frame.role == "visit" for frame in state.stack) >= VISIT_DEPTH:
        go_or_fall(state, step.next)
    elif step.visit in state.library.trees:
        state.push(step.visit, "visit")
    else:
        title = state.library.topics[step.visit].title
        data: dict[str, str] = {ConversationFact.TOPIC: title, ConversationFact.MEANT: step.visit}
        state.push(Repair.PLANNED.value, "visit", data)
    return True


def _human(state: WorkingWalk, step: Human) -> bool:
    if not can_be_answered(state):
        say_owed_gist(state)
        state.push(Repair.WAY_BACK.value, "repair")
        return True
    settle_gist(state)
    say(state, step.human)
    state.ask_for(hand_over(state))
    return True
