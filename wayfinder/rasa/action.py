"""The one action: hands what was heard to the driver, and what the driver says back to Rasa."""

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
from wayfinder.driver import Driver, Turn
from wayfinder.engine import walk_json
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.moves import Begin, Choose, Failure
from wayfinder.engine.walk import Walk
from wayfinder.faces.plain import text_of
from wayfinder.rasa.heard import Heard, hear
from wayfinder.rasa.names import ACTION, NUMBER_SLOT, WALK_SLOT
from wayfinder.turns.errors import INVALID_REQUEST, TURN_FAILED, TurnRefusedError, described
from wayfinder.turns.reply import Answer, Intent, Trace, TracedFact, TracedRequest
from wayfinder.understanding.interpret.interpret import Understood, interpret

logger = logging.getLogger("wayfinder.actions")
RIVALS = 5  # intents shown in the trace
THREADS = 32  # turns at once: many more than may wait for the back office to write (wayfinder.driver.Threads)


class ActionWalk(Action):  # type: ignore[misc]
    """Drives the engine one turn. Whatever fails inside becomes the engine's own move for a failure."""

    def __init__(self, driver: Driver | None = None) -> None:
        """`driver` is composed by bootstrap when Rasa's own action server makes the action."""
        self._driver = driver or bootstrap.driver(configuration.load())
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="turn")

    def name(self) -> str:
        """The action's name in domain.yml."""
        return ACTION

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Runs in a thread, for look-ups wait for databases.

        Raises:
            TurnRefusedError: INVALID_REQUEST when no turn can be made of the tracker; TURN_FAILED when even the turn
                that says that something failed has failed.
        """
        del domain
        heard, walk = _read(tracker)
        turn, understood = await asyncio.get_running_loop().run_in_executor(self._threads, self._turn, walk, heard)
        if heard.ours:
            answer = Answer(turn.blocks, _trace(heard, understood, turn))
            dispatcher.utter_message(json_message=msgspec.to_builtins(answer))
        else:
            dispatcher.utter_message(text=text_of(turn.blocks))
        return [SlotSet(WALK_SLOT, walk_json.dumps(turn.walk)), SlotSet(NUMBER_SLOT, heard.n + 1)]

    def close(self) -> None:
        """End its threads and the driver."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._driver.close()

    def _turn(self, walk: Walk, heard: Heard) -> tuple[Turn, Understood]:
        """One turn, and how its move came about. When it fails: a turn that says so and keeps the state."""
        try:
            understood = self._understood(walk, heard)
            return self._driver.turn(walk, [understood.move], heard.conversation), understood
        except Exception as error:
            logger.error("turn %s failed: %s", heard.reference, described(error))
        failure = Failure(heard.reference)
        try:
            return self._driver.turn(walk, [failure], heard.conversation), Understood(failure, "failure")
        except Exception as error:
            logger.error("turn %s could not even say that it failed: %s", heard.reference, described(error))
            raise TurnRefusedError(TURN_FAILED) from None

    def _understood(self, walk: Walk, heard: Heard) -> Understood:
        if heard.begin:
            return Understood(Begin(), "begin")
        if heard.click is not None:
            return Understood(Choose(heard.click), "click")
        return interpret(heard.parse, open_question_of(self._driver.library, walk))


def _read(tracker: Tracker) -> tuple[Heard, Walk]:
    try:
        heard = hear(tracker)
        return heard, Walk() if heard.state is None else walk_json.loads(heard.state)
    except (LookupError, TypeError, ValueError, AttributeError, msgspec.DecodeError) as error:
        logger.error("no turn can be made of a call: %s", described(error))
        raise TurnRefusedError(INVALID_REQUEST) from None


def _trace(heard: Heard, understood: Understood, turn: Turn) -> Trace:
    return Trace(
        intents=[Intent(name, confidence) for name, confidence in heard.parse.ranking[:RIVALS]],
        rule=understood.rule,
        move=understood.move,
        steps=turn.trace.steps,
        facts=[TracedFact.of(fact) for fact in turn.trace.facts],
        requests=[TracedRequest(each.request, each.outcome) for each in turn.trace.asked],
    )
