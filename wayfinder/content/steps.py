"""The kinds of step as typed data, and what the rest of the code has to know of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Union, get_args

import msgspec

from wayfinder.content.contract import OTHER, Result
from wayfinder.content.facts import About, Content, FactSpec

# Where in a step another step is named, and which.
Way = tuple[tuple[str, ...], str]


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


def targets(step: Step) -> Iterator[str]:
    """The steps of the same tree that may follow."""
    return (target for _, target in step.ways())


def branch(step: Find, value: str) -> str | None:
    """The step that a value leads to, or None where the content forgot it."""
    return step.then.get(value, step.then.get(OTHER))


def _way(key: str, target: str | None) -> Iterator[Way]:
    if target is not None:
        yield (key,), target
