"""Turns as typed data: what was open, what was said, and what it means. tests/evaluation/README.md explains the format.

A question is described by itself (its text, kind and options) and not by the name of a step, so that edited trees leave
a set of turns valid.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Union

import msgspec
from rapidfuzz import fuzz

from wayfinder.content.contract import Asked
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import Library
from wayfinder.content.yaml_file import ContentError, Problem
from wayfinder.engine.question import Kind, OpenOption, OpenQuestion, Told
from wayfinder.understanding.decision.same_question import fact_asked
from wayfinder.understanding.decision.turns import ToldBefore
from wayfinder.workbench import typed_yaml

# The engine's own questions, by kind.
_OWN: dict[str, Asked] = {"remedies": Asked.RESULT, "procedure": Asked.DONE, "review": Asked.REVIEW}
NUMBER = 1
NAMELESS = "question.asked"


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question that is open. `value` is the type of the value that is asked; `options` are labels by id; `told` is
    what was answered before, newest first."""

    text: str
    kind: Kind
    topic: str | None = None
    value: Literal["email", "username", "org_id", "date", "text"] | None = None
    proposes: list[str] = []
    options: dict[str, str] | None = None
    told: list[ToldBefore] = []


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was said at a question. `meant` is all that it means; `must_not` what must not be done because of it."""

    at: str
    said: str
    meant: list[dict[str, Union[str, dict[str, str]]]] = []
    must_not: list[Literal["end", "person", "case"]] = []


class TurnSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Turns, and the questions at which they were said, by name."""

    questions: dict[str, Question]
    turns: list[Said]


def read(path: Path) -> TurnSet:
    """A set of turns.

    Raises:
        ContentError: with every problem, by line.
    """
    found = typed_yaml.read(path, TurnSet)
    missing = sorted({turn.at for turn in found.turns} - set(found.questions))
    if missing:
        raise ContentError([Problem(path.name, 0, f"there is no question `{name}`") for name in missing])
    return found


def open_question(question: Question, library: Library) -> OpenQuestion:
    """The question as the interpreter sees it, with the fact of the content that it asks for, if there is one."""
    if question.kind == "none":
        return OpenQuestion(topic=question.topic)
    fact = str(_OWN[question.kind]) if question.kind in _OWN else _fact(question, library)
    spec = library.facts.get(fact)
    return OpenQuestion(
        fact=fact if question.kind in ("choice", "value") else None,
        kind=question.value,
        topic=question.topic,
        options=_options(question, spec),
        remedies=question.proposes,
        told=[_told(each, library) for each in question.told],
        number=NUMBER,
        step=question.kind,
        words=question.text,
    )


def _told(each: ToldBefore, library: Library) -> Told:
    """An earlier answer as the engine tells it."""
    spec = library.facts.get(each.fact)
    return Told(each.fact, each.value, spec.values, spec.synonyms) if spec is not None else Told(each.fact, each.value)


def _options(question: Question, spec: FactSpec | None) -> list[OpenOption]:
    own = spec.values if spec is not None and question.kind in _OWN else {}
    labels = own if question.options is None else question.options
    others, meaning = (spec.synonyms, spec.examples) if spec is not None else ({}, {})
    return [
        OpenOption(f"{NUMBER}.{name}", label, name, others.get(name, []), meaning.get(name, []))
        for name, label in labels.items()
    ]


def _fact(question: Question, library: Library) -> str:
    """The fact whose own question is most alike, of those that have these options or this type."""
    if question.kind != "value":
        return fact_asked(question.text, question.options or {}, library) or NAMELESS
    fitting = {name: spec for name, spec in library.facts.items() if spec.type == question.value}
    return max(fitting, key=lambda name: fuzz.token_set_ratio(fitting[name].ask, question.text), default=NAMELESS)
