"""The declaration of a look-up: what it needs, whom it can be about, and which values it gives."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.sql.queries import View
from wayfinder.content.facts import About
from wayfinder.engine.requests import LookUp

Read = Callable[[Grant, View, LookUp], dict[str, str]]


class Spec(msgspec.Struct, frozen=True, kw_only=True):
    """A look-up. `facts` are the values that it gives by fact name; none are listed for a detail.

    A fact missing from its result is not known. It never returns the value `unknown`.
    """

    read: Read
    scope: str
    about: tuple[About, ...]
    facts: dict[str, tuple[str, ...]]
