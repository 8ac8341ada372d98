"""SEC-6, REL-4, REL-5 through the real Rasa: the action server is gone, hangs, or its answer is lost, at each step.

One walk of each tree is walked as a stranger; at each of its moves the wire to the action server has each trouble.
"""

from __future__ import annotations

import time
import uuid
from typing import get_args

import pytest

from tests.faults.conftest import Some
from tests.faults.steps.conftest import Line
from tests.support.driven import Driven, Point
from tests.support.honest import told
from tests.support.relay import Trouble
from tests.support.walk_files import DATA, files, read
from wayfinder.content.files import read as read_content
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.blocks import Status
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads
from wayfinder.turns.reply import TurnReply

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(600)]

FEW = 8  # steps in ./test
HONEST_SECONDS = 10
WORDS: dict[type[m.Move], str] = {
    m.DontKnow: "I don't know",
    m.Skip: "skip that",
    m.Solved: "it works now",
    m.NotSolved: "that did not help",
    m.Human: "I want to talk to a person",
    m.Back: "go back",
    m.Why: "why do you ask?",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return read_content(DATA).library


def test_whatever_happens_to_the_action_server_nothing_is_lost_and_nothing_done_twice(
    line: Line, library: Library, some: Some[Point]
) -> None:
    points = [point for path in files() for point in _first_walk(library, path.stem)]
    for point in some(points, FEW):
        _break_and_repair(line, library, point)


def _first_walk(library: Library, tree: str) -> list[Point]:
    """The moves of the first walk of a stranger, up to a move at which the walk itself makes the back office refuse."""
    path = next(path for path in files() if path.stem == tree)
    name, test = next((name, test) for name, test in read(path).walks.items() if test.proof == "none")
    refused = next((at for at, play in enumerate(test.play) if play.refuses), None)
    return list(Driven(library, test, reach=False).points(f"{tree}: {name}"))[:refused]


def _break_and_repair(line: Line, library: Library, point: Point) -> None:
    conversation = uuid.uuid4().hex
    for trouble in get_args(Trouble):
        with line.to_actions.in_trouble(trouble):
            _check_error(point, trouble, lambda: _send(line, library, conversation, point))
    reply = _send(line, library, conversation, point)
    _check_going_on(point, reply)
    outcomes = {block.outcome for block in reply.blocks if isinstance(block, Status)}
    filed = line.filed(conversation)
    assert max(filed) <= 1, f"{point.name}: filed {filed}"
    assert sum(filed) == len(outcomes & {"case", "human"}), f"{point.name}: filed {filed}, said {outcomes}"
    line.clear()


def _send(line: Line, library: Library, conversation: str, point: Point) -> TurnReply:
    """The move as a click or in words; the first one of a conversation brings no state."""
    n, state = (0, None) if point.before == Walk() else (3, dumps(point.before))
    if isinstance(point.move, m.Choose):
        return line.client.click(conversation, n, state, point.move.id)
    return line.client.say(conversation, n, state, _words(library, point.move))


def _words(library: Library, move: m.Move) -> str:
    if isinstance(move, m.Topic):
        return library.trees[move.id].title if move.id in library.trees else move.id
    if isinstance(move, (m.Give, m.Correct)):
        return " ".join(move.values.values()) or "that was wrong"
    return WORDS.get(type(move), "hello")


def _check_error(point: Point, trouble: Trouble, send: object) -> None:
    assert callable(send)
    began = time.monotonic()
    reply = send()
    assert time.monotonic() - began < HONEST_SECONDS
    assert reply.error is not None, f"{trouble}: {point.name}"
    assert reply.error.code in ("turn_failed", "timed_out"), f"{trouble}: {point.name}"
    assert "What you have told us so far is kept" in reply.error.message
    assert reply.error.reference
    assert reply.blocks == []
    assert reply.state == (None if point.before == Walk() else dumps(point.before))


def _check_going_on(point: Point, reply: TurnReply) -> None:
    """The repeated turn is made as if nothing had happened; a click leads where it always leads."""
    assert reply.error is None, f"{point.name}: {reply.error}"
    assert reply.blocks
    after = loads(reply.state or "")
    if isinstance(point.move, m.Choose):
        assert [(frame.tree, frame.step) for frame in after.stack] == [
            (frame.tree, frame.step) for frame in point.well.walk.stack
        ], point.name
        assert told(after) == told(point.well.walk), point.name
