"""What can happen to a walk: a person's move, or the driver's answer to a request."""

from __future__ import annotations

from typing import Literal, Union

import msgspec

Origin = Literal["told", "looked_up", "derived", "agent"]
About = Literal["me", "colleague", "org"]


class _Move(msgspec.Struct, frozen=True, tag_field="move"):
    """Base of all moves."""


# --- a person's moves -----------------------------------------------------------------


class Begin(_Move, frozen=True, tag="begin"):
    """A conversation opens: greet."""


class Choose(_Move, frozen=True, tag="choose"):
    """A choice by its opaque id, open now or from an earlier question."""

    id: str


class Give(_Move, frozen=True, tag="give"):
    """Facts that the person told, by fact name: a closed value, or text still to be validated."""

    values: dict[str, str]


class Topic(_Move, frozen=True, tag="topic"):
    """The person speaks of a topic (or of a conversation tree such as `greet`).

    `values` are facts told in the same breath.
    """

    id: str
    values: dict[str, str] = {}


class Correct(_Move, frozen=True, tag="correct"):
    """An earlier answer was wrong. No values: the last answer. An empty value: ask that fact again."""

    values: dict[str, str] = {}


class Unclear(_Move, frozen=True, tag="unclear"):
    """Not understood. `topics` are the closest topic ids, best first."""

    topics: list[str] = []


class Clarify(_Move, frozen=True, tag="clarify"):
    """Two or three topics are about as likely: ask which (`did you mean`)."""

    topics: list[str]


class Back(_Move, frozen=True, tag="back"):
    """Undo: to the question before."""


class Restart(_Move, frozen=True, tag="restart"):
    """Begin the topic again, forgetting what was told."""


class Stop(_Move, frozen=True, tag="stop"):
    """Leave the topic."""


class Repeat(_Move, frozen=True, tag="repeat"):
    """Say the open question again."""


class Why(_Move, frozen=True, tag="why"):
    """Why is that asked?"""


class Skip(_Move, frozen=True, tag="skip"):
    """The person would rather not say, or has done this step already."""


class DontKnow(_Move, frozen=True, tag="dont_know"):
    """The person does not know."""


class Human(_Move, frozen=True, tag="human"):
    """The person wants a person."""


class Solved(_Move, frozen=True, tag="solved"):
    """It works now."""


class NotSolved(_Move, frozen=True, tag="not_solved"):
    """It still does not work."""


class Failure(_Move, frozen=True, tag="failure"):
    """Something on our side went wrong; `reference` is what the person can quote."""

    reference: str


# --- the driver's answers and news ----------------------------------------------------


class Held(msgspec.Struct, frozen=True):
    """A grant as far as the engine needs it: who proved what. `until` is Unix time in seconds."""

    id: str
    scopes: list[str]
    until: float


class Grants(_Move, frozen=True, tag="grants"):
    """The grants held now. Facts read under any other are forgotten before the next block."""

    held: list[Held]


class Found(_Move, frozen=True, tag="found"):
    """The answer to a `LookUp`: values by fact name, or none and the reason why not."""

    request: str
    values: dict[str, str]
    reason: str | None = None


class Filed(_Move, frozen=True, tag="filed"):
    """The answer to a `File` or `HandOver`: a reference, or none and, where there is one, a reason for the person."""

    request: str
    reference: str | None
    reason: str | None = None


Move = Union[
    Begin,
    Choose,
    Give,
    Topic,
    Correct,
    Unclear,
    Clarify,
    Back,
    Restart,
    Stop,
    Repeat,
    Why,
    Skip,
    DontKnow,
    Human,
    Solved,
    NotSolved,
    Failure,
    Grants,
    Found,
    Filed,
]


# --- what the engine asks of the driver -----------------------------------------------


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


class HandOver(msgspec.Struct, frozen=True, tag="hand_over", tag_field="request"):
    """Pass the conversation to a person: topic, what was asked last, and the facts known."""

    id: str
    topic: str | None
    step: str | None
    facts: dict[str, str]
    key: str


Request = Union[LookUp, File, HandOver]
