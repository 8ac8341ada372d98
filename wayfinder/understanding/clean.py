"""What people type, made safe to read: bounded, without markup and invalid characters."""

from __future__ import annotations

import re
import unicodedata

from wayfinder.content import values

# Nobody describes a problem in more; what follows is mostly a pasted mail thread or log.
TEXT_LIMIT = 2_000
# "<" before a letter or "/letter" begins a tag; an address such as <ann@example.com> is kept.
_TAG = re.compile(r"</?[a-zA-Z][^<>@]{0,200}>")
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def clean(text: str) -> str:
    """At most `TEXT_LIMIT` characters on one line, without tags, control characters and lone surrogates."""
    normal = unicodedata.normalize("NFKC", text[:TEXT_LIMIT])[:TEXT_LIMIT].translate(_QUOTES)
    return values.clean(_TAG.sub(" ", normal))
