"""Facts that the person tells, asked or not, and corrections of what was told before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from wayfinder.content.contract import UNKNOWN, ConversationFact, Repair
from wayfinder.content.fact_key import FactKey
from wayfinder.content.values import accepted
from wayfinder.engine import moves as m
from wayfinder.engine.handlers.walk_again import walk_again
from wayfinder.engine.open_question import wanted
from wayfinder.engine.stack.undo import change_told, go_back, told_at
from wayfinder.engine.stack.ways_round import close_if_given, offer_ways, take_instead
from wayfinder.engine.steps.run import speak
from wayfinder.engine.walk import Fact
from wayfinder.engine.working_walk import WorkingWalk


def give(state: WorkingWalk, told: Mapping[str, str]) -> bool:
    """Use the facts that were told to answer, to correct, or for later. False when none of them was a valid fact.

    When the value for the open question has the wrong form, the reply says what is wrong with it.
    """
    asked = wanted(state) if state.stack else None
    good = valid(state, told)
    changed = {key: value for key, value in good.items() if _differs(state, key, value)}
    if changed:
        correct_all(state, changed)
    learn_all(state, {key: value for key, value in good.items() if key not in changed})
    if asked is not None and asked not in good and take_instead(state, asked, told):
        return True
    if asked is None or str(asked) not in told or asked in good:
        return bool(good)
    _say_invalid(state, asked)
    return True


def _say_invalid(state: WorkingWalk, asked: FactKey) -> None:
    """A value of the wrong form: say what a right one looks like, and the second time offer a way round."""
    if state.wrong == state.question and not state.spec(asked).branches:
        offer_ways(state, asked)
        return
    state.wrong = state.question
    speak(state, Repair.INVALID, {ConversationFact.HINT: state.spec(asked).invalid})


def learn_all(state: WorkingWalk, good: Mapping[FactKey, str]) -> None:
    """Keep what was told unless a value is known already, so that a looked-up value is not overruled."""
    for key, value in good.items():
        if state.value(key) is None:
            state.learn(key, value, "told")
    close_if_given(state)


def valid(state: WorkingWalk, told: Mapping[str, str]) -> dict[FactKey, str]:
    """The told values that are valid facts, each in its fact's normal form."""
    found = {key: _accepted(state, key, text) for key, text in _keys(told).items()}
    return {key: value for key, value in found.items() if value is not None}


def correct_move(state: WorkingWalk, move: m.Correct) -> None:
    """Change an earlier answer."""
    good = valid(state, {name: text for name, text in move.values.items() if text})
    again = {key: "" for key, text in _keys(move.values).items() if not text and state.is_fact(key)}
    if not move.values:
        _undo(state)
    elif good or again:
        correct_all(state, {**good, **again})
    else:
        give(state, move.values)


def correct_all(state: WorkingWalk, changed: Mapping[FactKey, str]) -> None:
    """Change earlier answers, and say so. An empty value: ask that fact again. An answer never given is given now."""
    for key, value in changed.items():
        at = told_at(state, key)
        if at is None:
            learn_all(state, {key: value} if value else {})
        elif state.facts[at].value != value:
            passed_on = _is_passed_on(state, state.facts[at])
            _reopen(state, state.facts[at])
            walk_again(state, partial(change_told, state, at, value))
            _say_corrected(state, key, value, passed_on)


def _reopen(state: WorkingWalk, answer: Fact) -> None:
    """When no topic is open, open the one again that asked for this answer, if it can still be undone."""
    mark = state.mark(answer.question)
    if state.topic_at() is None and mark is not None and mark.topic is not None:
        state.stack = [mark.topic]


def _is_passed_on(state: WorkingWalk, answer: Fact) -> bool:
    """Whether a case was filed, or a person has taken over, with this answer: a correction does not reach them."""
    taken = state.handed_over.question if state.handed_over is not None else None
    return any(number is not None and answer.question <= number for number in (state.filed, taken))


def _say_corrected(state: WorkingWalk, key: FactKey, value: str, passed_on: bool) -> None:
    if value:
        words = state.spec(key).values.get(value, value)
        data: dict[str, str] = {ConversationFact.FACT: state.spec(key).label, ConversationFact.VALUE: words}
        speak(state, Repair.CORRECTED, {**data, ConversationFact.PASSED_ON: "yes" if passed_on else "no"})


def _undo(state: WorkingWalk) -> None:
    if not go_back(state):
        speak(state, Repair.NOTHING_TO_UNDO)


def forgetting(labels: list[str]) -> dict[str, str]:
    """The details of a repair tree that says what is forgotten."""
    if not labels:
        return {ConversationFact.FORGETTING: "nothing"}
    return {ConversationFact.FORGETTING: "something", ConversationFact.FORGETS: ", ".join(labels)}


def _keys(told: Mapping[str, str]) -> dict[FactKey, str]:
    return {FactKey.parse(name): text for name, text in told.items()}


def _accepted(state: WorkingWalk, key: FactKey, text: str) -> str | None:
    return accepted(state.spec(key), text, state.now) if state.is_fact(key) else None


def _differs(state: WorkingWalk, key: FactKey, value: str) -> bool:
    fact = state.known(key)
    return fact is not None and fact.origin == "told" and fact.value not in (value, UNKNOWN)
