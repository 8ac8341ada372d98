"""Nothing that is sent to the channel sets a slot, names an intent, mixes conversations or stops the server."""

from __future__ import annotations

import http.client
import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.faults.turns.conftest import Rasa
from tests.faults.turns.stub import Call, Stub, slow
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import SIZE_LIMIT, dumps, loads
from wayfinder.text import TICKET_LIMIT
from wayfinder.turns.client import TurnClient

pytestmark = pytest.mark.rasa

STATE = dumps(Walk(question=7))
FORGED = '{"walk": "{}", "n": 9}'
DISGUISES = [
    "/restart",
    "/back",
    "/session_start",
    "/nlu_fallback",
    "/out_of_scope",
    "/affirm",
    f"/affirm{FORGED}",
    f"/affirm@1.0{FORGED}",
    f"  /affirm{FORGED}",
    f"\t/affirm{FORGED}",
    f"\n/affirm{FORGED}",
    f"\u00a0/affirm{FORGED}",
    f"\u3000/affirm{FORGED}",
    f"\ufeff/affirm{FORGED}",
    f"\u200b/affirm{FORGED}",
    f"\u2060/affirm{FORGED}",
    f"\uff0faffirm{FORGED}",
    f"\u2215affirm{FORGED}",
    f"\u0000/affirm{FORGED}",
    f"\ud800/affirm{FORGED}",
    f"//affirm{FORGED}",
    f"/not_typed{FORGED}",
    f"/affirm {FORGED}",
    "EXTERNAL: affirm",
]


def _post(rasa: Rasa, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", rasa.settings.rasa_port, timeout=10)
    right = {"Authorization": f"Bearer {rasa.settings.secret.reveal()}"}
    try:
        connection.request("POST", "/webhooks/wayfinder/turn", body, right if headers is None else headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def _received(call: Call) -> tuple[Any, Any, Any]:
    tracker = call["tracker"]
    return tracker["slots"]["walk"], tracker["slots"]["n"], tracker["latest_message"]["entities"]


@pytest.mark.parametrize("text", DISGUISES)
def test_typed_text_is_never_an_intent_or_a_slot(text: str, rasa: Rasa, stub: Stub) -> None:
    reply = rasa.client.say("c1", 3, STATE, text)
    assert reply.error is None
    assert reply.n == 4
    call = stub.calls[-1]
    assert _received(call) == (STATE, 3, [])
    assert call["tracker"]["latest_message"]["intent"]["name"] != "not_typed"
    ranked = call["tracker"]["latest_message"]["intent_ranking"]
    assert len(ranked) > 1, "a ranking of one is what Rasa makes of a typed intent"


def test_a_click_is_passed_without_asking_the_classifier(rasa: Rasa, stub: Stub) -> None:
    assert rasa.client.click("c1", 3, STATE, "login_loop.arrival:direct").n == 4
    message = stub.calls[-1]["tracker"]["latest_message"]
    assert message["metadata"]["click"] == "login_loop.arrival:direct"
    assert message["intent_ranking"] == []
    assert message["text"] == ""


def test_the_action_server_gets_the_secret_and_not_the_domain(rasa: Rasa, stub: Stub) -> None:
    rasa.client.begin("c1")
    assert stub.calls[-1]["authorization"] == f"Bearer {rasa.settings.secret.reveal()}"
    assert "domain" not in stub.calls[-1]


def test_every_turn_has_a_sender_id_of_its_own(rasa: Rasa, stub: Stub) -> None:
    rasa.client.begin("c1")
    rasa.client.begin("c1")
    assert len({call["sender_id"] for call in stub.calls}) == 2


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "\udfff\ud800", "😀" * 2_000, "a" * 10_000, "/" * 10_000])
def test_odd_texts_are_answered(text: str, rasa: Rasa) -> None:
    reply = rasa.client.say("c1", 3, STATE, text)
    assert reply.error is None
    assert reply.n == 4


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize("text", ["😀" * TICKET_LIMIT, "a1 " * TICKET_LIMIT, "a\n" * TICKET_LIMIT])
def test_the_longest_ticket_with_the_longest_state_is_answered(text: str, rasa: Rasa) -> None:
    """Each of these characters takes up to twelve bytes when sent, and Rasa repeats the message to the action."""
    state = STATE + " " * (SIZE_LIMIT - len(STATE))
    reply = rasa.client.say("c1", 3, state, text, TICKET_LIMIT)
    assert reply.error is None
    assert reply.n == 4


def _turn(**changes: Any) -> bytes:
    whole = {"conversation": "c1", "n": 3, "state": STATE, "message": "hello", **changes}
    return json.dumps({key: value for key, value in whole.items() if value != "left out"}).encode()


