"""What the engine says: typed blocks that every face renders in its own way.

There is no markup in them. A piece of text is a list of spans: plain words, a `Label` (the exact
words on a button or tab of the product) or a `Link`.
"""

from __future__ import annotations

from typing import Literal, Union

import msgspec

from wayfinder.content.texts import Label

Outcome = Literal["solved", "case", "human", "waiting", "stopped", "error"]


class Link(msgspec.Struct, frozen=True, tag="link", tag_field="type"):
    """A link that the operator has set in data/links.yml; written `{link.partners}` in a tree."""

    text: str
    url: str


Span = Union[str, Label, Link]
Spans = list[Span]


class Text(msgspec.Struct, frozen=True, tag="text", tag_field="type"):
    """One paragraph."""

    spans: Spans


class Steps(msgspec.Struct, frozen=True, tag="steps", tag_field="type"):
    """Things to do, in order."""

    items: list[Spans]


class Option(msgspec.Struct, frozen=True):
    """One thing to choose. `id` is opaque: a face sends it back unread."""

    id: str
    label: str


class Choices(msgspec.Struct, frozen=True, tag="choices", tag_field="type"):
    """What can be chosen now. Free text is always allowed as well."""

    options: list[Option]


class Form(msgspec.Struct, frozen=True, tag="form", tag_field="type"):
    """One value to type. `kind` is a value type of wayfinder.content.values."""

    fact: str
    kind: str
    required: bool


class Citation(msgspec.Struct, frozen=True, tag="citation", tag_field="type"):
    """Where an answer comes from. `published` and `verified` are ISO dates; `article` its number."""

    title: str
    section: str
    article: str | None
    published: str | None
    verified: str

    def is_of_same_section(self, other: Citation) -> bool:
        """Whether both name the same section, whenever each was compared with it."""
        return (self.title, self.section) == (other.title, other.section)


class Status(msgspec.Struct, frozen=True, tag="status", tag_field="type"):
    """How a topic ended, or that something went wrong. `reference` is what the person can quote."""

    outcome: Outcome
    topic: str | None = None
    reference: str | None = None


Block = Union[Text, Steps, Choices, Form, Citation, Status]
