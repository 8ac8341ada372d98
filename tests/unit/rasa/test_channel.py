"""The channel: what it passes to Rasa, and what Rasa must return for a turn to count."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.exceptions import RasaException

from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import SIZE_LIMIT, dumps
from wayfinder.rasa import channel, envelope, patches
from wayfinder.rasa.channel import TurnInput
from wayfinder.turns import guard

SECRET = "a-secret-for-the-tests"
STATE = dumps(Walk(question=7))
NEXT = dumps(Walk(question=8))
ANSWER = {"blocks": [{"type": "text", "spans": ["Hello"]}], "trace": {"rule": "r"}}
CANARY = "canary.person@example.org"

Handler = Callable[[UserMessage], Any]


def _rasa(n: object = 4, state: object = NEXT, answers: tuple[Any, ...] = (ANSWER,)) -> Handler:
    """What Rasa does with a message: the action's slots and answers."""

    async def handle(message: UserMessage) -> None:
        carried = envelope.current()
        assert carried is not None
        carried.new_n, carried.new_state = n, state
        for answer in answers:
            await message.output_channel.send_response(message.sender_id, {"custom": answer})

    return handle


def _turn(handle: Handler, *, secret: str = SECRET, timeout: float = 5, ready: bool = True, **sent: Any) -> Any:
    """Status and body of the answer to one turn."""
    body = {"conversation": "c1", "n": 3, "state": STATE, "message": CANARY, **sent}
    agent = SimpleNamespace(is_ready=lambda: ready)
    request: Any = SimpleNamespace(
        headers=guard.header(secret),
        body=json.dumps({key: value for key, value in body.items() if value is not None}).encode(),
        app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)),
    )
    answer = asyncio.run(TurnInput(SECRET, timeout).turn(request, handle))
    return answer.status, json.loads(answer.body)


def test_a_complete_turn_is_passed_on() -> None:
    assert _turn(_rasa()) == (200, {"n": 4, "state": NEXT, **ANSWER})


WRONG: dict[str, Handler] = {
    "the same number": _rasa(n=3),
    "a number too high": _rasa(n=5),
    "a number as text": _rasa(n="4"),
    "no number": _rasa(n=None),
    "no state": _rasa(state=None),
    "a state of another type": _rasa(state={"question": 8}),
    "a state that is no walk": _rasa(state="{}"),
    "a state that the next turn could not bring": _rasa(state=NEXT + " " * SIZE_LIMIT),
    "no answer": _rasa(answers=()),
    "two answers": _rasa(answers=(ANSWER, ANSWER)),
    "an answer of another type": _rasa(answers=("hello",)),
    "no blocks": _rasa(answers=({"trace": {}},)),
    "blocks that no face knows": _rasa(answers=({"blocks": [{"type": "video"}]},)),
    "a trace of another type": _rasa(answers=({"blocks": [], "trace": {"facts": [["a", "b"]]}},)),
}


@pytest.mark.parametrize("handle", WRONG.values(), ids=WRONG)
def test_an_incomplete_turn_fails_and_keeps_number_and_state(handle: Handler) -> None:
    status, body = _turn(handle)
    assert (status, body["error"]["code"]) == (503, "turn_failed")
    assert (body["n"], body["state"]) == (3, STATE)
    assert "blocks" not in body


@pytest.mark.parametrize(
    ("sent", "failure"),
    [
        ({"message": None}, (400, "invalid_request")),
        ({"state": None}, (422, "state_refused")),
        ({"state": "garbage"}, (422, "state_refused")),
        ({"secret": "another-secret-altogether"}, (401, "unauthorised")),
        ({"ready": False}, (503, "not_ready")),
    ],
)
def test_a_request_that_is_not_a_turn_never_reaches_rasa(sent: dict[str, Any], failure: tuple[int, str]) -> None:
    async def never(_: UserMessage) -> None:
        raise AssertionError

    status, body = _turn(never, **sent)
    assert (status, body["error"]["code"]) == failure


def test_a_turn_that_takes_too_long_is_given_up() -> None:
    async def slow(_: UserMessage) -> None:
        await asyncio.sleep(5)

    status, body = _turn(slow, timeout=0.05)
    assert (status, body["error"]["code"], body["n"]) == (504, "timed_out", 3)


def test_an_unexpected_failure_is_one_honest_error_that_quotes_nobody(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(message: UserMessage) -> None:
        raise KeyError(message.text)

    with caplog.at_level(logging.DEBUG):
        status, body = _turn(broken)
    assert (status, body["error"]["code"]) == (500, "internal")
    assert body["error"]["reference"] in caplog.text
    assert CANARY not in caplog.text + json.dumps(body["error"])
    assert "Traceback" not in caplog.text


def test_every_turn_has_a_sender_id_of_its_own_and_no_envelope_is_left_open() -> None:
    seen: list[UserMessage] = []

    async def listen(message: UserMessage) -> None:
        seen.append(message)
        await _rasa()(message)

    _turn(listen)
    _turn(listen)
    assert len({message.sender_id for message in seen}) == 2
    assert envelope.current() is None


def test_a_click_is_data_that_no_typed_text_can_imitate() -> None:
    seen: list[UserMessage] = []

    async def listen(message: UserMessage) -> None:
        seen.append(message)
        await _rasa()(message)

    _turn(listen, message=None, click="7.direct")
    assert seen[0].parse_data == channel.NOT_TYPED
    assert (seen[0].text, seen[0].metadata["click"]) == ("", "7.direct")


def test_an_unpatched_rasa_gets_no_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"secret": SECRET, "turn_timeout": "4"}
    monkeypatch.setattr(patches, "applied", lambda: False)
    with pytest.raises(RasaException, match="not safe"):
        TurnInput.from_credentials(given)
    monkeypatch.setattr(patches, "applied", lambda: True)
    assert TurnInput.from_credentials(given).name() == "wayfinder"


@pytest.mark.parametrize("credentials", [None, {}, {"secret": ""}, {"secret": "short"}])
def test_a_channel_without_a_secret_does_not_start(credentials: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patches, "applied", lambda: True)
    with pytest.raises(RasaException, match="secret"):
        TurnInput.from_credentials(credentials)
