"""Labelled turns: what was open, what was said, and what was meant. docs/understanding.md says how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from wayfinder.content.fact_key import FactKey
from wayfinder.content.remedy_key import remedy_name
from wayfinder.engine.question import OpenOption, OpenQuestion, Told

Step = Literal["choice", "value", "remedies", "procedure", "review", "none"]
Meant = dict[str, Any]  # one entry: the kind of meaning and what it is about


# The one in C is ten times as fast, where the package was built with it.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class ToldBefore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was answered before the question: a fact of the content, and its value."""

    fact: str
    value: str


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The question that was open. `options` are labels by value, `value` is the type of what is typed, `proposes` are
    remedies, `synonyms` and `meant` are other words for options and whole answers, `told` is newest first."""

    text: str
    kind: Step
    topic: str | None = None
    value: str | None = None
    proposes: list[str] = []
    options: dict[str, str] = {}
    synonyms: dict[str, list[str]] = {}
    meant: dict[str, list[str]] = {}
    told: list[ToldBefore] = []

    @property
    def question(self) -> OpenQuestion:
        """The same as the engine describes it."""
        return OpenQuestion(
            fact=None if self.kind == "none" else "asked.here",
            kind=self.value if self.kind == "value" else None,
            topic=self.topic,
            options=[self._option(value, label) for value, label in self.options.items()],
            remedies=self.proposes,
            told=[Told(each.fact, each.value) for each in self.told],
            number=None if self.kind == "none" else 1,
            step=self.kind,
            words=self.text,
        )

    def _option(self, value: str, label: str) -> OpenOption:
        return OpenOption(f"1.{value}", label, value, self.synonyms.get(value, []), self.meant.get(value, []))


class Turn(msgspec.Struct, frozen=True):
    """What was said at a question, and what was meant."""

    asked: Asked
    said: str
    meant: list[Meant]


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    at: str
    said: str
    meant: list[Meant]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    questions: dict[str, Asked]
    turns: list[_Line]


def load_turns(folder: Path) -> list[Turn]:
    """The turns of every file in the folder and below it.

    Raises:
        msgspec.ValidationError: when a file holds anything else.
    """
    return [turn for path in sorted(folder.rglob("*.yml")) for turn in _turns(path)]


def meanings(turn: Turn) -> set[str]:
    """What was meant, as names of candidates: `option:VALUE`, `topic:NAME`, `report:REMEDY:OUTCOME`, `fact:NAME:VALUE`,
    or an intent."""
    return {name for entry in turn.meant for kind, what in entry.items() for name in _names(kind, what, turn.asked)}


def told_name(fact: str, value: str) -> str:
    """The name of the candidate that a fact is told or corrected, whoever it is about."""
    name = FactKey.parse(fact).name
    return f"fact:{_OF_ANY_ORG.get(name, name)}:{value}"


def _turns(path: Path) -> Iterator[Turn]:
    # Everything is text: a "no" is no boolean. This loader makes nothing but texts, lists and mappings.
    read = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506
    content = msgspec.convert(read, _File)
    for line in content.turns:
        yield Turn(content.questions[line.at], line.said, line.meant)


def _names(kind: str, what: Any, asked: Asked) -> Iterator[str]:
    if kind == "answer":
        yield f"option:{what}"
    elif kind == "ask":
        yield f"ask_{what if isinstance(what, str) else what['aspect']}"
    elif kind == "report":
        yield from (f"report:{remedy_name(remedy)}:{outcome}" for remedy, outcome in what.items())
    elif kind == "topic":
        yield f"topic:{what}"
    elif kind in ("correct", "tell"):
        yield from ["correction"] if kind == "correct" else []
        yield from (told_name(fact, value) for fact, value in what.items())
    elif kind == "want" and what == "dont_know":
        yield "option:unknown" if "unknown" in asked.options else "dont_know"
    elif (name := _INTENTS.get(f"{kind}:{what}")) is not None:
        yield name


# What is told of a user's org is the same in words as what is told of one's own.
_OF_ANY_ORG = {"user.org_status": "org.status", "user.org_type": "org.type"}
# The intents of the conversation by what was meant.
_INTENTS: Mapping[str, str] = {
    "result:solved": "solved",
    "result:done": "done",
    "result:not_solved": "not_solved",
    "want:person": "talk_to_human",
    "want:look_up": "look_it_up",
    "want:case": "file_case",
    "want:repeat": "repeat",
    "want:all": "more",
    "want:more": "more",
    "want:why": "why",
    "want:back": "go_back",
    "want:return": "return",
    "want:restart": "restart",
    "want:stop": "stop",
    "want:skip": "skip",
    "want:later": "later",
    "want:waits": "waiting",
    "want:menu": "help_menu",
    "act:greet": "greet",
    "act:thanks": "thanks",
    "act:goodbye": "goodbye",
    "act:bot": "bot_challenge",
    "act:small_talk": "small_talk",
    "act:doubt": "doubt",
    "act:frustrated": "frustrated",
    "act:secret": "secret_shared",
    "act:out_of_scope": "out_of_scope",
}
