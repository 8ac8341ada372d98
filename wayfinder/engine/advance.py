"""The engine: the moves of one message, one defined next walk. It does no I/O, reads no clock and never raises.

    advance(library, walk, moves, now) -> Moved(walk, blocks, requests, steps)

What it cannot know it requests; the driver (wayfinder.driver) answers with `Found`, `Filed` or `Proved`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from wayfinder.content.contract import Repair
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.blocks import Block
from wayfinder.engine.handlers import (
    answers,
    cases,
    not_understood,
    offers,
    reports,
    results,
    side_questions,
    steering,
    told,
)
from wayfinder.engine.open_question import open_question
from wayfinder.engine.question import OpenQuestion
from wayfinder.engine.requests import Request
from wayfinder.engine.stack.changed_content import take_up
from wayfinder.engine.stack.repairs import repair
from wayfinder.engine.stack.topics import is_courtesy
from wayfinder.engine.steps.run import run
from wayfinder.engine.walk import Mark, Walk
from wayfinder.engine.working_walk import WorkingWalk, working


class Moved(NamedTuple):
    """The result of one message: the next walk, what to say, what the driver must carry out and answer,
    and the steps walked (`tree/step`). `last` is where the last step begins in `blocks`: 0 when the person wants to
    read everything."""

    walk: Walk
    blocks: list[Block]
    requests: list[Request]
    steps: list[str]
    last: int


def advance(library: Library, walk: Walk, moves: Sequence[m.Move], now: float) -> Moved:
    """Make all moves of a person's message, or the driver's, and then walk on once. `now` is Unix time in seconds.

    Whatever their order in the message, moves are made in the order in which a helpful reply takes them up: `_place`.
    No moves, as for an empty message, ask the open question again.
    """
    moves = [m.opening(move, library.topics) for move in moves]
    state = working(library, walk, now)
    changed = take_up(state)
    if any(isinstance(move, _OF_DRIVER) for move in moves):
        return _of_driver(state, moves, changed)
    state.request, state.wish, state.unasked = None, None, False
    if any(not isinstance(move, _KEEPING_COUNT) for move in moves):
        state.misses = 0
    if any(not isinstance(move, m.More) for move in moves):
        state.rest = []
    if any(not isinstance(move, m.Repeat) for move in moves):
        state.answered = []
    meant = side_questions.with_topics(state, moves)
    _of_person(state, sorted(meant, key=partial(_place, state)), changed)
    run(state)
    if not (state.stack or state.blocks):
        repair(state, Repair.GREET)
        run(state)
    return _moved(state)


def open_question_of(library: Library, walk: Walk) -> OpenQuestion:
    """What can be answered now."""
    state = working(library, walk, 0.0)
    take_up(state)
    return open_question(state)


def _of_person(state: WorkingWalk, moves: Sequence[m.Move], changed: bool) -> None:
    """Make a person's moves. Only here is it decided whether an answer is stale, that is for a question that is closed.

    A stale answer never answers the open question: the person may go back to theirs. When changed content closed the
    question, `take_up` has said so already. When a correction in the same message closes it, the answer is kept as a
    told fact.
    """
    offers.lapse(state, moves)
    asked = state.marks[-1] if state.is_open else None
    stale = [isinstance(move, answers.ANSWERS) and answers.is_stale(state, move) for move in moves]
    for move, is_stale in zip(moves, stale, strict=True):
        if not isinstance(move, answers.ANSWERS):
            _HANDLERS[type(move)](state, move)
        elif is_stale and not changed:
            _STALE[type(move)](state, move)
        elif not changed:
            _answer(state, move, asked)


def _answer(state: WorkingWalk, move: answers.Answer, asked: Mark | None) -> None:
    """Take an answer to `asked`, the question that was open before the message."""
    closed = asked is not None and not state.is_at(asked)
    if closed and asked is not None and not isinstance(move, m.Human):
        answers.keep_told(state, move, asked)
    else:
        _HANDLERS[type(move)](state, move)


def _place(state: WorkingWalk, move: m.Move) -> int:
    """When a move is made: courtesy first, a new topic last."""
    if isinstance(move, m.Topic):
        return 0 if is_courtesy(state.library, move.id) else _LAST
    return next((place for place, kinds in enumerate(_ORDER) if isinstance(move, kinds)), _LAST)


def _of_driver(state: WorkingWalk, moves: Sequence[m.Move], changed: bool) -> Moved:
    """Take the driver's news. Says nothing when the walk still waits at the question that was asked before."""
    question = state.question
    for move in moves:
        state.unasked = isinstance(move, m.Grants) or state.unasked
        _HANDLERS[type(move)](state, move)
    run(state)
    same = state.is_open and state.question == question and not state.wants
    no_news = state.unasked and same and not changed and not state.has_news
    state.unasked = state.unasked and bool(state.wants)
    if no_news:
        state.blocks, state.path = [], []
    return _moved(state)


