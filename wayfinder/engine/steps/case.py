"""The step `case`: collect the fields, read them back, file once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from wayfinder.content.contract import UNKNOWN, Asked, ConversationFact, Filing
from wayfinder.content.fact_key import FactKey
from wayfinder.content.model import CaseField
from wayfinder.content.steps import Case
from wayfinder.engine.blocks import Steps
from wayfinder.engine.requests import File
from wayfinder.engine.stack.repairs import stop_case
from wayfinder.engine.steps.ask import ask, ask_value, value_options
from wayfinder.engine.steps.obtain import obtain, settled
from wayfinder.engine.steps.say import shown
from wayfinder.engine.working_walk import WorkingWalk


def case(state: WorkingWalk, step: Case) -> bool:
    """Do the step. True: the walk goes on at once. False: it waits."""
    filing = state.detail(ConversationFact.FILING)
    if filing == Filing.LEAVE:
        _leave(state, step)
        return True
    missing = next(missing_facts(state, step), None)
    if missing is not None:
        return _collect(state, step, *missing)
    if filing == Filing.FILE:
        _file(state, step)
    else:
        _review(state, step, change=filing == Filing.CHANGE)
        return False
    return True


def missing_facts(state: WorkingWalk, step: Case) -> Iterator[tuple[str, bool]]:
    """The facts still to collect, and whether the case needs them."""
    for field in state.library.cases[step.case].fields:
        fact = _missing(state, field)
        if fact is not None:
            yield fact, field.required


def _missing(state: WorkingWalk, field: CaseField) -> str | None:
    """The fact to ask for: the field's own, or once that was given up, what would do instead."""
    for fact in field.facts:
        value = settled(state, FactKey(fact))
        if value is None:
            return fact
        if value != UNKNOWN or not field.required:
            return None
    return None if field.without else field.fact


def review_options(state: WorkingWalk, step: Case) -> tuple[str, dict[str, str]]:
    """What is asked when all fields are there, and its options: what to do with the case, or which field to change."""
    if state.detail(ConversationFact.FILING) != Filing.CHANGE:
        return Asked.REVIEW.value, state.library.facts[Asked.REVIEW].values
    keys = [FactKey(field.fact) for field in state.library.cases[step.case].fields]
    used = [key for key, _ in _filled(state, step) if key not in keys]
    return Asked.CHANGE.value, {key.name: state.spec(key).label for key in keys + used}


def field_options(state: WorkingWalk, step: Case, key: FactKey) -> dict[str, str]:
    """What is offered when a field is asked: labels by value."""
    offered = value_options(state.spec(key))
    field = state.library.cases[step.case].field(key.name)
    if field is None or not field.offers:
        return offered
    return {value: label for value, label in offered.items() if value in (*field.offers, UNKNOWN)}


def _collect(state: WorkingWalk, step: Case, field: str, required: bool) -> bool:
    key = FactKey(field)
    if obtain(state, key):
        return True
    ask_value(state, key, "", field_options(state, step, key), required=required)
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
    """What fills the fields: for each the first of its facts that is known."""
    for field in state.library.cases[step.case].fields:
        known = ((key, value) for key in map(FactKey, field.facts) if (value := state.value(key)) is not None)
        yield from islice(known, 1)


def _key(state: WorkingWalk, step: Case) -> str:
    """One key for every attempt in one topic, so that a case whose confirmation was lost is not filed twice."""
    topic = state.topic()
    return f"{step.case}.{topic.began if topic else state.question}"


def _leave(state: WorkingWalk, step: Case) -> None:
    state.note(ConversationFact.FILING, "")
    if step.otherwise is not None:
        state.go(step.otherwise)
    else:
        stop_case(state)
