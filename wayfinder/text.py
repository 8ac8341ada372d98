"""Makes typed text safe, once, where it enters: in the channel, or where a ticket is opened."""

from __future__ import annotations

import re
import unicodedata

CHAT_LIMIT = 2_000  # characters of one chat message
TICKET_LIMIT = 20_000  # characters of one ticket

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)  # NUL and other characters that databases, logs and terminals interpret
_INVISIBLE = re.compile(
    "[\u202a-\u202e\u2066-\u2069\ufeff]"
)  # characters that change the order in which text is displayed
_SURROGATE = re.compile("[\ud800-\udfff]")  # lone surrogates, which cannot be encoded


def clean(text: str, limit: int) -> str:
    """At most `limit` characters in Unicode's form NFC, with line breaks as line feeds.

    Control characters become spaces, lone surrogates the replacement character; marks that reorder text are removed.
    """
    whole = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", _LINE_BREAK.sub("\n", text)))
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", whole))[:limit]
