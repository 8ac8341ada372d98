"""Answers to the open question: which question a move answers, and what the answer leads to."""

from __future__ import annotations

from typing import Union

from typing_extensions import assert_never

from wayfinder.content.contract import LOOK_IT_UP, UNKNOWN, ConversationFact, Repair, Result, WayRound
from wayfinder.content.fact_key import FactKey
from wayfinder.content.steps import Case, Find, Human, Need, Remedies, Tell, Try, Visit
from wayfinder.content.values import accepted
from wayfinder.engine import moves as m
from wayfinder.engine.handlers.parking import park
from wayfinder.engine.handlers.told import forgetting
from wayfinder.engine.open_question import open_options, wanted
from wayfinder.engine.stack.parked import still_waits
from wayfinder.engine.stack.repairs import end_topic
from wayfinder.engine.stack.undo import forgotten
from wayfinder.engine.stack.ways_round import cannot_give
from wayfinder.engine.steps.remedies import note_failed
from wayfinder.engine.steps.run import speak
from wayfinder.engine.steps.wish import wish
from wayfinder.engine.walk import Mark, Tried, question_number
from wayfinder.engine.working_walk import WorkingWalk

# Moves that answer the question which the person saw.
Answer = Union[m.Choose, m.Skip, m.DontKnow, m.NotSolved, m.Human]
ANSWERS = (m.Choose, m.Skip, m.DontKnow, m.NotSolved, m.Human)
_NEVER_ASKED = -1


def is_stale(state: WorkingWalk, move: Answer) -> bool:
    """Whether the move answers a question other than the open one."""
    number = _question(move)
    return number is not None and not (state.is_open and number == state.question)


def closed(state: WorkingWalk, move: Answer) -> None:
    """An answer to a question that is closed: offer to go back there, where that can be done."""
    number = _question(move)
    mark = None if number is None or number == state.question else state.mark(number)
    if number is not None and mark is not None and still_waits(state, mark):
        to = {ConversationFact.TO: str(number), **forgetting(forgotten(state, number))}
        speak(state, Repair.GO_BACK, to)
    else:
        speak(state, Repair.CLOSED_QUESTION)


def keep_told(state: WorkingWalk, move: Answer, asked: Mark) -> None:
    """Keep the answer to a question that the same message has closed, so that the walk need not ask it again."""
    value = _value_of(move)
    at = asked.stack[-1] if asked.stack else None
    step = state.library.trees[at.tree].steps[at.step] if at is not None and state.exists(at) else None
    if at is None or value in (None, LOOK_IT_UP):
        return
    if isinstance(step, (Find, Need)):
        key = state.key(step.fact, step.about)
        if key.is_of_conversation:
            return  # it is about the tree that asked, which the correction has left
        if state.value(key) is None and accepted(state.spec(key), value, state.now) is not None:
            state.learn(key, value, "told", step=at.here if value == UNKNOWN else None)
    elif isinstance(step, (Try, Remedies)):
        _keep_result(state, step, Tried(at.here, value, asked.question))


def _keep_result(state: WorkingWalk, step: Try | Remedies, tried: Tried) -> None:
    if tried.result == Result.OTHERWISE:
        note_failed(state, step, tried.step)
    elif tried.result == Result.DONE or tried.result in step.exits:
        state.tries.append(tried)


def choose(state: WorkingWalk, move: m.Choose) -> None:
    """Take an option of the open question."""
    if not choose_value(state, move.id.partition(".")[2]):
        closed(state, move)


def choose_value(state: WorkingWalk, *values: str) -> bool:
    """Choose the first of these values that is among the open options. False when none is."""
    offered = {option.value for option in open_options(state)}
    value = next((value for value in values if value in offered), None)
    if value is not None:
        _answer(state, value)
    return value is not None


def skip(state: WorkingWalk, _move: m.Skip | m.DontKnow) -> None:
    """The person skips or does not know. Where the question is optional, that is an answer too."""
    if not state.stack or choose_value(state, Result.OTHERWISE, WayRound.WITHOUT):
        return
    asked = wanted(state)
    if asked is not None:
        cannot_give(state, asked)


def _answer(state: WorkingWalk, value: str) -> None:
    """Take one of the open options."""
    step = state.step
    match step:
        case Find() | Need():
            _find_out(state, state.key(step.fact, step.about), value)
        case Try() | Remedies():
            _try(state, step, value)
        case Case():
            _answer_case(state, step, value)
        case Tell() | Visit() | Human():
            pass  # nothing is offered there
        case _:
            assert_never(step)


def _find_out(state: WorkingWalk, key: FactKey, value: str) -> None:
    if value == LOOK_IT_UP:
        wish(state, key)
    else:
        _tell(state, key, value)


def _tell(state: WorkingWalk, key: FactKey, value: str) -> None:
    if value == UNKNOWN:
        cannot_give(state, key)
    else:
        state.learn(key, value, "told")


def _try(state: WorkingWalk, step: Try | Remedies, value: str) -> None:
    if value == Result.SOLVED:
        end_topic(state, "solved")
    elif value == Result.WAITS:
        park(state)
    elif value == Result.OTHERWISE:
        note_failed(state, step, state.here)
    else:
        state.tries.append(Tried(state.here, value, state.question))


def _answer_case(state: WorkingWalk, step: Case, value: str) -> None:
    asked = wanted(state)
    if asked is not None:
        _tell(state, asked, value)
    else:
        _answer_review(state, step, value)


def _answer_review(state: WorkingWalk, step: Case, value: str) -> None:
    """File the case, leave it, or change a field: that field becomes unknown and is asked again."""
    if state.library.cases[step.case].field(value) is not None:
        state.note(ConversationFact.FILING, "")
        state.learn(FactKey(value), UNKNOWN, "told")
    else:
        state.note(ConversationFact.FILING, value)


def _question(move: Answer) -> int | None:
    """The number of the question that a move answers; None: whatever is open."""
    if not isinstance(move, m.Choose):
        return move.question
    number = question_number(move.id.partition(".")[0])
    return _NEVER_ASKED if number is None else number


def _value_of(move: Answer) -> str | None:
    """The value that a move answers with."""
    if isinstance(move, m.Choose):
        return move.id.partition(".")[2]
    return Result.OTHERWISE.value if isinstance(move, m.NotSolved) else None
