"""Checks of a turn during which the back office failed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support.driven import Point, statuses, text
from tests.support.frail import CANARY
from wayfinder.content.contract import UNKNOWN
from wayfinder.content.model import Library, Tree
from wayfinder.content.steps import Tell
from wayfinder.driver import Turn
from wayfinder.engine.blocks import Choices, Form
from wayfinder.engine.walk import Walk

CLOSED = "That question is closed, so nothing has changed."
DONE = ("case", "human")  # the outcomes that claim that a case was filed or a person takes over
CLAIMS = ("case_answered", "case_unanswered", "human")  # the steps of `closing` that do


def faults_of(library: Library, point: Point, turn: Turn) -> Iterator[str]:
    """The faults of a turn that was made while nothing could be read, filed or handed over."""
    yield from _words(library, turn)
    yield from _kept(point, turn)
    gained = [fact for fact in turn.walk.facts if fact.origin in ("looked_up", "agent") and fact.value != UNKNOWN]
    if [fact for fact in gained if fact not in point.before.facts]:
        yield "what nobody could look up is known"
    if [fact for fact in gained if fact.grant not in {held.id for held in turn.walk.grants}]:
        yield "what was looked up is known without a grant"


def _words(library: Library, turn: Turn) -> Iterator[str]:
    said = text(turn)
    if not said:
        yield "nothing was said"
    if len(statuses(turn)) > 1:
        yield "more than one outcome"
    if {status.outcome for status in statuses(turn)} & set(DONE) or [
        words for words in claims(library) if words in said
    ]:
        yield "it claims what was not done"
    if CANARY in said:
        yield "the error was shown"


def _kept(point: Point, turn: Turn) -> Iterator[str]:
    """What the move told is kept, and the same is asked as without the fault, now of the person if need be."""
    before, well, now = told(point.before), told(point.well.walk), told(turn.walk)
    if not before & well <= now:
        yield f"forgotten: {before & well - now}"
    if not well <= now and CLOSED not in text(turn):
        yield f"not kept: {well - now}"
    if not statuses(point.well) and not set(topics(point.well.walk)) <= set(topics(turn.walk)):
        yield "a topic has gone"
    if asks(point.well) and not (asks(turn) or statuses(turn)):
        yield "nothing is asked any more"


def told(walk: Walk) -> set[tuple[str, str]]:
    """What the person has told, answers to what they should try with it."""
    facts = {(str(fact.key), fact.value) for fact in walk.facts if fact.origin == "told"}
    remedies = {(tried.remedy, tried.outcome) for tried in walk.remedies if tried.outcome != "renewed"}
    return facts | remedies | {(tried.step, tried.result) for tried in walk.tries}


def topics(walk: Walk) -> list[str]:
    """The topics that are open."""
    return [frame.tree for frame in walk.stack if frame.role == "topic"]


def asks(turn: Turn) -> bool:
    """Whether the turn shows a question."""
    return any(isinstance(block, (Choices, Form)) for block in turn.blocks)


def claims(library: Library) -> list[str]:
    """The words that say that a case was filed, or that a person goes on."""
    closing = library.trees["closing"]
    return [_first_words(closing, step) for step in CLAIMS]


def _first_words(tree: Tree, name: str) -> str:
    step = tree.steps[name]
    assert isinstance(step, Tell)
    return re.split(r"[.{]", step.paragraphs[0])[0]
