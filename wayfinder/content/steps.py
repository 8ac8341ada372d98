"""The kinds of step as typed data, and what the rest of the code needs to know about each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Union, get_args

import msgspec

from wayfinder.content.contract import OTHER, Asked, Result
from wayfinder.content.facts import About, Content, FactSpec, Person
from wayfinder.content.remedy_key import remedy_key

# The place within a step at which another step is named, and that step.
Way = tuple[tuple[str, ...], str]


class Sourced(Content, frozen=True, kw_only=True):
    """What every step may carry: where its advice comes from, why it is given, and which remedies are worth another try
    from here on (`renews`: `name` or `name@colleague`).

    Everything that the rest of the code needs to know about a kind of step is in its class. So a ninth kind is one
    more class, and mypy names the places that must decide what to do with it (`assert_never`). CONTRIBUTING.md lists
    them.
    """

    KEY: ClassVar[str]

    sources: list[str] = []
    why: str = ""
    renews: list[str] = []

    def ways(self) -> Iterator[Way]:
        """The steps of the same tree that may follow, each with its place in this step."""
        yield from ()

    @property
    def fact(self) -> str | None:
        """The fact that this step gets, if it gets one."""
        return None

    @property
    def proposes(self) -> list[str]:
        """The keys of the remedies that this step proposes (`name` or `name@colleague`)."""
        return []


class Find(Sourced, frozen=True, kw_only=True):
    """Get a fact: skip if known, look it up if the person has proved enough, otherwise ask.

    `quiet` never asks. Neither does `looked_up`, which goes by what was looked up and leaves aside what people said.
    `once` is an offer: open for the next message only.
    """

    KEY = "find"

    find: str
    then: dict[str, str]
    ask: str = ""
    options: dict[str, str] = {}
    about: About | None = None
    quiet: bool = False
    looked_up: bool = False
    once: bool = False

    @property
    def never_asks(self) -> bool:
        """Whether the person is not asked when the fact is not known."""
        return self.quiet or self.looked_up

    def ways(self) -> Iterator[Way]:
        """One step for each value."""
        return ((("then", value), target) for value, target in self.then.items())

    @property
    def fact(self) -> str:
        """The fact to find."""
        return self.find

    def offers(self, spec: FactSpec) -> dict[str, str]:
        """The options, as labels by value. When a topic is asked, the engine adds the likely topics."""
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
        """The step with the value, and the step without it."""
        yield from _way("next", self.next)
        yield from _way("unknown", self.unknown)

    @property
    def fact(self) -> str:
        """The fact that is collected."""
        return self.need

    def offers(self, spec: FactSpec) -> dict[str, str]:
        """The options, as labels by value; none when the value is typed."""
        return spec.values


class Tell(Sourced, frozen=True, kw_only=True):
    """Say something and go on to `next`; without it the tree falls off its end.

    Without `cites` no source is named: the sentence holds nothing that a document says.
    """

    KEY = "tell"

    tell: str | list[str]
    next: str | None = None
    cites: bool = True

    def ways(self) -> Iterator[Way]:
        """The step that comes next."""
        return _way("next", self.next)

    @property
    def paragraphs(self) -> list[str]:
        """What is said, a paragraph each."""
        return [self.tell] if isinstance(self.tell, str) else list(self.tell)


class _Advice(Sourced, frozen=True, kw_only=True):
    """Something to do, then: did it help? `exits` are further answers, by the step they lead to; `examples` are other
    words for them.

    `waits`: what the person may have to wait for, such as the answer of an administrator. They can then come back.
    """

    otherwise: str
    waits: str = ""
    intro: str = ""
    exits: dict[str, str] = {}
    examples: dict[str, list[str]] = {}
    about: Person | None = None

    def ways(self) -> Iterator[Way]:
        """The step when it did not help, and each exit."""
        yield ("otherwise",), self.otherwise
        yield from ((("exits", target), target) for target in self.exits)

    @property
    def asks(self) -> Asked:
        """The fact whose words ask how it went."""
        return Asked.RESULT

    def offers(self, result: FactSpec) -> dict[str, str]:
        """The answers, as labels by value: it helped or is done, the exits, waiting for somebody, it did not help."""
        good = Result.DONE if self.asks == Asked.DONE else Result.SOLVED
        named = (good, *([Result.WAITS] if self.waits else []), Result.OTHERWISE)
        first, *last = ((name.value, result.values[name.value]) for name in named)
        return dict([first, *self.exits.items(), *last])


class Try(_Advice, frozen=True, kw_only=True):
    """A procedure. With a `remedy`, it is left out once that remedy has failed for the person in this problem.

    With `done`, it is a part of something longer: we ask whether it is done, and then go on there.
    """

    KEY = "try"

    steps: list[str] = msgspec.field(name="try")
    remedy: str = ""
    done: str | None = None

    def ways(self) -> Iterator[Way]:
        """The step when it did not help, each exit, and the step that follows when it is done."""
        yield from super().ways()
        yield from _way("done", self.done)

    @property
    def asks(self) -> Asked:
        """The fact whose words ask how it went: a procedure with a next part is done, not solved."""
        return Asked.DONE if self.done is not None else Asked.RESULT

    @property
    def proposes(self) -> list[str]:
        """The remedy that the procedure is, if it has a name."""
        return [remedy_key(self.remedy, self.about)] if self.remedy else []


class Remedies(_Advice, frozen=True, kw_only=True):
    """Alternatives, by their names in data/remedies.yml. Each is left out once it has failed; when none is left, the
    step leads to `otherwise`."""

    KEY = "remedies"

    names: list[str] = msgspec.field(name="remedies")

    @property
    def proposes(self) -> list[str]:
        """All that may be proposed here."""
        return [remedy_key(name, self.about) for name in self.names]


class Visit(Sourced, frozen=True, kw_only=True):
    """Walk another tree and come back to `next`."""

    KEY = "visit"

    visit: str
    next: str | None = None

    def ways(self) -> Iterator[Way]:
        """The step after the visit."""
        return _way("next", self.next)


class Case(Sourced, frozen=True, kw_only=True):
    """Collect the fields of a case of data/cases.yml, read them back, and file it once."""

    KEY = "case"

    case: str
    otherwise: str | None = None

    def ways(self) -> Iterator[Way]:
        """The step when the case is not filed."""
        return _way("otherwise", self.otherwise)


class Human(Sourced, frozen=True, kw_only=True):
    """Hand over to a person, saying this."""

    KEY = "human"

    human: str


Step = Union[Find, Need, Tell, Try, Remedies, Visit, Case, Human]
KINDS: dict[str, type[Step]] = {kind.KEY: kind for kind in get_args(Step)}


def targets(step: Step) -> Iterator[str]:
    """The steps of the same tree that may follow."""
    return (target for _, target in step.ways())


def branch(step: Find, value: str) -> str | None:
    """The step that a value leads to, or None when the tree has no branch for it."""
    return step.then.get(value, step.then.get(OTHER))


def _way(key: str, target: str | None) -> Iterator[Way]:
    if target is not None:
        yield (key,), target