def _moved(state: WorkingWalk) -> Moved:
    if state.request is None:
        state.said = []
    last = 0 if state.in_full or state.read_all else state.last
    return Moved(state.walk(), state.blocks, state.wants, state.path, last)


def _give(state: WorkingWalk, move: m.Give) -> None:
    if not told.give(state, move.values):
        not_understood.unclear(state, m.Unclear())


def _report(state: WorkingWalk, move: m.Report) -> None:
    if not reports.report(state, move.outcomes):
        not_understood.unclear(state, m.Unclear())


_OF_DRIVER = (m.Found, m.Filed, m.Proved, m.Grants)
_KEEPING_COUNT = (m.Unclear, m.Failure, m.Repeat, m.More)

# The order in which the moves of one message are made, after courtesy: corrections, side questions, told facts and
# remedies, the answer, steering.
_ORDER: tuple[tuple[type[m.Move], ...], ...] = (
    (),
    (m.Correct,),
    (m.SideQuestion,),
    (m.Give, m.Report),
    (m.Choose, m.Skip, m.DontKnow, m.NotSolved, m.Solved),
    (
        m.Begin,
        m.Repeat,
        m.More,
        m.Why,
        m.Unclear,
        m.Clarify,
        m.Failure,
        m.Back,
        m.Restart,
        m.Stop,
        m.Return,
        m.Later,
        m.FileCase,
        m.Human,
    ),
)
_LAST = len(_ORDER)

# What an answer leads to when its question is closed.
_STALE: dict[type, Callable[[WorkingWalk, Any], None]] = {
    m.Choose: answers.closed,
    m.Skip: answers.closed,
    m.DontKnow: answers.closed,
    m.NotSolved: answers.closed,
    m.Human: steering.human_again,
}

_HANDLERS: dict[type, Callable[[WorkingWalk, Any], None]] = {
    m.Begin: steering.begin,
    m.Choose: answers.choose,
    m.Give: _give,
    m.Report: _report,
    m.Topic: steering.topic,
    m.Correct: told.correct_move,
    m.Unclear: not_understood.unclear,
    m.Clarify: not_understood.clarify,
    m.Back: steering.back,
    m.Restart: steering.restart,
    m.Stop: steering.stop,
    m.Return: steering.go_to_other,
    m.Later: steering.later,
    m.Repeat: steering.repeat,
    m.More: steering.more,
    m.Why: steering.why,
    m.SideQuestion: side_questions.side_question,
    m.Skip: answers.skip,
    m.DontKnow: answers.skip,
    m.FileCase: cases.file_case,
    m.Human: steering.human,
    m.Solved: steering.solved,
    m.NotSolved: steering.not_solved,
    m.Failure: steering.failure,
    m.Grants: results.grants,
    m.Found: results.found,
    m.Filed: results.filed,
    m.Proved: results.proved,
}
