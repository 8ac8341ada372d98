"""The one action: from Rasa's tracker through the driver, and back as slots and one answer."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from tests.support.rasa_parts import FACTS, TREES, BrokenDriver, driver, tracker
from tests.support.trees import library
from wayfinder.content.model import Library
from wayfinder.driver import Driver
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads
from wayfinder.rasa.action import ActionWalk
from wayfinder.rasa.received import read_turn
from wayfinder.turns.errors import TurnRefusedError

TOPIC = "loop: {area: login, title: loop, status: ready, gist: Log in again.}"


@pytest.fixture
def content(tmp_path: Path) -> Library:
    return library(tmp_path, TREES, facts=FACTS, topics=TOPIC)


def _run(action: ActionWalk, received: Tracker) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Slots set and messages sent."""
    dispatcher = CollectingDispatcher()
    try:
        events = asyncio.run(action.run(dispatcher, received, {}))
    finally:
        action.close()
    return {event["name"]: event["value"] for event in events}, dispatcher.messages


def _loop_asked(content: Library) -> str:
    """The state in which the question of the loop is open."""
    slots, _ = _run(ActionWalk(driver(content)), tracker("loop", ranking=[("loop", 0.95), ("stop", 0.01)]))
    return str(slots["walk"])


def _option(content: Library, state: str, value: str) -> str:
    """The id of an open option."""
    return next(option.id for option in open_question_of(content, loads(state)).options if option.value == value)


def test_the_first_turn_greets(content: Library) -> None:
    slots, messages = _run(ActionWalk(driver(content)), tracker(begin=True))
    assert slots["n"] == 1
    assert len(messages) == 1
    assert "(greet)" in json.dumps(messages[0]["custom"]["blocks"])


def test_a_message_begins_a_topic_and_the_trace_says_why(content: Library) -> None:
    received = tracker("it loops", n=4, walk=dumps(Walk()), ranking=[("loop", 0.95), ("stop", 0.01)])
    slots, messages = _run(ActionWalk(driver(content)), received)
    assert slots["n"] == 5
    assert loads(slots["walk"]).stack[0].tree == "loop"
    trace = messages[0]["custom"]["trace"]
    assert trace["intents"] == [{"name": "loop", "confidence": 0.95}, {"name": "stop", "confidence": 0.01}]
    assert trace["moves"][0]["move"] == "topic"
    assert "loop/route" in trace["steps"]
    assert "From the invitation?" in json.dumps(messages[0]["custom"]["blocks"])


def test_a_click_chooses(content: Library) -> None:
    state = _loop_asked(content)
    option = _option(content, state, "direct")
    _, messages = _run(ActionWalk(driver(content)), tracker(n=1, walk=state, click=option))
    assert "Clear the cache." in json.dumps(messages[0]["custom"])
    assert messages[0]["custom"]["trace"]["moves"] == [{"move": "choose", "id": option}]


def test_a_failure_inside_is_one_answer_with_the_turns_reference_and_keeps_the_state(
    content: Library, caplog: pytest.LogCaptureFixture
) -> None:
    state = _loop_asked(content)
    received = tracker("person@example.org", n=1, walk=state)
    with caplog.at_level(logging.INFO):
        slots, messages = _run(ActionWalk(BrokenDriver(content)), received)
    assert slots["n"] == 2
    assert loads(slots["walk"]).stack[0] == loads(state).stack[0]
    assert len(messages) == 1
    assert "(failure)" in json.dumps(messages[0]["custom"]["blocks"])
    assert messages[0]["custom"]["trace"]["moves"] == [{"move": "failure", "reference": "WF-TESTTEST"}]
    assert [record.name for record in caplog.records] == ["wayfinder.actions"]
    assert "WF-TESTTEST" in caplog.text
    assert "person@example.org" not in caplog.text


@pytest.mark.parametrize(
    "received",
    [
        tracker("hello", n=3, walk="garbage"),
        tracker("hello", n=3, walk='{"stack": 5}'),
        Tracker("once", {}, {"metadata": {}}, [{"event": "user", "input_channel": "wayfinder"}], False, None, {}, ""),
    ],
)
def test_a_tracker_without_a_valid_turn_is_left_to_the_channel(received: Tracker, content: Library) -> None:
    with pytest.raises(TurnRefusedError, match="invalid_request"):
        _run(ActionWalk(driver(content)), received)


def test_a_turn_that_does_not_come_from_its_envelope_is_refused(content: Library) -> None:
    received = tracker("hello", n=3, walk=dumps(Walk()))
    received.slots = {"walk": None, "n": None}
    with pytest.raises(TurnRefusedError, match="invalid_request"):
        _run(ActionWalk(driver(content)), received)


def test_when_even_the_failure_fails_nothing_is_claimed_or_quoted(
    content: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(TurnRefusedError, match="turn_failed") as caught:
        _run(ActionWalk(BrokenDriver(content, always=True)), tracker("person@example.org"))
    assert caught.value.__cause__ is None
    assert caplog.text.count("WF-TESTTEST") == 2
    assert "Traceback" not in caplog.text
    assert "person@example.org" not in caplog.text


def test_rasa_shell_gets_text_with_numbers(content: Library) -> None:
    received = tracker("loop", n=None, channel="cmdline", ranking=[("loop", 0.95), ("stop", 0.01)])
    slots, messages = _run(ActionWalk(driver(content)), received)
    assert slots["n"] == 1
    assert len(messages) == 1
    assert messages[0]["text"].endswith("From the invitation?\n\n[1] Yes, from it\n[2] No, as usual")
    assert messages[0]["custom"] == {}


def test_other_channels_cannot_claim_a_click_or_a_conversation(content: Library) -> None:
    class Listening(Driver):
        conversations: list[str] = []

        def turn(self, walk: Walk, moves: Any, conversation: str, *, reach: bool = False) -> Any:
            self.conversations.append(conversation)
            return super().turn(walk, moves, conversation, reach=reach)

    listening = driver(content)
    listening.__class__ = Listening
    received = tracker("loop", channel="rest", click="1.direct", begin=True, conversation="somebody-elses")
    _run(ActionWalk(listening), received)
    assert Listening.conversations == ["other-channel:once"]


def test_an_id_of_another_channel_is_never_that_of_one_of_our_conversations() -> None:
    of_shell = tracker("hello", channel="cmdline")
    of_shell.sender_id = "desk:c1"
    assert read_turn(of_shell).conversation == "other-channel:desk:c1"
