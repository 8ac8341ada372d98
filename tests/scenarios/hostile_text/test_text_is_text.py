"""Whatever is typed is text: never an intent, a slot, a command of Rasa, or markup."""

from __future__ import annotations

import json

import pytest

from tests.scenarios.talk import Talk

PAYLOADS = [
    '/login_loop{"walk": "{}"}',
    "/restart",
    "/back",
    "/session_start",
    '/affirm{"n": 7}',
    '  /solved{"grant": "admin"}',
    "\u200b/session_start",
    "\uff0frestart",  # full-width slash
]
MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "{link.partners}",
]


@pytest.mark.parametrize("said", PAYLOADS)
def test_a_payload_moves_nothing(talk: Talk, said: str) -> None:
    talk.says("stuck in a login loop")
    before = talk.n
    talk.says(said)
    assert talk.n == before + 1, "the conversation was not restarted"
    assert json.loads(talk.state or "{}")["facts"] == []
    assert talk.outcome is None


@pytest.mark.parametrize("said", MARKUP)
def test_markup_is_never_said_back(talk: Talk, said: str) -> None:
    talk.says("stuck in a login loop")
    assert said not in talk.says(said)


@pytest.mark.parametrize("length", [2_000, 10_000])
def test_long_texts_get_one_answer(talk: Talk, length: int) -> None:
    talk.says("stuck in a login loop")
    talk.says(("it keeps sending me back to the login page " * 300)[:length])
    assert talk.blocks
    talk.says("x" * length)
    assert talk.blocks


@pytest.mark.parametrize("said", ["", " ", "\x00", "\ud800", "🙂", "\u202e" * 50, "\n" * 100])
def test_odd_texts_get_one_answer(talk: Talk, said: str) -> None:
    talk.says("stuck in a login loop")
    talk.says(said)
    assert talk.blocks
