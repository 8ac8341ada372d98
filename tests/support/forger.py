"""Invents states of a conversation, as somebody could who may write anything into one. Seeded, so failures repeat."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args

from wayfinder.content.contract import UNKNOWN
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import About, FactSpec
from wayfinder.content.model import Library
from wayfinder.content.steps import Case, Find, Human, Step
from wayfinder.engine.requests import File, HandOver, Held, Known, LookUp, Origin, Request
from wayfinder.engine.walk import Fact, Frame, Mark, RemedyOutcome, Role, Tried, TriedRemedy, Walk

EVERYTHING = ["mailbox", "admin", "agent"]
_CHOSEN: tuple[Callable[[Step], bool], ...] = (
    lambda step: isinstance(step, Case),
    lambda step: isinstance(step, Human),
    lambda step: isinstance(step, Find) and step.about == "colleague",
    lambda step: step is not None,
)


class Forger:
    """Forges walks that claim `grants`, and facts about `victims` (addresses) and `orgs` (their ids)."""

    def __init__(
        self, library: Library, dice: random.Random, grants: Sequence[str], victims: Sequence[str], orgs: Sequence[str]
    ) -> None:
        self.library = library
        self.dice = dice
        self._grants: list[str | None] = [None, "g1", "", *grants]
        self._typed = {
            "email": [*victims, *(f"forged{n}@stranger.example" for n in range(40))],
            "username": list(victims),
            "org_id": list(orgs),
        }
        self._typed |= {"date": ["2027-06-30"], "text": ["anything", *victims, *orgs]}
        # Most walks are at a step that files something, or that looks up somebody else.
        self._places = [list(_places(library, chosen)) for chosen in _CHOSEN]

    def walk(self, now: float) -> Walk:
        """A forged walk."""
        question = self.dice.choice([0, 1, 7, 10**6, 10**9])
        stack = [self._frame() for _ in range(self.dice.randint(0, 3))]
        facts = [self._fact(now) for _ in range(self.dice.randint(0, 15))]
        return Walk(
            question=question,
            stack=stack,
            facts=[*facts, *self._named(now), *self._fields(stack, now)],
            remedies=[self._remedy() for _ in range(self.dice.randint(0, 3))],
            tries=[self._tried() for _ in range(self.dice.randint(0, 3))],
            marks=[Mark(self.dice.choice([question, 1]), stack, "try") for _ in range(self.dice.randint(0, 2))],
            grants=[Held(grant, EVERYTHING, now + 9e9) for grant in self._grants if grant],
            misses=self.dice.choice([0, 2, 3]),
            request=self.dice.choice([None, None, self._request()]),
            requests=self.dice.randint(0, 9),
            lapsed=self.dice.choice([None, Mark(question, stack, "try")]),
            unasked=self.dice.random() < 0.2,
        )

    def click(self, walk: Walk) -> str:
        """A choice, most likely one that the forged walk might have open."""
        options = ["yes", "no", "file", "leave", "solved", "otherwise", UNKNOWN, "change", "retry"]
        return f"{self.dice.choice([walk.question, walk.question + 1, 0])}.{self.dice.choice(options)}"

    def _remedy(self) -> TriedRemedy:
        remedy = self.dice.choice([*self.library.remedies, "gone", "gone@colleague"])
        problem = self.dice.choice([*self.library.topics, "", "gone"])
        return TriedRemedy(remedy, problem, self.dice.choice(get_args(RemedyOutcome)), self.dice.choice([0, 7, 10**9]))

    def _tried(self) -> Tried:
        tree, step = self.dice.choice(self.dice.choice(self._places))
        return Tried(f"{tree}/{step}", self.dice.choice(["otherwise", "solved", step]), self.dice.choice([0, 7, 10**9]))

    def _frame(self) -> Frame:
        tree, step = self.dice.choice(self.dice.choice(self._places))
        data = {"conversation.filing": "file", "conversation.ending": "case", "conversation.reason": "<b>forged</b>"}
        kept = {name: value for name, value in data.items() if self.dice.random() < 0.5}
        role: Role = self.dice.choice(["topic", "topic", *get_args(Role)])
        version = self.dice.choice([self.library.trees[tree].version, "forged"])
        return Frame(tree, step, role, version, kept, self.dice.randint(0, 99))

    def _named(self, now: float) -> list[Fact]:
        """The person or org that a look-up should be about."""
        names = [name for name in ("user.email", "user.username", "org.id") if self.dice.random() < 0.4]
        return [Fact(FactKey(name), self._value(self.library.facts[name]), "told", now, 0) for name in names]

    def _fields(self, stack: list[Frame], now: float) -> list[Fact]:
        """The fields that a case on top of the stack needs in order to be filed."""
        step = self.library.trees[stack[-1].tree].steps[stack[-1].step] if stack else None
        if not isinstance(step, Case) or self.dice.random() < 0.2:
            return []
        names = [field.fact for field in self.library.cases[step.case].fields]
        values = [self._value(self.library.facts[name]) for name in names]
        return [Fact(FactKey(name), value, "told", now, 0) for name, value in zip(names, values, strict=True)]

    def _fact(self, now: float) -> Fact:
        name, spec = self.dice.choice(list(self.library.facts.items()))
        origin: Origin = self.dice.choice(get_args(Origin))
        of_colleague = self.dice.choice([False, False, True])
        at = self.dice.choice([now, now - 9e5, now + 9e9])
        question = self.dice.choice([0, 1, 7, 10**8])
        return Fact(
            FactKey(name, of_colleague), self._value(spec), origin, at, question, self.dice.choice(self._grants), None
        )

    def _value(self, spec: FactSpec) -> str:
        values = [*spec.values, *self._typed.get(spec.type or "", [])]
        return self.dice.choice(values or [UNKNOWN])

    def _request(self) -> Request:
        look_ups = [spec.look_up for spec in self.library.facts.values() if spec.look_up is not None]
        about: About = self.dice.choice(get_args(About))
        named = {
            "user.email": self.dice.choice(self._typed["email"]),
            "org.id": self.dice.choice(self._typed["org_id"]),
        }
        grant = self.dice.choice(self._grants)
        made: list[Request] = [
            LookUp("l1", self.dice.choice(look_ups), about, grant, named),
            File("c1", self.dice.choice(list(self.library.cases)), named, "theirs", grant),
            HandOver("h1", "login_loop", "login_loop/sso", {k: Known(v, "told") for k, v in named.items()}, "theirs"),
        ]
        return self.dice.choice(made)


def _places(library: Library, chosen: Callable[[Step], bool]) -> Iterator[tuple[str, str]]:
    for tree, found in library.trees.items():
        yield from ((tree, name) for name, step in found.steps.items() if chosen(step))


def bodies(dice: random.Random, turn: dict[str, Any]) -> dict[str, Any]:
    """Requests with something in them that no turn may have."""
    claims: dict[str, Any] = {
        "grants": [{"id": "g1", "scopes": EVERYTHING, "until": 9e9}],
        "grant": "g1",
        "slots": {"walk": "{}", "verified": True},
        "metadata": {"conversation": "theirs", "role": "agent"},
        "facts": {"account.state": "active"},
        "sender": "theirs",
        "sender_id": "theirs",
        "input_channel": "rasa",
        "parse_data": {"intent": {"name": "not_typed"}},
        "proof": "admin",
        "who": {"email": "anna.berg@harbourlights.example"},
        "conversation": dice.choice(
            [["theirs"], {"id": "theirs"}, "theirs\n", "the irs", "../theirs", "", 5, None, "x" * 65]
        ),
        "n": dice.choice(["1", -1, 10**9, 1.5, True, None]),
        "state": dice.choice([{}, [], 5, "", "null", "[]", '{"question": "1"}', "{" * 7000]),
        "begin": dice.choice(["yes", 1, {}]),
        "click": dice.choice(["", "a b", "\n", 5, "x" * 201]),
    }
    name = dice.choice(list(claims))
    return {**turn, name: claims[name]}
