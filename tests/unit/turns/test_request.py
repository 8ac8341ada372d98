"""Turns as they arrive: what passes, and how it is cleaned. What is refused is in tests/faults/turns."""

from __future__ import annotations

import json

import pytest

from wayfinder.engine.walk import Walk, dumps
from wayfinder.turns.errors import ALL, TurnRefusedError, described, error_body
from wayfinder.turns.request import check_walk, clean, parse


def _body(**fields: object) -> bytes:
    return json.dumps({"conversation": "c1", "n": 0, **fields}).encode()


def test_the_three_kinds_of_turn() -> None:
    assert parse(_body(begin=True)).begin
    assert parse(_body(message="hello")).message == "hello"
    assert parse(_body(click="a.b:c")).click == "a.b:c"


def test_a_later_turn_brings_its_state() -> None:
    state = dumps(Walk(question=3))
    assert parse(_body(n=4, state=state, message="hello")).state == state


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("a\x00b\x1fc\x7f", "a b c "),
        ("half \ud83d of a face", "half \ufffd of a face"),
        ("a whole 😀", "a whole 😀"),
        ("/restart", "/restart"),
    ],
)
def test_text_is_cleaned_of_what_breaks_encoders(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned
    assert parse(_body(message=typed)).message == cleaned
    cleaned.encode()


def test_an_empty_message_is_a_message() -> None:
    assert parse(_body(message="")).message == ""


@pytest.mark.parametrize("state", ["", "5", '"walk"', '{"question": {}}', '{"facts": [[1]]}', "\ud800"])
def test_a_state_that_is_no_walk_is_refused(state: str) -> None:
    with pytest.raises(TurnRefusedError) as caught:
        check_walk(state)
    assert caught.value.failure.code == "state_refused"


def test_every_failure_has_one_shape_and_a_code_of_its_own() -> None:
    assert len({failure.code for failure in ALL}) == len(ALL)
    for failure in ALL:
        body = error_body(failure, "WF-1", 3, "{}")
        assert set(body) == {"error", "n", "state"}
        assert body["error"] == {"code": failure.code, "message": failure.message, "reference": "WF-1"}
        assert failure.status >= 400


def test_an_error_is_described_without_its_words() -> None:
    try:
        int("secret words")
    except ValueError as error:
        text = described(error)
    assert text.startswith("ValueError at test_request.py:")
    assert "secret" not in text
