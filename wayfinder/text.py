"""Text that people type, made safe once, where it enters: the channel, or whoever opens a ticket."""

from __future__ import annotations

import re
import unicodedata

CHAT_LIMIT = 2_000  # characters of one chat message
TICKET_LIMIT = 20_000  # characters of one ticket

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # NUL and others that databases, logs and terminals obey
_INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")  # makes text read otherwise than it is written
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which no encoder takes


def clean(text: str, limit: int) -> str:
    """At most `limit` characters in Unicode's form NFC, with line breaks as line feeds.

    Control characters become spaces, halves of characters the replacement character; marks that reorder text are gone.
    """
    whole = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", _LINE_BREAK.sub("\n", text)))
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", whole))[:limit]
