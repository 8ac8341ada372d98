"""What the engine asks of the driver, and the grants under which it may."""

from __future__ import annotations

from typing import Literal, Union

import msgspec

from wayfinder.content.facts import About, Proof

Origin = Literal["told", "looked_up", "derived", "agent"]


class Held(msgspec.Struct, frozen=True):
    """A grant as far as the engine needs it: who proved what. `until` is Unix time in seconds."""

    id: str
    scopes: list[str]
    until: float


class LookUp(msgspec.Struct, frozen=True, tag="look_up", tag_field="request"):
    """Read facts about a subject. `look_up` is its name in data/facts.yml; `grant` allows it.

    `named` are values that say which colleague or org is meant, by fact name.
    """

    id: str
    look_up: str
    about: About
    grant: str | None
    named: dict[str, str] = {}


class File(msgspec.Struct, frozen=True, tag="file", tag_field="request"):
    """File a case once per `key`. `fields` are values by field name."""

    id: str
    case: str
    fields: dict[str, str]
    key: str
    grant: str | None


class Known(msgspec.Struct, frozen=True):
    """The value of a fact that is passed on, and where it comes from."""

    value: str
    origin: Origin


class HandOver(msgspec.Struct, frozen=True, tag="hand_over", tag_field="request"):
    """Pass the conversation to a person: topic, what was asked last, the facts known, and what was tried.

    `tried` has a line for each procedure (`tree/step: result`) and each named remedy (`name: outcome`). `address` is
    where the person can be answered; without one, they are answered in the conversation.
    """

    id: str
    topic: str | None
    step: str | None
    facts: dict[str, Known]
    key: str
    tried: list[str] = []
    address: str | None = None


class Prove(msgspec.Struct, frozen=True, tag="prove", tag_field="request"):
    """Have the person prove something, because they want `fact` (a key as text) looked up, which needs this scope."""

    id: str
    scope: Proof
    fact: str


Request = Union[LookUp, File, HandOver, Prove]
