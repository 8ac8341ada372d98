"""The answer to a turn: one struct, which the channel writes and the client reads. docs/turns.md explains it."""

from __future__ import annotations

import msgspec

from wayfinder.engine.blocks import Block
from wayfinder.engine.moves import Move
from wayfinder.engine.requests import Origin
from wayfinder.engine.walk import Fact
from wayfinder.turns.errors import Failure


class Intent(msgspec.Struct, frozen=True):
    """One possible meaning of a message; `confidence` is from 0 to 1."""

    name: str
    confidence: float


class TracedFact(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fact after the turn. `at` is Unix time in seconds, `grant` the id of the grant under which it was read."""

    name: str
    value: str
    origin: Origin
    at: float
    grant: str | None = None

    @classmethod
    def of(cls, fact: Fact) -> TracedFact:
        """The entry of the trace for a fact of a walk."""
        return cls(str(fact.key), fact.value, fact.origin, fact.at, fact.grant)


class TracedRequest(msgspec.Struct, frozen=True):
    """A request to the back office, in words, and its outcome: `answered`, `refused` or `unavailable`."""

    request: str
    outcome: str


class Trace(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a turn came about, for those who debug it and never for the person.

    `intents` are the surest, best first. `rule` is the rule that turned the message into `moves`, or another origin of
    them: `click`, `begin` or `failure`. `steps` are those walked, as `tree/step`.
    """

    intents: list[Intent] = []
    rule: str = ""
    moves: list[Move] = []
    steps: list[str] = []
    facts: list[TracedFact] = []
    requests: list[TracedRequest] = []


class Answer(msgspec.Struct, frozen=True):
    """The answer of the action; the channel adds number and state."""

    blocks: list[Block]
    trace: Trace = Trace()


class Error(msgspec.Struct, frozen=True):
    """A failure: a code of wayfinder.turns.errors, words for the person, and the reference that they can quote."""

    code: str
    message: str
    reference: str


class TurnReply(msgspec.Struct, frozen=True, omit_defaults=True):
    """The result of a turn; or `error`, with number and state unchanged.

    `truncated`: the client sent only the beginning of the message, which was longer than its limit.
    """

    n: int = 0
    state: str | None = None
    blocks: list[Block] = []
    trace: Trace = Trace()
    error: Error | None = None
    truncated: bool = False


def failed(failure: Failure, reference: str, n: int = 0, state: str | None = None) -> TurnReply:
    """The reply to a failed turn. Number and state are those of the request, if it was a turn."""
    return TurnReply(n, state, error=Error(failure.code, failure.message, reference))
