"""Plays a walk of tests/trees through the real driver, against a back office that may fail at any move."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tests.support.frail import PATIENCE, Fault, Frail
from tests.support.walk_files import WalkTest
from wayfinder.content.model import Library
from wayfinder.driver import Driver, Turn
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block, Choices, Status
from wayfinder.engine.moves import Choose, Move, Outcome, answering
from wayfinder.engine.requests import Held, Prove
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads
from wayfinder.workbench.walk_tests.player import NOW, PROVED, Player, Said

CONVERSATION = "c"


class Point(msgspec.Struct):
    """A move of a walk: the state before it, the move, and its result without a fault."""

    name: str
    before: Walk
    move: Move
    well: Turn


class Driven(Player):
    """One conversation with the real driver. `reach`: whether it can be answered later, if not as the walk says."""

    def __init__(self, library: Library, test: WalkTest, *, reach: bool | None = None) -> None:
        super().__init__(library, test)
        self.walk = Walk()
        self._reach = test.reach == "yes" if reach is None else reach
        self.office = Frail(test)
        self._hurried = Driver(library, self.office, lambda: NOW, seconds=PATIENCE, prover=self._prove_it)
        self._patient = Driver(
            library, self.office, lambda: NOW, seconds=60, prover=self._prove_it
        )  # a busy machine must not look like a fault

    def points(self, name: str) -> Iterator[Point]:
        """Play the walk without faults, stopping before each move."""
        for number, play in enumerate(self.test.play, 1):
            if play.refuses is not None:
                self.office.refuses = list(play.refuses)
            self.proves = play.proves or self.proves
            move = answering(self._move(play.do), open_question_of(self.library, self.walk).number)
            before = self.walk
            turn = self.turn(before, move)
            self.walk = turn.walk
            self._note_options(turn.blocks)
            yield Point(f"{name}, move {number} `{play.do}`", before, move, turn)

    def turn(self, walk: Walk, move: Move, fault: Fault | None = None) -> Turn:
        """One turn from a state that was sent as text, while the back office has this fault."""
        self.office.fault = fault
        self.office.proved = [held for held in walk.grants if held.id == PROVED]
        try:
            driver = self._hurried if fault == "slow" else self._patient
            return driver.turn(loads(dumps(walk)), [move], CONVERSATION, reach=self._reach)
        finally:
            self.office.fault = None
            self.office.late.set()
            self.office.late.clear()

    def _prove_it(self, _conversation: str, ask: Prove) -> Outcome:
        if self.proves == "granted":
            self.office.proved = [Held(PROVED, [ask.scope], NOW + 3600)]
        return self.proves

    def option(self, walk: Walk, value: str) -> Choose | None:
        """The open option with this value."""
        offered = (option.id for option in open_question_of(self.library, walk).options if option.value == value)
        return next(map(Choose, offered), None)

    def _note_options(self, blocks: list[Block]) -> None:
        for block in blocks:
            for option in block.options if isinstance(block, Choices) else []:
                self._offered.setdefault(option.id.partition(".")[2], option.id)


def text(turn: Turn) -> str:
    """All text of a turn."""
    return Said(turn.blocks, [], []).text


def statuses(turn: Turn) -> list[Status]:
    """How topics ended in a turn."""
    return [block for block in turn.blocks if isinstance(block, Status)]
