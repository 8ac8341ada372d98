"""One line of plain characters, as the classifier and the extractor read it.

Messages are cleaned before they arrive here, training phrases are not. Both go through this function, so that training
and use read the same.
"""

from __future__ import annotations

import re
import unicodedata

# A longer text is mostly a pasted mail thread or log, not the description of a problem.
TEXT_LIMIT = 2_000
# "<" before a letter or "/letter" begins a tag; an address such as <ann@example.com> is kept.
_TAG = re.compile(r"</?[a-zA-Z][^<>@]{0,200}>")
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
# Control characters, line breaks among them; marks without a width or for the direction of writing; lone surrogates.
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


def normalised(text: str) -> str:
    """At most `TEXT_LIMIT` characters on one line: plain letters for wide ones, no tags or invisible characters."""
    plain = unicodedata.normalize("NFKC", text[:TEXT_LIMIT])[:TEXT_LIMIT].translate(_QUOTES)
    return " ".join(_INVISIBLE.sub(" ", _TAG.sub(" ", plain)).split())
