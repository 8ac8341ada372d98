"""The state of a conversation: a stack of trees, what is known, what was tried, and how to go back.

A walk is plain data; `wayfinder.engine.walk_json` writes it down.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from wayfinder.content.contract import ConversationFact
from wayfinder.content.fact_key import FactKey
from wayfinder.engine.blocks import Block
from wayfinder.engine.requests import Held, Origin, Request

UNDO_LIMIT = 50
Role = Literal["topic", "visit", "repair"]
RemedyOutcome = Literal["done", "failed", "worked", "impossible"]
Number = Annotated[int, msgspec.Meta(ge=0, le=10**12)]


def question_number(text: str) -> int | None:
    """The question number that a text holds, or None."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= 12
    return int(text) if is_number else None


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """A tree that is being walked. `data` are details of the conversation, which repair trees read.

    `began` is a number that the topic got when it was opened, 0 for other trees: with the tree's name it tells one
    visit of a topic from another. `owes`: the gist of the topic is to be said before its first question.
    """

    tree: str
    step: str
    role: Role
    version: str
    data: dict[str, str] = {}
    began: Number = 0
    owes: bool = False

    @property
    def problem(self) -> str:
        """The topic, also of the frame that says that it is planned."""
        return self.data.get(ConversationFact.MEANT, self.tree)

    @property
    def here(self) -> str:
        """Where this frame is, as `tree/step`."""
        return f"{self.tree}/{self.step}"

    def belongs_to(self, topic: Frame) -> bool:
        """Whether both frames are from the same opening of the same topic."""
        return self.tree == topic.tree and self.began == topic.began


class Fact(msgspec.Struct, frozen=True):
    """Something known. `at` is Unix time in whole seconds.

    `question` is the number of the question that was open when it became known: going back to
    that question forgets it. `step` is set for an `unknown`: only another step may ask again.
    """

    key: FactKey
    value: str
    origin: Origin
    at: float
    question: Number
    grant: str | None = None
    step: str | None = None


class Tried(msgspec.Struct, frozen=True, array_like=True):
    """A procedure that was tried: the step (`tree/step`) and its result, `otherwise` or the name of an exit.

    `question` is the number of the question that asked it.
    """

    step: str
    result: str
    question: Number

    @property
    def tree(self) -> str:
        """The tree of the step."""
        return self.step.partition("/")[0]


class TriedRemedy(msgspec.Struct, frozen=True, array_like=True):
    """How a remedy went: its key (`name` or `name@colleague`), and the topic in which it was tried; empty before one is
    named.

    `renewed`: it is worth another try since `step` (`tree/step`) was reached. `question` is the number of the question
    that was open then. Of several entries of one remedy and problem the newest counts: going back drops the newest.
    """

    remedy: str
    problem: str
    outcome: RemedyOutcome | Literal["renewed"]
    question: Number
    step: str = ""


class Parked(msgspec.Struct, frozen=True, array_like=True):
    """A topic whose person waits for somebody else, since Unix time `since` in seconds, at a step (`tree/step`).

    `told` and `tries` are what was told, by fact key, and tried in it. `grants` are those under which facts were read
    that may have led there. `said` are checksums of what was said on the way there, which is not said again.
    """

    topic: str
    step: str
    since: float
    told: dict[str, str] = {}
    tries: list[Tried] = []
    grants: list[str] = []
    said: list[Number] = []


class HandedOver(msgspec.Struct, frozen=True, array_like=True):
    """A person has taken over since the question of this number. `key` is the one of the request."""

    question: Number
    key: str


TRY = "try"  # what the question after advice asks


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """A question that was asked, the stack at that moment, and what was asked (a fact, or `try`)."""

    question: Number
    stack: list[Frame]
    asked: str

    @property
    def topic(self) -> Frame | None:
        """The topic that asked."""
        return next((frame for frame in reversed(self.stack) if frame.role == "topic"), None)

    @property
    def is_repair(self) -> bool:
        """Whether a repair tree asked, not a topic."""
        return any(frame.role == "repair" for frame in self.stack)


class Unproved(msgspec.Struct, frozen=True, array_like=True):
    """A proof that was asked for and not given. It is not asked for again at this step (`tree/step`), or, where that is
    empty, in this conversation.

    `question` is the number of the question at which it was asked for.
    """

    scope: str
    step: str
    question: Number


class Answered(msgspec.Struct, frozen=True, array_like=True):
    """A side question that was answered: the topic, and the aspect and the first example of its aside."""

    topic: str
    aspect: str
    asked: str


class WalkFields(msgspec.Struct):
    """All fields of a walk, listed once: `Walk` is the immutable form, `WorkingWalk` the mutable one.

    `question` counts the questions asked. `misses` is how often in a row the person was not understood.
    `request` waits for the driver, without the facts that went out with it; `requests` counts them.
    `lapsed` is set when looked-up facts expire while a question is open, so that asking it again keeps its number and
    its buttons stay valid. `unasked` is True while only grants or look-ups, not the person, have moved the walk since.
    `said` are checksums of what was said on the way that is being walked again; empty while nothing is.
    `parked` are topics whose person waits for somebody else, the longest first.
    `rest` is what the last reply left out, because it was too much at once.
    `handed_over` is the last time that a person took over. `filed` is the number of the last question asked before a
    case was filed. `reach`: whether somebody can answer in this conversation later. `wrong` is the number of the last
    question that got a value of the wrong form.
    `wish` is the fact (a key as text) that the person wants looked up, while that is under way; `unproved` are proofs
    that could not be had. `recent` is the topic that was opened last: a question is about that when none is open.
    `answered` are the side questions that the last reply answered.
    """

    question: Number = 0
    stack: list[Frame] = []
    facts: list[Fact] = []
    tries: list[Tried] = []
    remedies: list[TriedRemedy] = []
    marks: list[Mark] = []
    grants: list[Held] = []
    misses: Annotated[int, msgspec.Meta(ge=0, le=3)] = 0
    request: Request | None = None
    requests: Number = 0
    lapsed: Mark | None = None
    said: list[Number] = []
    parked: list[Parked] = []
    rest: list[Block] = []
    unasked: bool = False
    handed_over: HandedOver | None = None
    filed: Number | None = None
    wish: str | None = None
    unproved: list[Unproved] = []
    reach: bool = False
    wrong: Number | None = None
    recent: str | None = None
    answered: list[Answered] = []


class Walk(WalkFields, frozen=True):  # type: ignore[misc]  # msgspec allows what dataclasses do not
    """The state of a conversation. Change it only through `wayfinder.engine.advance.advance`."""
