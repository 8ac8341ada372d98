"""The common part of our Sanic servers, Rasa and the action server: one error shape that echoes nothing."""

from __future__ import annotations

import logging

import msgspec
from sanic import Sanic
from sanic.exceptions import NotFound, PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from wayfinder.references import new_reference
from wayfinder.turns import errors
from wayfinder.turns.reply import TurnReply, failed

logger = logging.getLogger(__name__)


def bare_app(name: str, body_limit: int, response_timeout: float) -> Sanic:
    """A Sanic app without routes. `body_limit` is in bytes, `response_timeout` in seconds."""
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = body_limit
    app.config.RESPONSE_TIMEOUT = response_timeout
    app.config.KEEP_ALIVE_TIMEOUT = 120
    app.config.ACCESS_LOG = False
    app.error_handler.add(Exception, answer_error)
    return app


def answer_error(_request: Request, error: Exception) -> HTTPResponse:
    """The answer to any error outside a turn, in our shape."""
    reference = new_reference("WF")
    failure = _failure(error)
    if failure is errors.INTERNAL:
        logger.error("request %s failed: %s", reference, errors.described(error))
    return answered(failed(failure, reference), failure.status)


def answered(reply: TurnReply, status: int = 200) -> HTTPResponse:
    """A reply as the body of an HTTP answer."""
    return HTTPResponse(msgspec.json.encode(reply), status, content_type="application/json")


def _failure(error: Exception) -> errors.Failure:
    if isinstance(error, errors.TurnRefusedError):
        return error.failure
    if isinstance(error, PayloadTooLarge):
        return errors.TOO_LARGE
    if isinstance(error, NotFound):
        return errors.NOT_FOUND
    if isinstance(error, SanicException) and error.status_code < errors.INTERNAL.status:
        return errors.INVALID_REQUEST
    return errors.INTERNAL
