"""Whatever the action server does, one honest answer comes back and the state is kept."""

from __future__ import annotations

import time

import pytest

from tests.faults.turns.conftest import Rasa
from tests.faults.turns.stub import JSON, Answer, Behaviour, Call, Stub, answer, slow, turn
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads

pytestmark = pytest.mark.rasa

STATE = dumps(Walk(question=7))
CANARY = "canary.person@example.org"


def _raises(call: Call) -> Answer:
    return answer({"error": f"could not look up {call['tracker']['latest_message']['text']}"}, status=500)


WRONG: dict[str, Behaviour] = {
    "500": _raises,
    "400, which Rasa takes for a rejection": lambda _: answer(
        {"error": "no", "action_name": "action_walk"}, status=400
    ),
    "400 without what Rasa reads there": lambda _: answer({}, status=400),
    "401": lambda _: answer({}, status=401),
    "malformed JSON": lambda _: (200, JSON, b'{"events": ['),
    "no JSON at all": lambda _: (200, "text/html", b"<h1>It works!</h1>"),
    "an empty answer": lambda _: (200, JSON, b""),
    "a list": lambda _: answer([]),
    "nothing done": lambda _: answer({"events": [], "responses": []}),
    "events of no kind": lambda _: answer({"events": [{"event": "nonsense"}], "responses": []}),
    "the same number": lambda call: turn(call, n=3),
    "a number too high": lambda call: turn(call, n=5),
    "a number as text": lambda call: turn(call, n="4"),
    "no number": lambda call: turn(call, n=[]),
    "a state that is no walk": lambda call: turn(call, state="{{{"),
    "a state of another type": lambda call: turn(call, state={"question": 8}),
    "two replies": lambda call: turn(call, replies=2),
    "no reply": lambda call: turn(call, replies=0),
    "blocks of another type": lambda call: turn(call, blocks="hello"),
}


@pytest.mark.parametrize("behaviour", WRONG.values(), ids=WRONG)
def test_a_wrong_answer_is_one_honest_error_and_changes_nothing(behaviour: Behaviour, rasa: Rasa, stub: Stub) -> None:
    stub.behave = behaviour
    reply = rasa.client.say("c1", 3, STATE, f"my address is {CANARY}")
    assert reply.error is not None
    assert reply.error.reference.startswith("WF-")
    assert (reply.n, reply.state, reply.blocks) == (3, STATE, [])
    assert CANARY not in str(reply)
    stub.behave = turn
    assert rasa.client.say("c1", 3, STATE, "and again").n == 4


def test_an_action_server_that_is_down_from_the_start(rasa: Rasa, silent: Stub) -> None:
    reply = rasa.client.begin("c1")
    assert reply.error is not None
    assert reply.error.code == "turn_failed"
    assert (reply.n, reply.state) == (0, None)
    with silent.listening():
        assert rasa.client.begin("c1").n == 1


def test_an_action_server_that_dies_in_mid_conversation_and_comes_back(rasa: Rasa, silent: Stub) -> None:
    with silent.listening():
        first = rasa.client.begin("c1")
    lost = rasa.client.say("c1", first.n, first.state, "hello")
    assert lost.error is not None
    with silent.listening():
        second = rasa.client.say("c1", lost.n, lost.state, "hello")
    assert second.error is None
    assert second.n == 2
    assert loads(second.state or "").question == 2


def test_a_slow_action_server_is_not_waited_for(rasa: Rasa, stub: Stub) -> None:
    stub.behave = slow(1.5)
    start = time.monotonic()
    reply = rasa.client.say("c1", 3, STATE, "hello")
    assert time.monotonic() - start < 1.4
    assert reply.error is not None
    assert (reply.n, reply.state) == (3, STATE)


def test_no_failure_puts_what_the_person_typed_into_the_log(rasa: Rasa, stub: Stub) -> None:
    stub.behave = _raises
    reply = rasa.client.say("c1", 3, STATE, f"my address is {CANARY}")
    assert reply.error is not None
    log = rasa.log.read_text()
    assert reply.error.reference in log
    assert CANARY not in log
