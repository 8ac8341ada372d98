"""The content as typed data: trees, cases, links, remedies, topics and their sources. Facts and steps have modules of
their own.

docs/trees.md explains the language for those who write it; `wayfinder.content.load` reads it, and
`wayfinder.content.json_schema` writes the JSON Schema for editors from these classes. A class field is a
key of the YAML: its docstring is what an author needs to know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from wayfinder.content.asides import Aside
from wayfinder.content.contract import Aspect
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import About, Content, FactSpec
from wayfinder.content.steps import Step

TEXT_LIMIT = 3_000
LABEL_LIMIT = 75
OPTIONS_LIMIT = 10
GIST_WORDS = 60
REPLY_WORDS = 130
ASIDE_WORDS = 60


class Head(Content, frozen=True, kw_only=True):
    """The keys above the steps. `verified` is the day a person last compared the tree with its sources.

    `asides` answer side questions about the topic; on the aspects in `silent` its sources say nothing.
    """

    tree: str
    title: str
    start: str
    sources: list[str] = []
    verified: str = ""
    asides: list[Aside] = []
    silent: list[Aspect] = []


class Tree(Head, frozen=True, kw_only=True):
    """One decision tree. `area` is its folder; `version` a hash of its text."""

    steps: dict[str, Step]
    facts: dict[str, FactSpec] = {}
    area: str = ""
    version: str = ""


class CaseField(Content, frozen=True, kw_only=True):
    """One field of a case: the fact that fills it.

    A person who cannot give a `required` field is offered ways round it: the fact that would do `instead`, or filing
    `without` it. `offers` are the values to choose from, where a closed list has some that make no sense in this case.
    """

    fact: str
    offers: list[str] = []
    required: bool = True
    instead: str | None = None
    without: bool = False

    @property
    def facts(self) -> list[str]:
        """The facts that can fill it."""
        return [self.fact] if self.instead is None else [self.fact, self.instead]


class CaseSpec(Content, frozen=True, kw_only=True):
    """A kind of support case: who works on it (`queue`) and what they need."""

    title: str
    queue: str
    fields: list[CaseField]
    sources: list[str] = []

    def field(self, fact: str) -> CaseField | None:
        """The field that a fact can fill."""
        return next((field for field in self.fields if fact in field.facts), None)


class RemedySpec(Content, frozen=True, kw_only=True):
    """Something that can be tried. `words` say it as one step of a list, `label` in a few words: "a private window".

    `synonyms` and `phrases` are how people name it and how they report it.
    """

    words: str
    label: str
    synonyms: list[str] = []
    phrases: list[str] = []


class LinkSpec(Content, frozen=True, kw_only=True):
    """A link. Without a `url`, which the operator may have to set, only its words are shown."""

    text: str
    url: str = ""


class Document(Content, frozen=True, kw_only=True):
    """A source document. `article` is its number, `published` an ISO date."""

    title: str
    article: str | None = None
    published: str | None = None


class Section(Content, frozen=True, kw_only=True):
    """A section of a source document: its heading, what it says in our words, a hash of its text."""

    document: str
    heading: str
    summary: str
    hash: str


class TopicSpec(Content, frozen=True, kw_only=True):
    """A problem or wish that partners have. A planned topic has no tree yet: a person takes it over.

    `gist` is what somebody with this problem should hear first; its words come from `sources`.
    """

    area: str
    title: str
    status: Literal["planned", "ready"]
    gist: str
    sources: list[str] = []


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """All content, checked and indexed. The engine reads nothing else."""

    trees: Mapping[str, Tree]
    facts: Mapping[str, FactSpec]
    cases: Mapping[str, CaseSpec] = {}
    links: Mapping[str, LinkSpec] = {}
    remedies: Mapping[str, RemedySpec] = {}
    topics: Mapping[str, TopicSpec] = {}
    sections: Mapping[str, Section] = {}
    documents: Mapping[str, Document] = {}

    def key(self, fact: str, about: About | None) -> FactKey:
        """The key under which a fact is kept: facts about a colleague are kept apart."""
        return FactKey(fact, about == "colleague" and self.facts[fact].about != "colleague")