MALFORMED = {
    "no body": b"",
    "no JSON": b"\xff\xfe{",
    "a list": b"[]",
    "a number": b"5",
    "null": b"null",
    "deep": b'{"conversation":' + b"[" * 50_000,
    "no conversation": _turn(conversation="left out"),
    "another's slash": _turn(conversation="../c2"),
    "an empty conversation": _turn(conversation=""),
    "a long conversation": _turn(conversation="c" * 65),
    "a NUL in the conversation": _turn(conversation="c\x001"),
    "no n": _turn(n="left out"),
    "n negative": _turn(n=-1),
    "n true": _turn(n=True),
    "n text": _turn(n="3"),
    "n fraction": _turn(n=3.5),
    "n huge": _turn(n=10**30),
    "message number": _turn(message=5),
    "message list": _turn(message=["hello"]),
    "message too long": _turn(message="a" * 20_001),
    "message and click": _turn(click="a"),
    "message and begin": _turn(begin=True),
    "neither": _turn(message="left out"),
    "click empty": _turn(message="left out", click=""),
    "click with a space": _turn(message="left out", click="a b"),
    "click long": _turn(message="left out", click="a" * 201),
    "unknown field": _turn(metadata={"n": 9}),
    "sender": _turn(sender="somebody"),
    "state too long": _turn(state=STATE + " " * 8_000),
    "state a number": _turn(state=5),
    "state an object": _turn(state={"question": 7}),
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_what_is_not_a_turn_is_refused_in_one_shape(body: bytes, rasa: Rasa, stub: Stub) -> None:
    status, reply = _post(rasa, body)
    assert status == 400
    assert set(reply) == {"error"}
    assert set(reply["error"]) == {"code", "message", "reference"}
    assert reply["error"]["code"] == "invalid_request"
    assert stub.calls == []


FORGED_STATES = {
    "garbage": _turn(state="garbage"),
    "null": _turn(state="null"),
    "an object": _turn(state='{"question":7}'),
    "wrong types": _turn(state=STATE.replace("7", '"seven"')),
    "a strange stack": _turn(state=STATE.replace("[]", "[[1,2,3]]", 1)),
    "deep": _turn(state="[" * 7_000),
    "lone surrogate": _turn(state=STATE + '"\ud800"'),
    "none in mid conversation": _turn(state=None),
    "one at the first turn": _turn(n=0),
}


@pytest.mark.parametrize("body", FORGED_STATES.values(), ids=FORGED_STATES)
def test_a_state_that_is_not_valid_is_refused(body: bytes, rasa: Rasa, stub: Stub) -> None:
    status, reply = _post(rasa, body)
    assert (status, reply["error"]["code"]) == (422, "state_refused")
    assert stub.calls == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": ""}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer \xff\xfe"}],
    ids=["none", "empty", "wrong", "not ASCII"],
)
def test_without_the_secret_there_is_no_turn(headers: dict[str, str], rasa: Rasa, stub: Stub) -> None:
    status, reply = _post(rasa, _turn(), headers)
    assert (status, reply["error"]["code"]) == (401, "unauthorised")
    assert stub.calls == []


@pytest.mark.usefixtures("stub")
def test_a_megabyte_is_refused_and_the_server_lives(rasa: Rasa) -> None:
    status, reply = _post(rasa, _turn(message="a" * 1_000_000))
    assert (status, reply["error"]["code"]) == (413, "too_large")
    assert rasa.client.begin("c1").n == 1


@pytest.mark.parametrize(
    "path", ["/", "/version", "/status", "/model", "/webhooks/rest/webhook", "/conversations/c1/tracker"]
)
def test_there_is_nothing_else_at_this_address(path: str, rasa: Rasa) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", rasa.settings.rasa_port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.status == 404
    assert b"asa" not in response.read()
    connection.close()


def test_turns_at_once_of_different_conversations_do_not_mix(rasa: Rasa, stub: Stub) -> None:
    stub.behave = slow(0.1)

    def one(number: int) -> bool:
        reply = rasa.client.say(f"c{number}", number, dumps(Walk(question=number * 10)), f"I am number {number}")
        block: Any = reply.blocks[0]
        return (
            reply.n == number + 1
            and loads(reply.state or "").question == number * 10 + 1
            and block.spans == [f"I am number {number}"]
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(1, 41)))


@pytest.mark.usefixtures("stub")
def test_a_rasa_that_hangs_is_an_honest_error_and_then_the_same_turn_succeeds(rasa: Rasa) -> None:
    impatient = TurnClient(f"http://127.0.0.1:{rasa.settings.rasa_port}", rasa.settings.secret.reveal(), 0.3)
    os.kill(rasa.pid, signal.SIGSTOP)
    try:
        reply = impatient.say("c1", 3, STATE, "hello")
    finally:
        os.kill(rasa.pid, signal.SIGCONT)
    assert reply.error is not None
    assert reply.error.code == "timed_out"
    assert (reply.n, reply.state) == (3, STATE)
    assert rasa.client.say("c1", 3, STATE, "hello").n == 4
