"""Values that people type: each type turns a text into its normal form, or rejects it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timezone

from wayfinder.content.facts import FactSpec

VALUE_LIMIT = 400
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,24}")
ID = r"(?=[A-Za-z]*\d)[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?"  # ids have a digit; ordinary words of 15 letters do not
_ORG_ID = re.compile(ID)
_SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def clean(text: str) -> str:
    """The text without control characters, on one line."""
    return " ".join(_CONTROL.sub(" ", text).split())


def email(text: str) -> str | None:
    """An e-mail address, in lower case."""
    found = text.strip().strip("<>").removeprefix("mailto:")
    return found.lower() if len(found) <= 254 and _ADDRESS.fullmatch(found) else None


def username(text: str) -> str | None:
    """A Salesforce username: it has the form of an e-mail address."""
    return email(text)


def org_id(text: str) -> str | None:
    """An Org ID of 18 characters, made from one of 15, or checked by its last three."""
    found = text.strip()
    if not _ORG_ID.fullmatch(found):
        return None
    full = found[:15] + checksum(found[:15])
    return full if found in (found[:15], full) else None


def checksum(id15: str) -> str:
    """The three characters that make a case-safe id of 18: one per five, a bit for each capital."""
    chunks = (id15[start : start + 5] for start in (0, 5, 10))
    return "".join(_SUFFIX[sum(1 << bit for bit, sign in enumerate(chunk) if sign.isupper())] for chunk in chunks)


def iso_date(text: str) -> str | None:
    """A date as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def words(text: str) -> str | None:
    """Any words."""
    return text.strip()[:VALUE_LIMIT].strip() or None


_TYPES: dict[str, Callable[[str], str | None]] = {
    "email": email,
    "username": username,
    "org_id": org_id,
    "date": iso_date,
    "text": words,
    "topic": words,
}


def parse(kind: str, text: str) -> str | None:
    """The text as a value of type `kind` in its normal form, or None when it is not valid."""
    return _TYPES[kind](clean(text))


def accepted(spec: FactSpec, text: str, now: float) -> str | None:
    """The value that a text is for a fact: one of its closed values, or a value of its type; None when it is neither.

    `now` is Unix time in seconds: some dates have to lie after today (UTC).
    """
    if text in spec.values:
        return text
    value = parse(spec.type, text) if spec.type is not None else None
    today = datetime.fromtimestamp(now, timezone.utc).date().isoformat() if spec.future else ""
    return value if value is not None and value > today else None
