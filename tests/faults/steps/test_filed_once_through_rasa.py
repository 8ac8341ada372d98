"""REL-4 through the real Rasa: the confirmation of a case is lost on either connection, and the turn is repeated."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest

from tests.faults.conftest import Some
from tests.faults.steps.conftest import Line
from tests.support.driven import Driven, Point, statuses
from tests.support.honest import DONE
from tests.support.relay import Relay, Trouble
from tests.support.walk_files import DATA, files, read
from wayfinder.content.files import read as read_content
from wayfinder.engine.blocks import Status
from wayfinder.engine.moves import Choose
from wayfinder.engine.walk_json import dumps
from wayfinder.turns.reply import TurnReply

pytestmark = [pytest.mark.rasa, pytest.mark.timeout(600)]

FEW, MANY = 3, 40  # places in ./test and in ./test faults


def test_sent_again_through_either_wire_it_exists_once(line: Line, some: Some[Point]) -> None:
    for point in some(_clicks_that_file()[:MANY], FEW):
        conversation = uuid.uuid4().hex
        for wire in (line.to_actions, line.to_rasa):
            _lose(line, wire, conversation, point)
        with ThreadPoolExecutor(2) as pool:
            replies = list(pool.map(_send, [line] * 2, [conversation] * 2, [point] * 2))
        shown = {block.reference for reply in replies for block in reply.blocks if isinstance(block, Status)}
        assert len(shown) == 1, point.name
        assert sum(line.filed(conversation)) == 1, point.name
        line.clear()


def _lose(line: Line, wire: Relay, conversation: str, point: Point) -> None:
    """The case is filed, its confirmation is lost, and the reply does not claim that it was filed."""
    troubles: tuple[Trouble, ...] = get_args(Trouble) if wire is line.to_actions else ("cut", "deaf")
    for trouble in troubles:
        with wire.in_trouble(trouble):
            reply = _send(line, conversation, point)
        assert reply.error is not None
        assert (reply.blocks, reply.state) == ([], dumps(point.before))


def _send(line: Line, conversation: str, point: Point) -> TurnReply:
    assert isinstance(point.move, Choose)
    return line.client.click(conversation, 3, dumps(point.before), point.move.id)


def _clicks_that_file() -> list[Point]:
    library = read_content(DATA).library
    found = []
    for path in files():
        for name, test in read(path).walks.items():
            if test.proof == "none" and not any(play.refuses for play in test.play):
                points = Driven(library, test, reach=False).points(f"{path.stem}: {name}")
                found += [point for point in points if isinstance(point.move, Choose) and _does_something(point)]
    return found


def _does_something(point: Point) -> bool:
    return bool({status.outcome for status in statuses(point.well)} & set(DONE))
