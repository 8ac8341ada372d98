"""The one action: passes a received message to the driver, and the reply back to Rasa."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from wayfinder import bootstrap
from wayfinder import settings as configuration
from wayfinder.content.model import Library
from wayfinder.driver import Driver, Turn
from wayfinder.engine import walk_json
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.moves import Begin, Choose, Failure
from wayfinder.engine.walk import Walk
from wayfinder.faces.plain import text_of
from wayfinder.rasa.names import ACTION, NUMBER_SLOT, WALK_SLOT
from wayfinder.rasa.received import Received, read_turn
from wayfinder.turns.errors import INVALID_REQUEST, TURN_FAILED, TurnRefusedError, described
from wayfinder.turns.reply import Answer, Intent, Trace, TracedFact, TracedRequest
from wayfinder.understanding.decision.decision import LearntDecision
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.interpret import Understood, interpret

logger = logging.getLogger("wayfinder.actions")
RIVALS = 5  # intents shown in the trace
THREADS = 32  # turns at once: many more than may wait for the back office to write (wayfinder.driver.Threads)


class ActionWalk(Action):  # type: ignore[misc]
    """Makes one turn with the driver. Any failure inside becomes the engine's move for a failure."""

    def __init__(self, driver: Driver | None = None, learnt: Learnt | None = None) -> None:
        """Without a `driver`, as when Rasa's own action server creates the action, bootstrap composes one. `learnt` is
        what was learnt from labelled turns."""
        self._driver = driver or bootstrap.driver(configuration.load())
        self._learnt = learnt
        self._decides: LearntDecision | None = None
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="turn")

    def name(self) -> str:
        """The action's name in domain.yml."""
        return ACTION

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Make the turn in a thread, because look-ups wait for databases.

        Raises:
            TurnRefusedError: INVALID_REQUEST when the tracker does not hold a turn; TURN_FAILED when even the turn that
                reports a failure has failed.
        """
        del domain
        received, walk = _read(tracker)
        turn, understood = await asyncio.get_running_loop().run_in_executor(self._threads, self._turn, walk, received)
        if received.ours:
            answer = Answer(turn.blocks, _trace(received, understood, turn))
            dispatcher.utter_message(json_message=msgspec.to_builtins(answer))
        else:
            dispatcher.utter_message(text=text_of(turn.blocks))
        return [SlotSet(WALK_SLOT, walk_json.dumps(turn.walk)), SlotSet(NUMBER_SLOT, received.n + 1)]

    def close(self) -> None:
        """End the threads and the driver."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._driver.close()

    def _turn(self, walk: Walk, received: Received) -> tuple[Turn, Understood]:
        """One turn, and how its moves were found. When it fails, a turn that says so and keeps the state."""
        try:
            understood = self._understood(walk, received)
            return self._driver.turn(walk, understood.moves, received.conversation), understood
        except Exception as error:
            logger.error("turn %s failed: %s", received.reference, described(error))
        failure = Failure(received.reference)
        try:
            return self._driver.turn(walk, [failure], received.conversation), Understood([failure], "failure")
        except Exception as error:
            logger.error("turn %s could not even say that it failed: %s", received.reference, described(error))
            raise TurnRefusedError(TURN_FAILED) from None

    def _understood(self, walk: Walk, received: Received) -> Understood:
        if received.begin:
            return Understood([Begin()], "begin")
        if received.click is not None:
            return Understood([Choose(received.click)], "click")
        library = self._driver.library
        return interpret(received.parse, open_question_of(library, walk), self._decision(library))

    def _decision(self, library: Library) -> LearntDecision | None:
        """What was learnt, with the content of now: made once for each content, since it keeps what it works out."""
        if self._learnt is None or not self._learnt.scales:
            return None
        if self._decides is None or self._decides.library is not library:
            self._decides = LearntDecision(self._learnt, library)
        return self._decides


def _read(tracker: Tracker) -> tuple[Received, Walk]:
    try:
        received = read_turn(tracker)
        return received, Walk() if received.state is None else walk_json.loads(received.state)
    except (LookupError, TypeError, ValueError, AttributeError, msgspec.DecodeError) as error:
        logger.error("no turn can be made of a call: %s", described(error))
        raise TurnRefusedError(INVALID_REQUEST) from None


def _trace(received: Received, understood: Understood, turn: Turn) -> Trace:
    return Trace(
        intents=[Intent(name, confidence) for name, confidence in received.parse.ranking[:RIVALS]],
        rule=understood.rule,
        moves=understood.moves,
        steps=turn.steps,
        facts=[TracedFact.of(fact) for fact in turn.walk.facts],
        requests=[TracedRequest(each.request, each.outcome) for each in turn.asked],
    )
