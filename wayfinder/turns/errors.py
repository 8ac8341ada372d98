"""Lists every way in which a turn can fail: its code, its HTTP status and the words for the person.

The body of a failed turn is {"error": {"code", "message", "reference"}} with the number and state that were sent, so
that the caller can keep or repeat the turn (wayfinder.turns.reply). Nothing else of the request is echoed.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from wayfinder.errors import WayfinderError

_FRAMES = 6
_AGAIN = "What you have told us so far is kept. Please try again in a moment, or ask for a person."


@dataclass(frozen=True)
class Failure:
    """A kind of failure. `retry`: the same turn may succeed later."""

    code: str
    status: int
    message: str
    retry: bool = False


UNAUTHORISED = Failure("unauthorised", 401, "This address is not open to the public.")
INVALID_REQUEST = Failure("invalid_request", 400, "The request is not a turn.")
TOO_LARGE = Failure("too_large", 413, "The request is too large.")
STATE_REFUSED = Failure("state_refused", 422, "The conversation could not be read, so nothing was changed.")
NOT_READY = Failure("not_ready", 503, f"The assistant is still starting. {_AGAIN}", retry=True)
TURN_FAILED = Failure("turn_failed", 503, f"Something went wrong on our side. {_AGAIN}", retry=True)
TIMED_OUT = Failure("timed_out", 504, f"The answer took too long. {_AGAIN}", retry=True)
UNREACHABLE = Failure("unreachable", 503, f"The assistant cannot be reached. {_AGAIN}", retry=True)
NOT_FOUND = Failure("not_found", 404, "There is nothing at this address.")
INTERNAL = Failure("internal", 500, f"Something went wrong on our side. {_AGAIN}", retry=True)

ALL = (
    UNAUTHORISED,
    INVALID_REQUEST,
    TOO_LARGE,
    STATE_REFUSED,
    NOT_READY,
    TURN_FAILED,
    TIMED_OUT,
    UNREACHABLE,
    NOT_FOUND,
    INTERNAL,
)


class TurnRefusedError(WayfinderError):
    """A turn that fails with `failure`."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


def described(error: BaseException) -> str:
    """The type of an error and its innermost places in the code, for the log. Its text might quote what people
    typed."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames)]
    here = f"{type(error).__name__} at {' < '.join(places)}" if places else type(error).__name__
    return here if error.__cause__ is None else f"{here}, because of {described(error.__cause__)}"
