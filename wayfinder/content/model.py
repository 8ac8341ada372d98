"""The content as typed data: what a tree, a fact, a case, a link and a topic may say.

docs/trees.md explains the language for those who write it; `wayfinder.content.load` reads it, and
`wayfinder.content.json_schema` writes the JSON Schema for editors from these classes. A class field is a
key of the YAML: its docstring is what an author needs to know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, Union, get_args

import msgspec

from wayfinder.content.contract import OTHER, Result
from wayfinder.content.fact_key import FactKey

TEXT_LIMIT = 3_000
LABEL_LIMIT = 75
OPTIONS_LIMIT = 10

About = Literal["me", "colleague", "org"]
ValueType = Literal["email", "org_id", "username", "date", "text", "topic"]
Proof = Literal["none", "mailbox", "admin", "agent"]
Privacy = Literal["open", "low", "personal"]

# Where in a step another step is named, and which.
Way = tuple[tuple[str, ...], str]


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
    """What every step may carry: where its advice comes from, and why it is given.

    What the rest of the code has to know of a kind of step is here, so that an eighth kind is one class more, and mypy
    names the places that must decide what it does there (`assert_never`). CONTRIBUTING.md lists them.
    """

    KEY: ClassVar[str]

    sources: list[str] = []
    why: str = ""

    def ways(self) -> Iterator[Way]:
        """The steps of the same tree that may follow, each with its place in this step."""
        yield from ()

    @property
    def fact(self) -> str | None:
        """The fact that this step gets, if it gets one."""
        return None


class Find(Sourced, frozen=True, kw_only=True):
    """Get a fact: skip if known, look it up if the person has proved enough, otherwise ask."""

    KEY = "find"

    find: str
    then: dict[str, str]
    ask: str = ""
    options: dict[str, str] = {}
    about: About | None = None
    quiet: bool = False

    def ways(self) -> Iterator[Way]:
        """One a value."""
        return ((("then", value), target) for value, target in self.then.items())

    @property
    def fact(self) -> str:
        """The fact to find."""
        return self.find

    def offers(self, spec: FactSpec) -> dict[str, str]:
        """The options, as labels by value. Of a topic, those that are likely come in addition."""
        return {**self.options, **spec.values} if spec.type == "topic" else self.options or spec.values


class Need(Sourced, frozen=True, kw_only=True):
    """Collect a value and validate it. Without `unknown` it cannot be skipped."""

    KEY = "need"

    need: str
    ask: str = ""
    about: About | None = None
    next: str | None = None
    unknown: str | None = None

    def ways(self) -> Iterator[Way]:
        """With the value, and without."""
        yield from _way("next", self.next)
        yield from _way("unknown", self.unknown)

    @property
    def fact(self) -> str:
        """The fact that is collected."""
        return self.need

    def offers(self, spec: FactSpec) -> dict[str, str]:
        """The options, as labels by value: none for a value that is typed."""
        return spec.values


class Tell(Sourced, frozen=True, kw_only=True):
    """Say something and go on to `next`; without it the tree falls off its end."""

    KEY = "tell"

    tell: str | list[str]
    next: str | None = None

    def ways(self) -> Iterator[Way]:
        """On."""
        return _way("next", self.next)

    @property
    def paragraphs(self) -> list[str]:
        """What is said, a paragraph each."""
        return [self.tell] if isinstance(self.tell, str) else list(self.tell)


class Try(Sourced, frozen=True, kw_only=True):
    """Things to do, then: did it help? `exits` are further answers, by the step they lead to."""

    KEY = "try"

    steps: list[str] = msgspec.field(name="try")
    otherwise: str
    intro: str = ""
    exits: dict[str, str] = {}

    def ways(self) -> Iterator[Way]:
        """When it did not help, and each exit."""
        yield ("otherwise",), self.otherwise
        yield from ((("exits", target), target) for target in self.exits)

    def offers(self, result: FactSpec) -> dict[str, str]:
        """The answers, as labels by value: solved, the exits, and that it did not help."""
        solved, otherwise = Result.SOLVED.value, Result.OTHERWISE.value
        return {solved: result.values[solved], **self.exits, otherwise: result.values[otherwise]}


class Visit(Sourced, frozen=True, kw_only=True):
    """Walk another tree and come back to `next`."""

    KEY = "visit"

    visit: str
    next: str | None = None

    def ways(self) -> Iterator[Way]:
        """After the visit."""
        return _way("next", self.next)


class Case(Sourced, frozen=True, kw_only=True):
    """Collect the fields of a case of data/cases.yml, read them back, and file it once."""

    KEY = "case"

    case: str
    otherwise: str | None = None

    def ways(self) -> Iterator[Way]:
        """When it is not filed."""
        return _way("otherwise", self.otherwise)


class Human(Sourced, frozen=True, kw_only=True):
    """Hand over to a person, saying this."""

    KEY = "human"

    human: str


Step = Union[Find, Need, Tell, Try, Visit, Case, Human]
KINDS: dict[str, type[Step]] = {kind.KEY: kind for kind in get_args(Step)}


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

    def key(self, fact: str, about: About | None) -> FactKey:
        """The key under which a fact is kept: a colleague's is apart from one's own."""
        return FactKey(fact, about == "colleague" and self.facts[fact].about != "colleague")


# --- what a step refers to ------------------------------------------------------------


def targets(step: Step) -> Iterator[str]:
    """The steps of the same tree that may follow."""
    return (target for _, target in step.ways())


def branch(step: Find, value: str) -> str | None:
    """The step that a value leads to, or None where the content forgot it."""
    return step.then.get(value, step.then.get(OTHER))


def _way(key: str, target: str | None) -> Iterator[Way]:
    if target is not None:
        yield (key,), target
