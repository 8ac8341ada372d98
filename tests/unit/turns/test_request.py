"""Requests for turns: what is accepted, and how it is cleaned. What is refused is in tests/faults/turns."""

from __future__ import annotations

import json

import msgspec
import pytest

from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import SIZE_LIMIT, dumps
from wayfinder.settings import ROOT
from wayfinder.turns.errors import ALL, UNREACHABLE, TurnRefusedError, described
from wayfinder.turns.reply import failed
from wayfinder.turns.request import MESSAGE_LIMIT, is_state, parse


def _body(**fields: object) -> bytes:
    return json.dumps({"conversation": "c1", "n": 0, **fields}).encode()


def test_the_three_kinds_of_turn() -> None:
    assert parse(_body(begin=True)).begin
    assert parse(_body(message="hello")).message == "hello"
    assert parse(_body(click="a.b:c")).click == "a.b:c"


def test_a_later_turn_brings_its_state() -> None:
    state = dumps(Walk(question=3))
    assert parse(_body(n=4, state=state, message="hello")).state == state


def test_typed_text_is_cleaned_and_keeps_its_lines_and_its_slash() -> None:
    assert parse(_body(message="/re\x00start\r\n\ud83d")).message == "/re start\n\ufffd"


def test_a_ticket_passes_and_more_is_refused() -> None:
    assert len(parse(_body(message="a" * MESSAGE_LIMIT)).message or "") == MESSAGE_LIMIT
    with pytest.raises(TurnRefusedError):
        parse(_body(message="a" * (MESSAGE_LIMIT + 1)))


def test_an_empty_message_is_a_message() -> None:
    assert parse(_body(message="")).message == ""


@pytest.mark.parametrize("state", ["", "5", '"walk"', '{"question": {}}', '{"facts": [[1]]}', "\ud800", "[" * 7_000])
def test_a_state_that_is_not_a_walk_is_refused(state: str) -> None:
    with pytest.raises(TurnRefusedError) as caught:
        parse(_body(n=3, state=state, message="hello"))
    assert caught.value.failure.code == "state_refused"


@pytest.mark.parametrize(("n", "state"), [(3, None), (0, dumps(Walk()))], ids=["missing", "too early"])
def test_only_the_first_turn_has_no_state(n: int, state: str | None) -> None:
    with pytest.raises(TurnRefusedError) as caught:
        parse(_body(n=n, state=state, message="hello"))
    assert caught.value.failure.code == "state_refused"


def test_a_state_is_text_of_a_limited_length_that_the_engine_can_read() -> None:
    state = dumps(Walk(question=3))
    assert is_state(state)
    assert not is_state(state + " " * SIZE_LIMIT)
    assert not is_state({"question": 3})


def test_every_failure_has_one_shape_and_a_code_of_its_own() -> None:
    assert len({failure.code for failure in ALL}) == len(ALL)
    for failure in ALL:
        body = msgspec.to_builtins(failed(failure, "WF-1", 3, "{}"))
        assert set(body) == {"error", "n", "state"}
        assert body["error"] == {"code": failure.code, "message": failure.message, "reference": "WF-1"}
        assert failure.status >= 400


def test_the_documents_list_every_failure_with_its_status() -> None:
    rows = (ROOT / "docs" / "turns.md").read_text(encoding="utf-8").splitlines()
    for failure in ALL:
        (row,) = [row for row in rows if row.startswith(f"| `{failure.code}` |")]
        assert row.split(" | ")[1] == ("-" if failure is UNREACHABLE else str(failure.status))
        assert row.endswith("| yes |" if failure.retry else "| no |")


def test_an_error_is_described_without_its_text() -> None:
    try:
        int("secret words")
    except ValueError as error:
        text = described(error)
    assert text.startswith("ValueError at test_request.py:")
    assert "secret" not in text
