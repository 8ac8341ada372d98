"""What can happen to a walk: a person's move, or the driver's answer to a request.

A move that answers a question without naming a fact carries the number of the question that the person saw, or None to
answer whatever is open. `wayfinder.engine.advance` decides what is stale.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, Union

import msgspec

from wayfinder.engine.requests import Held

TOPIC_MARK = ">"
MORE = "+more"

# What became of a proof: given, not wanted, not right, or not to be had here at all.
Outcome = Literal["granted", "declined", "failed", "impossible"]


class _Move(msgspec.Struct, frozen=True, tag_field="move"):
    """Base of all moves."""


class _Answer(_Move, frozen=True):
    """An answer to the question of this number."""

    question: int | None = None


# --- a person's moves -----------------------------------------------------------------


class Begin(_Move, frozen=True, tag="begin"):
    """A conversation begins: greet."""


class Choose(_Move, frozen=True, tag="choose"):
    """A choice by its opaque id, which holds the number of its question: open now, or an earlier one."""

    id: str


class Give(_Move, frozen=True, tag="give"):
    """Facts that the person told, by fact name: a closed value, or text still to be validated."""

    values: dict[str, str]


class Report(_Move, frozen=True, tag="report"):
    """How remedies went, proposed or not: outcomes (`wayfinder.engine.walk.RemedyOutcome`) by `name`, or by
    `name@colleague`."""

    outcomes: dict[str, str]


class Topic(_Move, frozen=True, tag="topic"):
    """The person brings up a topic (or a conversation tree such as `greet`).

    `values` are facts told in the same message, and for `other_language` its `conversation.language`.
    """

    id: str
    values: dict[str, str] = {}


class Correct(_Move, frozen=True, tag="correct"):
    """An earlier answer was wrong. No values: the last answer. An empty value: ask that fact again."""

    values: dict[str, str] = {}


class Unclear(_Move, frozen=True, tag="unclear"):
    """Not understood. `topics` are the topics that it may be about, the likeliest first.

    `remark`: something was told, not asked or wished, so that at first a word of thanks is enough.
    """

    topics: list[str] = []
    remark: bool = False


class FileCase(_Move, frozen=True, tag="file_case"):
    """A case is wished for."""


class Clarify(_Move, frozen=True, tag="clarify"):
    """Two or three topics are about as likely: ask which (`did you mean`)."""

    topics: list[str]


class Back(_Move, frozen=True, tag="back"):
    """Undo: go back to the previous question."""


class Restart(_Move, frozen=True, tag="restart"):
    """Begin the topic again, forgetting what was told."""


class Stop(_Move, frozen=True, tag="stop"):
    """Leave the topic."""


class Return(_Move, frozen=True, tag="return"):
    """Go back to the other problem, the one that was put aside."""


class Later(_Move, frozen=True, tag="later"):
    """The person goes on another time: the topic waits for them."""


class Repeat(_Move, frozen=True, tag="repeat"):
    """Say the open question again."""


class More(_Move, frozen=True, tag="more"):
    """Say what the last reply left out, because it was too much at once."""


class Why(_Move, frozen=True, tag="why"):
    """Why is that asked?"""


class SideQuestion(_Move, frozen=True, tag="side_question"):
    """The person asks something about a topic, None: the one at hand. The open question waits.

    `aspect` is one of `wayfinder.content.contract.ASPECTS`. `asked` is an example of the aside that is meant, where it
    is clear which.
    """

    aspect: str
    topic: str | None = None
    asked: str | None = None


class Skip(_Answer, frozen=True, tag="skip"):
    """The person would rather not say, or has done this step already."""


class DontKnow(_Answer, frozen=True, tag="dont_know"):
    """The person does not know."""


class Human(_Answer, frozen=True, tag="human"):
    """The person asks for a human. When one has taken over since the question that they saw, there is nothing to do.

    `sure`: it is plain that they do; otherwise they are asked first.
    """

    sure: bool = True


class Solved(_Move, frozen=True, tag="solved"):
    """It works now. `sure`: that is plain; otherwise they are asked before the topic ends."""

    sure: bool = True


class NotSolved(_Answer, frozen=True, tag="not_solved"):
    """It still does not work."""


class Failure(_Move, frozen=True, tag="failure"):
    """Something on our side went wrong; `reference` is what the person can quote."""

    reference: str


# --- the driver's answers and news ----------------------------------------------------


class Grants(_Move, frozen=True, tag="grants"):
    """The grants held now. Facts read under any other are forgotten before the next block.

    `reach`: whether somebody can answer in this conversation later, when the person has left.
    """

    held: list[Held]
    reach: bool = False


class Found(_Move, frozen=True, tag="found"):
    """The answer to a `LookUp`: values by fact name, or none and the reason why not."""

    request: str
    values: dict[str, str]
    reason: str | None = None


class Filed(_Move, frozen=True, tag="filed"):
    """The answer to a `File` or `HandOver`: a reference, or none and, where there is one, a reason for the person.

    `final`: trying again is of no use.
    """

    request: str
    reference: str | None
    reason: str | None = None
    final: bool = False


class Proved(_Move, frozen=True, tag="proved"):
    """The answer to a `Prove`. `held` are the grants held now, when it was granted."""

    request: str
    outcome: Outcome
    held: list[Held] = []


# What the driver answers to a request.
Answered = Union[Found, Filed, Proved]

Move = Union[
    Begin,
    Choose,
    Give,
    Report,
    Topic,
    Correct,
    Unclear,
    FileCase,
    Clarify,
    Back,
    Restart,
    Stop,
    Return,
    Later,
    Repeat,
    More,
    Why,
    SideQuestion,
    Skip,
    DontKnow,
    Human,
    Solved,
    NotSolved,
    Failure,
    Grants,
    Found,
    Filed,
    Proved,
]


def topic_choice(topic: str) -> str:
    """The value of the option that opens a topic, offered beside the options of the open question."""
    return TOPIC_MARK + topic


def opening(move: Move, topics: Collection[str]) -> Move:
    """The same move; a choice of an option that opens one of the topics, or says more, is that move, whenever it was
    offered."""
    value = move.id.partition(".")[2] if isinstance(move, Choose) else ""
    if value == MORE:
        return More()
    topic = value.removeprefix(TOPIC_MARK)
    return Topic(topic) if topic != value and topic in topics else move


def answering(move: Move, question: int | None) -> Move:
    """The same move, made by somebody who saw the question of this number."""
    return msgspec.structs.replace(move, question=question) if isinstance(move, _Answer) else move
