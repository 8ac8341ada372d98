"""Facts as typed data: what can be known, about whom, and the proof that a look-up needs."""

from __future__ import annotations

from typing import Literal

import msgspec

About = Literal["me", "colleague", "org"]
Person = Literal["me", "colleague"]
ValueType = Literal["email", "org_id", "username", "date", "text", "topic"]
Proof = Literal["none", "mailbox", "admin", "agent"]
# The proofs that a person can give. A member of the help desk has `agent` from the desk.
GIVEN_BY_PEOPLE = ("mailbox", "admin")
Privacy = Literal["open", "low", "personal"]


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything that is read from YAML."""


class Derived(Content, frozen=True, kw_only=True):
    """How Python derives a fact from others: `from` names them, `by` the function."""

    by: str
    inputs: list[str] = msgspec.field(name="from")


class FactSpec(Content, frozen=True, kw_only=True):
    """A fact that trees may branch on (`values`), or a value that they may collect (`type`).

    `future`: a date that must lie after today. `cannot`: the option of those who cannot give a value that is typed.
    `examples`: whole answers that mean a value, by value. `again`: how the question is put when something else was said
    since it was asked.
    """

    label: str
    about: About = "me"
    values: dict[str, str] = {}
    type: ValueType | None = None
    future: bool = False
    synonyms: dict[str, list[str]] = {}
    examples: dict[str, list[str]] = {}
    ask: str = ""
    again: str = ""
    why: str = ""
    invalid: str = ""
    cannot: str = ""
    look_up: str | None = None
    proof: Proof = "none"
    privacy: Privacy = "open"
    derived: Derived | None = None

    @property
    def branches(self) -> bool:
        """Whether trees may branch on it."""
        return bool(self.values)

    @property
    def may_be_wished(self) -> bool:
        """Whether a person can have it looked up by proving who they are."""
        return self.look_up is not None and self.proof in GIVEN_BY_PEOPLE
