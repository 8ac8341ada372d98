"""The request for a turn, and the checks that it must pass before Rasa sees it."""

from __future__ import annotations

import json
from typing import Annotated

import msgspec

from wayfinder.engine import walk_json
from wayfinder.text import TICKET_LIMIT, clean
from wayfinder.turns.errors import INVALID_REQUEST, STATE_REFUSED, TurnRefusedError

BODY_LIMIT = 512 * 1024  # bytes: the longest message, fully escaped, with a full state
MESSAGE_LIMIT = TICKET_LIMIT  # characters; a caller that serves people sends less and reports what it cut: client.say

Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}\Z")]
Click = Annotated[str, msgspec.Meta(pattern=r"^[\x21-\x7e]{1,200}\Z")]


class TurnRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One turn: a message, a click on a choice, or the opening of a conversation (`begin`). Exactly one of them.

    The request does not say who the person is: the grants of a conversation are in our own store, by its id.
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
        TurnRefusedError: INVALID_REQUEST for anything that is not a turn; STATE_REFUSED for a state that cannot be
            read, for a missing state after the first turn, and for a state at the first turn.
    """
    turn = _typed(body)
    if [turn.message is not None, turn.click is not None, turn.begin].count(True) != 1:
        raise TurnRefusedError(INVALID_REQUEST)
    if (turn.n == 0) != (turn.state is None) or not (turn.state is None or is_state(turn.state)):
        raise TurnRefusedError(STATE_REFUSED)
    return turn if turn.message is None else msgspec.structs.replace(turn, message=clean(turn.message, MESSAGE_LIMIT))


def is_state(state: object) -> bool:
    """Whether the next turn may send this state: a walk that the engine can read, and not too long."""
    if not isinstance(state, str) or len(state) > walk_json.SIZE_LIMIT:
        return False
    try:
        walk_json.loads(state)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return False
    return True


def _typed(body: bytes) -> TurnRequest:
    """The data, read by the standard library, because it accepts lone surrogates, which are then cleaned."""
    try:
        return msgspec.convert(json.loads(body), TurnRequest)
    except (ValueError, RecursionError):
        raise TurnRefusedError(INVALID_REQUEST) from None
