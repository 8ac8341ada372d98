"""Checks the shared secret with which our own processes identify themselves."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from wayfinder.turns.errors import UNAUTHORISED, TurnRefusedError

HEADER = "Authorization"


def header(secret: str) -> dict[str, str]:
    """The header to send with every request; endpoints.yml makes Rasa send it too."""
    return {HEADER: f"Bearer {secret}"}


def check(headers: Mapping[str, str], secret: str) -> None:
    """Compare in constant time.

    Raises:
        TurnRefusedError: UNAUTHORISED when the header is missing or wrong.
    """
    given = headers.get(HEADER, "").encode("utf-8", "replace")
    if not hmac.compare_digest(given, header(secret)[HEADER].encode()):
        raise TurnRefusedError(UNAUTHORISED)
