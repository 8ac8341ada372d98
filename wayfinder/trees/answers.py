"""Answers to the open question, and facts that are told without being asked."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.trees import values
from wayfinder.trees.endings import end_topic, repair
from wayfinder.trees.format import UNKNOWN, Case, Find, Need, Try
from wayfinder.trees.state import CONVERSATION, State
from wayfinder.trees.view import open_options, wanted


def answer(state: State, value: str) -> None:
    """Take one of the open options."""
    step = state.step
    if isinstance(step, Try):
        _answer_try(state, value)
    elif isinstance(step, Case) and wanted(state) is None:
        _answer_review(state, step, value)
    elif (asked := wanted(state)) is not None:
        state.learn(asked, value, "told", step=state.here if value == UNKNOWN else None)


def answer_unknown(state: State) -> bool:
    """The person skips or does not know. False where the question cannot do without an answer."""
    if not state.stack:
        return True
    step = state.step
    if isinstance(step, Try):
        _answer_try(state, "otherwise")
        return True
    asked = wanted(state)
    if asked is None or not _may_skip(state, asked):
        return False
    state.learn(asked, UNKNOWN, "told", step=state.here)
    return True


def give(state: State, told: Mapping[str, str]) -> bool:
    """Take facts that were told. False when none of them was one.

    A value of the wrong form for the question that is open is answered with what is wrong with it.
    """
    asked = wanted(state) if state.stack else None
    good = {name: value for name, text in told.items() if (value := _valid(state, name, text)) is not None}
    for name, value in good.items():
        state.learn(name, value, "told")
    if asked is not None and asked in told and asked not in good:
        repair(state, "invalid", {"conversation.hint": state.spec(asked).invalid})
        return True
    return bool(good)


def _valid(state: State, name: str, text: str) -> str | None:
    spec = state.library.facts.get(name.partition("@")[0])
    if spec is None or name.startswith(CONVERSATION):
        return None
    if text in spec.values:
        return text
    return values.parse(spec.type, text) if spec.type is not None else None


def _answer_try(state: State, value: str) -> None:
    if value == "solved":
        end_topic(state, "solved")
    else:
        state.learn(state.here, value, "told")


def _answer_review(state: State, step: Case, value: str) -> None:
    if value in {field.fact for field in state.library.cases[step.case].fields}:
        state.note("conversation.filing", "")
        state.facts = [fact for fact in state.facts if fact.name != value]
    elif value in {option.value for option in open_options(state)}:
        state.note("conversation.filing", value)


def _may_skip(state: State, asked: str) -> bool:
    step = state.step
    if isinstance(step, Need):
        return step.unknown is not None
    if isinstance(step, Case):
        return not next(field.required for field in state.library.cases[step.case].fields if field.fact == asked)
    return isinstance(step, Find)
