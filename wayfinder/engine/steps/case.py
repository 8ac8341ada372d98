"""The step `case`: collect the fields, read them back, file once."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.model import UNKNOWN, Case
from wayfinder.engine.blocks import Steps
from wayfinder.engine.moves import File
from wayfinder.engine.stack.repairs import end_topic
from wayfinder.engine.steps.ask import ask_value, offer
from wayfinder.engine.steps.obtain import obtain, settled
from wayfinder.engine.steps.say import say, shown
from wayfinder.engine.working_walk import WorkingWalk

REVIEW = "case.review"
CHANGE = "case.change"


def case(state: WorkingWalk, step: Case) -> bool:
    """Do the step. True: the walk goes on at once. False: it waits."""
    missing = next(missing_fields(state, step), None)
    if missing is not None:
        return _collect(state, *missing)
    filing = state.value("conversation.filing")
    if filing == "leave":
        _leave(state, step)
    elif filing == "file":
        _file(state, step)
    else:
        _review(state, step, change=filing == "change")
        return False
    return True


def missing_fields(state: WorkingWalk, step: Case) -> Iterator[tuple[str, bool]]:
    """The fields still to collect, and whether the case needs them."""
    for field in state.library.cases[step.case].fields:
        value = settled(state, field.fact)
        if value is None or (value == UNKNOWN and field.required):
            yield field.fact, field.required


def review_options(state: WorkingWalk, step: Case) -> tuple[str, dict[str, str]]:
    """What is asked when all fields are there, and its options: what to do with the case, or which field to change."""
    if state.value("conversation.filing") != "change":
        return REVIEW, state.library.facts[REVIEW].values
    fields = [field.fact for field in state.library.cases[step.case].fields]
    return CHANGE, {key: state.spec(key).label for key in fields}


def _collect(state: WorkingWalk, field: str, required: bool) -> bool:
    if obtain(state, field):
        return True
    ask_value(state, field, "", required)
    return False


def _review(state: WorkingWalk, step: Case, *, change: bool) -> None:
    known = [(f.fact, state.value(f.fact)) for f in state.library.cases[step.case].fields]
    read = [f"{state.spec(key).label}: {shown(state, key, value)}" for key, value in known if value is not None]
    asked, options = review_options(state, step)
    if not change:
        state.blocks.append(Steps([[line] for line in read]))
    say(state, state.library.facts[asked].ask)
    offer(state, asked, options)


def _file(state: WorkingWalk, step: Case) -> None:
    fields = {
        f.fact: value for f in state.library.cases[step.case].fields if (value := state.value(f.fact)) is not None
    }
    grant = next((held.id for held in state.grants), None)
    state.ask_for(File(state.next_id("c"), step.case, fields, _key(state, step), grant))


def _key(state: WorkingWalk, step: Case) -> str:
    """The same for every try in one topic: what a lost answer hid is not filed twice."""
    topic = state.topic()
    return f"{step.case}.{topic.began if topic else state.question}"


def _leave(state: WorkingWalk, step: Case) -> None:
    state.note("conversation.filing", "")
    if step.otherwise is not None:
        state.go(step.otherwise)
    else:
        end_topic(state, "stopped")
