"""The content as typed data: what a tree, a fact, a case, a link and a topic may say.

docs/trees.md explains the language for those who write it; `wayfinder.content.load` reads it, and
`wayfinder.content.json_schema` writes the JSON Schema for editors from these classes. A class field is a
key of the YAML: its docstring is what an author needs to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, Union

import msgspec

from wayfinder.engine.moves import About

UNKNOWN = "unknown"
OTHER = "other"
TEXT_LIMIT = 3_000
LABEL_LIMIT = 75
OPTIONS_LIMIT = 10

ValueType = Literal["email", "org_id", "username", "date", "text", "topic"]
Proof = Literal["none", "mailbox", "admin", "agent"]
Privacy = Literal["open", "low", "personal"]


class Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything that is read from YAML."""


class Derived(Content, frozen=True, kw_only=True):
    """A fact that Python works out from others: `from` names them, `by` the function."""

    by: str
    inputs: list[str] = msgspec.field(name="from")


class FactSpec(Content, frozen=True, kw_only=True):
    """A fact that trees may branch on (`values`), or a value that they may collect (`type`).

    `future`: a date that must lie after today.
    """

    label: str
    about: About = "me"
    values: dict[str, str] = {}
    type: ValueType | None = None
    future: bool = False
    synonyms: dict[str, list[str]] = {}
    ask: str = ""
    why: str = ""
    invalid: str = ""
    look_up: str | None = None
    proof: Proof = "none"
    privacy: Privacy = "open"
    derived: Derived | None = None

    @property
    def branches(self) -> bool:
        """Whether trees may branch on it."""
        return bool(self.values)


class Sourced(Content, frozen=True, kw_only=True):
    """What every step may carry: where its advice comes from, and why it is given."""

    sources: list[str] = []
    why: str = ""


class Find(Sourced, frozen=True, kw_only=True):
    """Get a fact: skip if known, look it up if the person has proved enough, otherwise ask."""

    find: str
    then: dict[str, str]
    ask: str = ""
    options: dict[str, str] = {}
    about: About | None = None
    quiet: bool = False


class Need(Sourced, frozen=True, kw_only=True):
    """Collect a value and validate it. Without `unknown` it cannot be skipped."""

    need: str
    ask: str = ""
    about: About | None = None
    next: str | None = None
    unknown: str | None = None


class Tell(Sourced, frozen=True, kw_only=True):
    """Say something and go on to `next`; without it the tree falls off its end."""

    tell: str | list[str]
    next: str | None = None


class Try(Sourced, frozen=True, kw_only=True):
    """Things to do, then: did it help? `exits` are further answers, by the step they lead to."""

    steps: list[str] = msgspec.field(name="try")
    otherwise: str
    intro: str = ""
    exits: dict[str, str] = {}


class Visit(Sourced, frozen=True, kw_only=True):
    """Walk another tree and come back to `next`."""

    visit: str
    next: str | None = None


class Case(Sourced, frozen=True, kw_only=True):
    """Collect the fields of a case of data/cases.yml, read them back, and file it once."""

    case: str
    otherwise: str | None = None


class Human(Sourced, frozen=True, kw_only=True):
    """Hand over to a person, saying this."""

    human: str


Step = Union[Find, Need, Tell, Try, Visit, Case, Human]
KINDS: dict[str, type[Step]] = {
    "find": Find,
    "need": Need,
    "tell": Tell,
    "try": Try,
    "visit": Visit,
    "case": Case,
    "human": Human,
}


class Head(Content, frozen=True, kw_only=True):
    """What stands above the steps. `verified` is the day a person last compared it with its sources."""

    tree: str
    title: str
    start: str
    sources: list[str] = []
    verified: str = ""


class Tree(Head, frozen=True, kw_only=True):
    """One decision tree. `area` is its folder; `version` a hash of its text."""

    steps: dict[str, Step]
    facts: dict[str, FactSpec] = {}
    area: str = ""
    version: str = ""


class CaseField(Content, frozen=True, kw_only=True):
    """One field of a case: the fact that fills it, and whether a case can do without it."""

    fact: str
    required: bool = True


class CaseSpec(Content, frozen=True, kw_only=True):
    """A kind of support case: who works on it (`queue`) and what they need."""

    title: str
    queue: str
    fields: list[CaseField]
    sources: list[str] = []


class LinkSpec(Content, frozen=True, kw_only=True):
    """A link. Without a `url`, which only the operator may know, just its words are shown."""

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
    gist: str
    hash: str


class TopicSpec(Content, frozen=True, kw_only=True):
    """Something partners come with. A planned topic has no tree yet: a person takes it."""

    area: str
    title: str
    status: Literal["planned", "ready"]
    sources: list[str] = []


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """All content, checked and indexed. The engine reads nothing else."""

    trees: Mapping[str, Tree]
    facts: Mapping[str, FactSpec]
    cases: Mapping[str, CaseSpec] = {}
    links: Mapping[str, LinkSpec] = {}
    topics: Mapping[str, TopicSpec] = {}
    sections: Mapping[str, Section] = {}
    documents: Mapping[str, Document] = {}


# --- what a step refers to ------------------------------------------------------------


def targets(step: Step) -> Iterator[str]:
    """The steps of the same tree that may follow."""
    if isinstance(step, Find):
        yield from step.then.values()
    if isinstance(step, Try):
        yield step.otherwise
        yield from step.exits
    for name in ("next", "unknown", "otherwise"):
        target = getattr(step, name, None)
        if target is not None and not isinstance(step, Try):
            yield target


def branch(step: Find, value: str) -> str | None:
    """The step that a value leads to, or None where the content forgot it."""
    return step.then.get(value, step.then.get(OTHER))


def paragraphs(step: Tell) -> list[str]:
    """The paragraphs of a tell."""
    return [step.tell] if isinstance(step.tell, str) else list(step.tell)


# --- texts ----------------------------------------------------------------------------


class Detail(msgspec.Struct, frozen=True):
    """`{name}` or `{name|fallback}` in a text."""

    name: str
    fallback: str | None


class Screen(msgspec.Struct, frozen=True):
    """`[Label]` in a text: the exact words on the screen."""

    label: str


Part = Union[str, Detail, Screen]
_PART = re.compile(r"\{([^{}|]+)(?:\|([^{}]*))?\}|\[([^\[\]]+)\]")


@lru_cache(maxsize=20_000)
def parts(text: str) -> tuple[Part, ...]:
    """A text cut into plain words, details and labels."""
    found: list[Part] = []
    end = 0
    for match in _PART.finditer(text):
        if match.start() > end:
            found.append(text[end : match.start()])
        found.append(Screen(match[3]) if match[3] else Detail(match[1].strip(), match[2]))
        end = match.end()
    if end < len(text):
        found.append(text[end:])
    return tuple(found)
