"""Parts a message into clauses, so that each thing that somebody says can be heard."""

from __future__ import annotations

import re

from wayfinder.understanding.clause_marks import pieces
from wayfinder.understanding.clause_words import has_verb, is_question, is_request
from wayfinder.understanding.mail_parts import body_of
from wayfinder.understanding.tokens import words

# A long ticket is mostly history.
MOST = 12

_TROUBLE = re.compile(
    r"\b(?:error|errors|fails?|failed|failing|invalid|expired|locked|blocked|denied|missing|wrong|broken|stuck|lost|loop\w*|not"
    r"|never|can(?:no|')?t|won'?t|doesn'?t|didn'?t|isn'?t|unable|oops)\b",
    re.IGNORECASE,
)
_WISH = re.compile(r"\b(?:please|pls|need|want|would like|can you|could you|help)\b", re.IGNORECASE)


def clauses(text: str) -> list[str]:
    """At most `MOST` clauses in their order: those of a long text that ask, want or complain, its first and its last.

    Greetings, signatures and quoted mail are left out unless there is nothing else. Nothing for a blank text. Give the
    text as it was typed, because line breaks matter.
    """
    body = body_of(text)
    parts = list(dict.fromkeys(piece for piece in pieces(body) if any(map(str.isalnum, piece))))
    if len(parts) > MOST:
        return _most_telling(parts)
    return parts or ([text.strip()] if text.strip() else [])


def _most_telling(parts: list[str]) -> list[str]:
    ends = (parts[0], parts[-1])
    best = sorted(parts, key=lambda part: -10 if part in ends else -_telling(part))[:MOST]
    return [part for part in parts if part in best]


def _telling(part: str) -> int:
    said = words(part)
    asks = part.endswith("?") or is_question(said)
    wants = is_request(said) or _WISH.search(part) is not None
    return 4 * asks + 3 * wants + 2 * (_TROUBLE.search(part) is not None) + has_verb(said)
