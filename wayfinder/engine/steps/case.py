"""The step `case`: collect the fields, read them back, file once."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.contract import UNKNOWN, Asked, ConversationFact, Filing
from wayfinder.content.fact_key import FactKey
from wayfinder.content.steps import Case
from wayfinder.engine.blocks import Steps
from wayfinder.engine.requests import File
from wayfinder.engine.stack.repairs import end_topic
from wayfinder.engine.steps.ask import ask, ask_value
from wayfinder.engine.steps.obtain import obtain, settled
from wayfinder.engine.steps.say import shown
from wayfinder.engine.working_walk import WorkingWalk


def case(state: WorkingWalk, step: Case) -> bool:
    """Do the step. True: the walk goes on at once. False: it waits."""
    missing = next(missing_fields(state, step), None)
    if missing is not None:
        return _collect(state, *missing)
    filing = state.detail(ConversationFact.FILING)
    if filing == Filing.LEAVE:
        _leave(state, step)
    elif filing == Filing.FILE:
        _file(state, step)
    else:
        _review(state, step, change=filing == Filing.CHANGE)
        return False
    return True


def missing_fields(state: WorkingWalk, step: Case) -> Iterator[tuple[str, bool]]:
    """The fields still to collect, and whether the case needs them."""
    for field in state.library.cases[step.case].fields:
        value = settled(state, FactKey(field.fact))
        if value is None or (value == UNKNOWN and field.required):
            yield field.fact, field.required


def review_options(state: WorkingWalk, step: Case) -> tuple[str, dict[str, str]]:
    """What is asked when all fields are there, and its options: what to do with the case, or which field to change."""
    if state.detail(ConversationFact.FILING) != Filing.CHANGE:
        return Asked.REVIEW.value, state.library.facts[Asked.REVIEW].values
    fields = [field.fact for field in state.library.cases[step.case].fields]
    return Asked.CHANGE.value, {name: state.library.facts[name].label for name in fields}


def _collect(state: WorkingWalk, field: str, required: bool) -> bool:
    if obtain(state, FactKey(field)):
        return True
    ask_value(state, FactKey(field), "", {}, required=required)
    return False


def _review(state: WorkingWalk, step: Case, *, change: bool) -> None:
    asked, options = review_options(state, step)
    if not change and not state.is_asked_again(asked):
        read = [f"{state.spec(key).label}: {shown(state, key, value)}" for key, value in _filled(state, step)]
        state.blocks.append(Steps([[line] for line in read]))
    ask(state, asked, state.library.facts[asked].ask, options)


def _file(state: WorkingWalk, step: Case) -> None:
    fields = {key.name: value for key, value in _filled(state, step)}
    grant = next((held.id for held in state.grants), None)
    state.ask_for(File(state.next_id("c"), step.case, fields, _key(state, step), grant))


def _filled(state: WorkingWalk, step: Case) -> Iterator[tuple[FactKey, str]]:
    """The fields that are known."""
    for field in state.library.cases[step.case].fields:
        key = FactKey(field.fact)
        value = state.value(key)
        if value is not None:
            yield key, value


def _key(state: WorkingWalk, step: Case) -> str:
    """One key for every attempt in one topic, so that a case whose confirmation was lost is not filed twice."""
    topic = state.topic()
    return f"{step.case}.{topic.began if topic else state.question}"


def _leave(state: WorkingWalk, step: Case) -> None:
    state.note(ConversationFact.FILING, "")
    if step.otherwise is not None:
        state.go(step.otherwise)
    else:
        end_topic(state, "stopped")
