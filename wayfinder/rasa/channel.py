"""Rasa's private channel: one HTTP request is one turn, (state n, message) -> (state n+1, blocks).

POST /webhooks/wayfinder/turn    a turn (docs/turns.md has the body); needs the shared secret
GET  /webhooks/wayfinder/health  200 when a model is loaded, else 503

Only our own worker and terminal call it. Every request gets exactly one answer; a failed turn changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from wayfinder.rasa import patches
from wayfinder.rasa.bare_app import answered
from wayfinder.rasa.envelope import Envelope, carrying
from wayfinder.rasa.names import CHANNEL
from wayfinder.references import new_reference
from wayfinder.turns import errors, guard
from wayfinder.turns.reply import Answer, TurnReply, failed
from wayfinder.turns.request import TurnRequest, is_state, parse

logger = logging.getLogger(__name__)

SECRET_LENGTH = 16  # characters
Handler = Callable[[UserMessage], Awaitable[Any]]

# The text that a click or the opening of a conversation has for Rasa. No training phrase may have this intent.
NOT_TYPED = {"text": "", "intent": {"name": "not_typed", "confidence": 1.0}, "entities": [], "intent_ranking": []}


class TurnOutput(OutputChannel):  # type: ignore[misc]
    """Keeps the answers of one turn. It never raises: a failing channel would lose the turn."""

    def __init__(self) -> None:
        self.answers: list[Any] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa's events."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep what the action answered."""
        del recipient_id
        self.answers.append(message.get("custom"))


class TurnInput(InputChannel):  # type: ignore[misc]
    """The channel. `secret` guards it; `turn_timeout` is the longest that a turn may take, in seconds."""

    def __init__(self, secret: str, turn_timeout: float) -> None:
        if len(secret) < SECRET_LENGTH:
            raise RasaException(f"The channel '{CHANNEL}' needs a secret of at least {SECRET_LENGTH} characters.")
        self._secret = secret
        self._turn_timeout = turn_timeout

    @classmethod
    def name(cls) -> str:
        """The channel's name in routes and events."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TurnInput:
        """From credentials.yml. Refuses a Rasa that still turns typed text into intents."""
        if not patches.applied():
            raise RasaException("Start Rasa with ./run: typed text is not safe in a Rasa that was started directly.")
        given = credentials or {}
        return cls(str(given.get("secret") or ""), float(given.get("turn_timeout") or 25))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The two routes."""
        blueprint = Blueprint("wayfinder_turns")

        async def turn(request: Request) -> HTTPResponse:
            return await self.turn(request, on_new_message)

        async def health(request: Request) -> HTTPResponse:
            ready = _ready(request)
            return json({"ready": ready}, status=200 if ready else 503)

        blueprint.add_route(turn, "/turn", methods=["POST"])
        blueprint.add_route(health, "/health", methods=["GET"])
        return blueprint

    async def turn(self, request: Request, handle: Handler) -> HTTPResponse:
        """The answer to one turn, or one honest error. `handle` is Rasa's own function for a message."""
        reference = new_reference("WF")
        try:
            guard.check(request.headers, self._secret)
            asked = parse(request.body)
        except errors.TurnRefusedError as refused:
            return _failed(refused.failure, reference)
        try:
            _check_ready(request)
            return answered(await asyncio.wait_for(_answer(asked, reference, handle), self._turn_timeout))
        except errors.TurnRefusedError as refused:
            return _failed(refused.failure, reference, asked)
        except asyncio.TimeoutError:
            return _failed(errors.TIMED_OUT, reference, asked)
        except Exception as error:
            logger.error("turn %s: %s", reference, errors.described(error))
            return _failed(errors.INTERNAL, reference, asked)


async def _answer(asked: TurnRequest, reference: str, handle: Handler) -> TurnReply:
    """Run the turn through Rasa, under a sender id that is used only once.

    Raises:
        TurnRefusedError: when the turn did not come back as number n+1 with one answer.
    """
    output = TurnOutput()
    with carrying(Envelope(asked.n, asked.state)) as envelope:
        await handle(_message(asked, reference, output))
    return _reply(asked, envelope, output)


def _message(asked: TurnRequest, reference: str, output: TurnOutput) -> UserMessage:
    return UserMessage(
        text=asked.message or "",
        output_channel=output,
        sender_id=uuid.uuid4().hex,
        parse_data=None if asked.message is not None else dict(NOT_TYPED),
        input_channel=CHANNEL,
        metadata={
            "reference": reference,
            "conversation": asked.conversation,
            "n": asked.n,
            "click": asked.click,
            "begin": asked.begin,
        },
    )


def _reply(asked: TurnRequest, envelope: Envelope, output: TurnOutput) -> TurnReply:
    """The reply. A state that is too large or broken fails this turn, which can be repeated, not all later ones."""
    state = envelope.new_state
    if envelope.new_n != asked.n + 1 or len(output.answers) != 1 or not isinstance(state, str) or not is_state(state):
        raise errors.TurnRefusedError(errors.TURN_FAILED)
    try:
        answer = msgspec.convert(output.answers[0], Answer)
    except msgspec.ValidationError:
        raise errors.TurnRefusedError(errors.TURN_FAILED) from None
    return TurnReply(asked.n + 1, state, answer.blocks, answer.trace)


def _ready(request: Request) -> bool:
    agent = getattr(request.app.ctx, "agent", None)
    return agent is not None and bool(agent.is_ready())


def _check_ready(request: Request) -> None:
    if not _ready(request):
        raise errors.TurnRefusedError(errors.NOT_READY)


def _failed(failure: errors.Failure, reference: str, asked: TurnRequest | None = None) -> HTTPResponse:
    level = logging.ERROR if failure.status >= errors.INTERNAL.status else logging.WARNING
    logger.log(level, "turn %s failed: %s", reference, failure.code)
    reply = failed(failure, reference) if asked is None else failed(failure, reference, asked.n, asked.state)
    return answered(reply, failure.status)
