"""The one action: hands what was heard to the driver, and what the driver says back to Rasa."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import msgspec
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from wayfinder import bootstrap
from wayfinder.driver import Driver, Turn
from wayfinder.engine import walk as walks
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.moves import Begin, Choose, Failure
from wayfinder.engine.walk import Walk
from wayfinder.faces.plain import text_of
from wayfinder.rasa.heard import Heard, hear
from wayfinder.rasa.names import ACTION, NUMBER_SLOT, WALK_SLOT
from wayfinder.turns.errors import described
from wayfinder.understanding.interpret.interpret import Understood, interpret

logger = logging.getLogger("wayfinder.actions")
RIVALS = 5  # intents shown in the trace


class ActionWalk(Action):  # type: ignore[misc]
    """Drives the engine one turn. Whatever fails inside becomes the engine's own move for a failure."""

    def __init__(self, driver: Driver | None = None) -> None:
        """`driver` is composed by bootstrap when Rasa's own action server makes the action."""
        self._driver = driver or bootstrap.driver()

    def name(self) -> str:
        """The action's name in domain.yml."""
        return ACTION

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Runs in a thread, for look-ups wait for databases."""
        del domain
        heard = hear(tracker)
        understood, turn = await asyncio.to_thread(self._turn, heard)
        if heard.ours:
            dispatcher.utter_message(json_message=_answer(heard, understood, turn))
        else:
            dispatcher.utter_message(text=text_of(turn.blocks))
        return [SlotSet(WALK_SLOT, walks.dumps(turn.walk)), SlotSet(NUMBER_SLOT, heard.n + 1)]

    def _turn(self, heard: Heard) -> tuple[Understood, Turn]:
        """One turn; when it fails, one that says so under the turn's reference and keeps the state."""
        walk = Walk() if heard.state is None else walks.loads(heard.state)
        try:
            understood = self._understood(walk, heard)
            return understood, self._driver.turn(walk, [understood.move], heard.conversation)
        except Exception as error:
            logger.error("turn %s failed: %s", heard.reference, described(error))
            failure = Failure(heard.reference)
            return Understood(failure, "failure"), self._driver.turn(walk, [failure], heard.conversation)

    def _understood(self, walk: Walk, heard: Heard) -> Understood:
        if heard.begin:
            return Understood(Begin(), "begin")
        if heard.click is not None:
            return Understood(Choose(heard.click), "click")
        return interpret(heard.parse, open_question_of(self._driver.library, walk))


def _answer(heard: Heard, understood: Understood, turn: Turn) -> dict[str, Any]:
    """What our channel passes on: the blocks, and how they came about."""
    trace = {"intents": heard.parse.ranking[:RIVALS], "move": understood.move, **msgspec.structs.asdict(turn.trace)}
    answer: dict[str, Any] = msgspec.to_builtins({"blocks": turn.blocks, "trace": trace})
    return answer
