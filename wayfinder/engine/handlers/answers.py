"""Answers to the open question, facts that are told without being asked, and corrections."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.content.model import UNKNOWN, Case, Find, Need, Try
from wayfinder.content.values import accepted
from wayfinder.engine import moves as m
from wayfinder.engine.open_question_view import open_options, wanted
from wayfinder.engine.stack.repairs import end_topic, repair
from wayfinder.engine.stack.undo import correct, forgotten, go_back
from wayfinder.engine.working_walk import WorkingWalk


def choose(state: WorkingWalk, move: m.Choose) -> None:
    """An option that is open now is the answer; one of an earlier question offers to go back there."""
    number, _, value = move.id.partition(".")
    question = int(number) if number.isdecimal() and number.isascii() and len(number) < 9 else -1
    if question == state.question and value in {option.value for option in open_options(state)}:
        _answer(state, value)
    elif question != state.question and state.mark(question) is not None:
        repair(state, "go_back", {"conversation.to": str(question), **forgetting(forgotten(state, question))})
    else:
        repair(state, "closed_question")


def choose_value(state: WorkingWalk, *values: str) -> bool:
    """Choose the first of these values that is open. False when none is."""
    offered = {option.value for option in open_options(state)}
    value = next((value for value in values if value in offered), None)
    if value is not None:
        _answer(state, value)
    return value is not None


def forgetting(labels: list[str]) -> dict[str, str]:
    """The details of a repair tree that says what is forgotten."""
    if not labels:
        return {"conversation.forgetting": "nothing"}
    return {"conversation.forgetting": "something", "conversation.forgets": ", ".join(labels)}


def skip(state: WorkingWalk, _move: m.Skip | m.DontKnow) -> None:
    """The person skips or does not know: an answer too, where the question can do without another."""
    if not state.stack or choose_value(state, "otherwise"):
        return
    asked = wanted(state)
    if asked is not None and _may_skip(state, asked):
        state.learn(asked, UNKNOWN, "told", step=state.here)
    else:
        repair(state, "needed")


def give(state: WorkingWalk, told: Mapping[str, str]) -> bool:
    """Take what was told: it answers, corrects, or is kept for later. False when nothing of it was a fact.

    A value of the wrong form for the question that is open is answered with what is wrong with it.
    """
    asked = wanted(state) if state.stack else None
    good = valid(state, told)
    changed = {name: value for name, value in good.items() if _differs(state, name, value)}
    if changed:
        correct_all(state, changed)
    learn_all(state, {name: value for name, value in good.items() if name not in changed})
    if asked is None or asked not in told or asked in good:
        return bool(good)
    repair(state, "invalid", {"conversation.hint": state.spec(asked).invalid})
    return True


def learn_all(state: WorkingWalk, good: Mapping[str, str]) -> None:
    """Keep what was told, unless it is known already: what was looked up stands."""
    for name, value in good.items():
        if state.value(name) is None:
            state.learn(name, value, "told")


def valid(state: WorkingWalk, told: Mapping[str, str]) -> dict[str, str]:
    """What of it is a fact, in the fact's normal form."""
    found = {name: _accepted(state, name, text) for name, text in told.items()}
    return {name: value for name, value in found.items() if value is not None}


def correct_move(state: WorkingWalk, move: m.Correct) -> None:
    """An earlier answer was wrong. One that was never given is given now."""
    good = valid(state, {name: text for name, text in move.values.items() if text})
    again = {name: "" for name, text in move.values.items() if not text and state.is_fact(name)}
    if not move.values:
        _undo(state)
    elif good or again:
        correct_all(state, {**good, **again})
    else:
        give(state, move.values)


def correct_all(state: WorkingWalk, changed: Mapping[str, str]) -> None:
    """Change earlier answers, and say what that forgets."""
    for name, value in changed.items():
        labels = correct(state, name, value)
        if labels is None:
            learn_all(state, {name: value} if value else {})
        elif value:
            _say_corrected(state, name, value, labels)


def _say_corrected(state: WorkingWalk, name: str, value: str, labels: list[str]) -> None:
    words = state.spec(name).values.get(value, value)
    data = {"conversation.fact": state.spec(name).label, "conversation.value": words, **forgetting(labels)}
    repair(state, "corrected", data)


def _undo(state: WorkingWalk) -> None:
    if not go_back(state):
        repair(state, "nothing_to_undo")


def _answer(state: WorkingWalk, value: str) -> None:
    """Take one of the open options."""
    step = state.step
    if isinstance(step, Try) and value == "solved":
        end_topic(state, "solved")
    elif isinstance(step, Try):
        state.learn(state.here, value, "told")
    elif (asked := wanted(state)) is not None:
        state.learn(asked, value, "told", step=state.here if value == UNKNOWN else None)
    elif isinstance(step, Case):
        _answer_review(state, step, value)


def _answer_review(state: WorkingWalk, step: Case, value: str) -> None:
    """File it, leave it, or change a field: that one is not known then, and asked again."""
    if value in {field.fact for field in state.library.cases[step.case].fields}:
        state.note("conversation.filing", "")
        state.learn(value, UNKNOWN, "told")
    else:
        state.note("conversation.filing", value)


def _accepted(state: WorkingWalk, name: str, text: str) -> str | None:
    return accepted(state.spec(name), text, state.now) if state.is_fact(name) else None


def _differs(state: WorkingWalk, name: str, value: str) -> bool:
    fact = state.known(name)
    return fact is not None and fact.origin == "told" and fact.value not in (value, UNKNOWN)


def _may_skip(state: WorkingWalk, asked: str) -> bool:
    step = state.step
    if isinstance(step, Need):
        return step.unknown is not None
    if isinstance(step, Case):
        return not next(field.required for field in state.library.cases[step.case].fields if field.fact == asked)
    return isinstance(step, Find)
