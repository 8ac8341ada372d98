"""What each kind of step does when the walk stands on it: go on, ask, or request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wayfinder.content.model import UNKNOWN, Case, Find, Human, Need, Tell, Try, Visit, branch, paragraphs
from wayfinder.engine.blocks import Status, Steps
from wayfinder.engine.moves import HandOver
from wayfinder.engine.stack.repairs import PLANNED, repair
from wayfinder.engine.stack.returns import go_or_fall
from wayfinder.engine.steps.ask import ask_value, offer
from wayfinder.engine.steps.case import CHANGE as CHANGE
from wayfinder.engine.steps.case import REVIEW as REVIEW
from wayfinder.engine.steps.case import case
from wayfinder.engine.steps.obtain import is_hearsay, obtain, settled
from wayfinder.engine.steps.say import cite, say, spans
from wayfinder.engine.working_walk import WorkingWalk

STEPS_A_TURN = 200
VISIT_DEPTH = 12
RESULT = "try.result"


def run(state: WorkingWalk) -> None:
    """Walk on until something waits for the person or the driver, or nothing is left to walk."""
    if _walk(state):
        return
    topic, here = state.topic(), state.here
    state.stack, state.blocks = [], [Status("error", topic.tree if topic else None, here)]
    repair(state, "failure", {"conversation.reference": here})
    if not _walk(state):
        state.stack = []


def _walk(state: WorkingWalk) -> bool:
    """False when the walk has no end, which only content can cause that was never proved."""
    for _ in range(STEPS_A_TURN):
        if not state.stack or state.request is not None:
            return True
        step = state.step
        state.path.append(state.here)
        if not _KINDS[type(step)](state, step):
            return True
    return False


# --- each returns True when the walk goes on at once, False when it waits ---------------------


def _find(state: WorkingWalk, step: Find) -> bool:
    key = state.key(step.find, step.about)
    value = settled(state, key)
    if (value is None or is_hearsay(state, key)) and obtain(state, key):
        return True
    if value is None and step.quiet:
        value = UNKNOWN
    if value is not None:
        go_or_fall(state, branch(step, value))
        return True
    say(state, step.ask or state.spec(key).ask)
    offer(state, key, find_options(state, step))
    return False


def find_options(state: WorkingWalk, step: Find) -> dict[str, str]:
    """What a find offers: labels by value."""
    spec = state.library.facts[step.find]
    if spec.type != "topic":
        return step.options or spec.values
    near = [topic for topic in (state.value("conversation.candidates") or "").split(",") if topic]
    titles = {topic: state.library.topics[topic].title for topic in near if topic in state.library.topics}
    return {**titles, **step.options, **spec.values}


def _need(state: WorkingWalk, step: Need) -> bool:
    key = state.key(step.need, step.about)
    value = settled(state, key)
    if value is None and obtain(state, key):
        return True
    if value is not None:
        go_or_fall(state, step.unknown if value == UNKNOWN else step.next)
        return True
    ask_value(state, key, step.ask, required=step.unknown is None)
    return False


def _tell(state: WorkingWalk, step: Tell) -> bool:
    for paragraph in paragraphs(step):
        say(state, paragraph)
    cite(state, step, state.top.tree)
    go_or_fall(state, step.next)
    return True


def _try(state: WorkingWalk, step: Try) -> bool:
    outcome = state.known(state.here)
    if outcome is not None and (outcome.value == "otherwise" or outcome.value in step.exits):
        state.go(step.otherwise if outcome.value == "otherwise" else outcome.value)
        return True
    say(state, step.intro)
    state.blocks.append(Steps([spans(state, item) for item in step.steps]))
    cite(state, step, state.top.tree)
    say(state, state.library.facts[RESULT].ask)
    offer(state, "try", try_options(state, step))
    return False


def try_options(state: WorkingWalk, step: Try) -> dict[str, str]:
    """The answers to a try: solved, its own exits, and that it did not help."""
    words = state.library.facts[RESULT].values
    return {"solved": words["solved"], **step.exits, "otherwise": words["otherwise"]}


def _visit(state: WorkingWalk, step: Visit) -> bool:
    if sum(frame.role == "visit" for frame in state.stack) >= VISIT_DEPTH:
        go_or_fall(state, step.next)
    elif step.visit in state.library.trees:
        state.push(step.visit, "visit")
    else:
        state.push(PLANNED, "visit", {"conversation.topic": state.library.topics[step.visit].title})
    return True


def _human(state: WorkingWalk, step: Human) -> bool:
    say(state, step.human)
    topic = state.topic()
    asked = next((f"{f.tree}/{f.step}" for f in reversed(state.stack) if f.role != "repair"), None)
    facts = {f.name: f.value for f in state.facts if "/" not in f.name and f.value != UNKNOWN}
    name = topic.data.get("conversation.meant", topic.tree) if topic else None
    began = topic or state.stack[0]  # the same for every try
    state.ask_for(HandOver(state.next_id("h"), name, asked, facts, f"human.{began.tree}.{began.began}"))
    return True


_KINDS: dict[type, Callable[[WorkingWalk, Any], bool]] = {
    Find: _find,
    Need: _need,
    Tell: _tell,
    Try: _try,
    Visit: _visit,
    Case: case,
    Human: _human,
}
