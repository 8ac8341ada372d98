"""Plays walks for tests: makes moves, answers what the engine requests, and remembers what was seen."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import get_args

from msgspec.structs import replace

from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block, Choices, Form, Steps, Text
from wayfinder.engine.requests import Held, LookUp, Prove, Request
from wayfinder.engine.settle import settle
from wayfinder.engine.walk import Walk
from wayfinder.faces.plain import lines

NOW = 1_760_000_000.0
REQUESTS = 100  # more than any walk needs
MAILBOX = Held("g1", ["mailbox"], NOW + 10_000_000)
Answer = Callable[[Request], m.Answered]


def nothing(request: Request) -> m.Answered:
    """A back office that is down, where nothing can be proved."""
    if isinstance(request, Prove):
        return m.Proved(request.id, "impossible")
    if isinstance(request, LookUp):
        return m.Found(request.id, {}, "unavailable")
    return m.Filed(request.id, None, "unavailable")


def answering(values: dict[str, str], reference: str | None = "R-1") -> Answer:
    """A back office that finds these facts and files under this reference. Nothing can be proved."""

    def answer(request: Request) -> m.Answered:
        if isinstance(request, Prove):
            return m.Proved(request.id, "impossible")
        if isinstance(request, LookUp):
            return m.Found(request.id, values)
        return m.Filed(request.id, reference)

    return answer


class Player:
    """One conversation. `reach`: whether it can be answered later, so that nobody is asked for an address."""

    def __init__(self, library: Library, answer: Answer = nothing, *, reach: bool = True) -> None:
        self.library = library
        self.reach = reach
        self.answer = answer
        self.walk = Walk(reach=reach)
        self.now = NOW
        self.requests: list[Request] = []
        self.steps: list[str] = []

    def move(self, *moves: m.Move) -> list[Block]:
        """Make the moves of one message and answer the requests that follow; all that was said."""
        made = [replace(move, reach=self.reach) if isinstance(move, m.Grants) else move for move in moves]
        done = settle(self.library, self.walk, made, self.now, self._answer, REQUESTS)
        self.walk = done.walk
        self.steps += done.steps
        self.requests += done.requests
        assert self.walk.request is None, "requests without end"
        return done.blocks

    def _answer(self, _walk: Walk, request: Request) -> m.Answered:
        return self.answer(request)

    def say(self, value: str) -> list[Block]:
        """Choose the open option of a value."""
        return self.move(
            m.Choose(
                next(option.id for option in open_question_of(self.library, self.walk).options if option.value == value)
            )
        )

    @property
    def here(self) -> str | None:
        """The current step, as `tree/step`."""
        return self.walk.stack[-1].here if self.walk.stack else None

    @property
    def told(self) -> dict[str, str]:
        """What was told, newest value of each."""
        return {str(fact.key): fact.value for fact in self.walk.facts if fact.origin == "told"}


def asks(blocks: list[Block]) -> bool:
    """Whether something was asked."""
    return any(isinstance(block, (Choices, Form)) for block in blocks)


def said(blocks: list[Block]) -> str:
    """All text, one paragraph on each line."""
    return "\n".join(lines(block for block in blocks if isinstance(block, (Text, Steps))))


ODD = (
    "",
    "x",
    "unknown",
    "/restart",
    "1.x",
    "-1.x",
    "1" * 30,
    "٣.x",
    "\ud800",
    "<b>",
    "é" * 3_000,
    "a@b.co",
    "2027-01-01",
)
IDS = ("", "1.", "1.x", "99999999.x", "two.x", "²", "0.solved", "1.otherwise.x", *ODD)
NAMES = (
    "a.one",
    "a.two",
    "me.email",
    "me.words",
    "org.id",
    "org.date",
    "a.seen",
    "me.email@colleague",
    "nothing",
    "@",
    "a.one@x",
)
GOOD = ("x", "y", "kim@example.com", "lee@example.org", "00D000000000001EAA", "2027-06-30", "words", *ODD)
REMEDIES = ("one", "two", "three", "one@colleague", "two@colleague", "nothing", "", "@colleague")
OUTCOMES = ("done", "failed", "failed", "worked", "impossible", "renewed", "x")
STEERING: list[m.Move] = [
    *(m.Back(), m.Back(), m.Back(), m.Restart(), m.Stop(), m.Repeat(), m.More(), m.Begin()),
    *(m.Why(), m.Skip(), m.DontKnow(), m.Human(), m.Later(), m.Return(), m.FileCase(), m.Solved(), m.NotSolved()),
]


def random_move(dice: random.Random, player: Player, seen: list[str]) -> m.Move:
    """Any move: mostly one that answers what is open, sometimes garbage."""
    now = open_question_of(player.library, player.walk)
    if not player.walk.stack and dice.random() < 0.7:
        return m.Topic(dice.choice(["t0", "t1", "t2"]))
    if now.options and dice.random() < 0.5:
        return m.Choose(dice.choice(now.options).id)
    if now.fact and now.kind and dice.random() < 0.5:
        return m.Give({now.fact: dice.choice(GOOD)})
    return dice.choice(_MAKERS)(dice, seen)


_MAKERS: list[Callable[[random.Random, list[str]], m.Move]] = [
    lambda dice, seen: m.Choose(dice.choice([*seen[-60:], *IDS])),
    lambda dice, _: m.Choose(dice.choice(IDS)),
    lambda dice, _: m.Give({dice.choice(NAMES): dice.choice(GOOD) for _ in range(dice.randint(0, 3))}),
    lambda dice, _: m.Correct({dice.choice(NAMES): dice.choice(GOOD) for _ in range(dice.randint(0, 2))}),
    lambda dice, _: m.Report({dice.choice(REMEDIES): dice.choice(OUTCOMES) for _ in range(dice.choice([0, 1, 1, 2]))}),
    lambda dice, _: m.Topic(
        dice.choice(["t0", "t1", "t2", "later", "greet", "nothing"]), {dice.choice(NAMES): dice.choice(GOOD)}
    ),
    lambda dice, _: m.Unclear([dice.choice(["t0", "t1", "later", "x" * 9_000])]),
    lambda dice, _: m.Clarify(["t0", dice.choice(["t1", "later", "\ud800"])]),
    lambda dice, _: m.Failure(dice.choice(ODD)),
    lambda dice, _: m.SideQuestion(
        dice.choice(["who", "cost", "where", "x"]),
        dice.choice([None, "t0", "later", "\ud800"]),
        dice.choice([None, "how"]),
    ),
    lambda dice, _: dice.choice(STEERING),
    lambda dice, _: dice.choice(STEERING),
    lambda dice, _: m.Grants(dice.choice([[], [MAILBOX], [Held("g2", ["mailbox", "agent"], NOW + 5_000)]])),
    lambda dice, _: m.Found(dice.choice(["l1", "l2", "nothing"]), {dice.choice(NAMES): dice.choice(GOOD)}),
    lambda dice, _: m.Proved(dice.choice(["p1", "p2", "nothing"]), dice.choice(get_args(m.Outcome)), [MAILBOX]),
    lambda dice, _: m.Filed(dice.choice(["c1", "h1", "nothing"]), dice.choice([None, "R-2"])),
]


def random_answer(seed: int) -> Answer:
    """A back office that is right, wrong, or down, the same for the same question."""

    def answer(request: Request) -> m.Answered:
        if isinstance(request, Prove):
            outcome = random.Random(f"{seed} {request.id}").choice(get_args(m.Outcome))
            return m.Proved(request.id, outcome, [MAILBOX])
        about = f"{request.look_up} {request.about}" if isinstance(request, LookUp) else request.id
        dice = random.Random(f"{seed} {about}")
        if dice.random() < 0.3:
            return nothing(request)
        found = {name: dice.choice(GOOD) for name in (*NAMES, "invitation.sent_at")}
        return answering({**found, "a.seen": dice.choice(["x", "y", "wrong"])})(request)

    return answer
