"""What a turn looks like when it arrives, and the checks it must pass before Rasa sees it."""

from __future__ import annotations

import json
import re
from typing import Annotated

import msgspec

from wayfinder.engine import walk_json
from wayfinder.turns.errors import INVALID_REQUEST, STATE_REFUSED, TurnRefusedError

BODY_LIMIT = 256 * 1024  # bytes: the longest message, fully escaped, with a full state
MESSAGE_LIMIT = 10_000  # characters; the gateway cuts at 2,000 and says so
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}\Z")]
Click = Annotated[str, msgspec.Meta(pattern=r"^[\x21-\x7e]{1,200}\Z")]


class TurnRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One turn: a message, a click on a choice, or the opening of a conversation (`begin`). Exactly one of them.

    Who the person is does not travel with the turn: what a conversation has proved is in our own store, by its id.
    """

    conversation: Id
    n: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
    state: Annotated[str, msgspec.Meta(max_length=walk_json.SIZE_LIMIT)] | None = None
    message: Annotated[str, msgspec.Meta(max_length=MESSAGE_LIMIT)] | None = None
    click: Click | None = None
    begin: bool = False


def parse(body: bytes) -> TurnRequest:
    """The turn in `body`, its text cleaned.

    Raises:
        TurnRefusedError: INVALID_REQUEST for anything that is not a turn, STATE_REFUSED for a state that is no state.
    """
    turn = _typed(body)
    if [turn.message is not None, turn.click is not None, turn.begin].count(True) != 1:
        raise TurnRefusedError(INVALID_REQUEST)
    _check_state(turn)
    return turn if turn.message is None else msgspec.structs.replace(turn, message=clean(turn.message))


def clean(text: str) -> str:
    """Text without halves of characters and control characters, which break encoders and logs."""
    return _CONTROLS.sub(" ", _SURROGATES.sub("\ufffd", text))


def _typed(body: bytes) -> TurnRequest:
    """The standard library reads the JSON: it is the one that lets a lone surrogate through to be cleaned."""
    try:
        return msgspec.convert(json.loads(body), TurnRequest)
    except (ValueError, RecursionError):
        raise TurnRefusedError(INVALID_REQUEST) from None


def _check_state(turn: TurnRequest) -> None:
    """Only the first turn comes without a state; every other one with a state that the engine can read."""
    if (turn.n == 0) != (turn.state is None):
        raise TurnRefusedError(STATE_REFUSED)
    check_walk(turn.state)


def check_walk(state: str | None) -> None:
    """Raises TurnRefusedError(STATE_REFUSED) when `state` is not a walk."""
    if state is None:
        return
    try:
        walk_json.loads(state)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise TurnRefusedError(STATE_REFUSED) from None
