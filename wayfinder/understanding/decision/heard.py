"""From what is meant to moves of the engine."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.contract import LOOK_IT_UP, UNKNOWN
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision import asides
from wayfinder.understanding.decision.candidates import OPTION, TOPIC, Candidate
from wayfinder.understanding.decision.decide import decide
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.reports import reports
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.correction import corrected
from wayfinder.understanding.interpret.intents import move_of
from wayfinder.understanding.interpret.open_now import follows_remedy, is_asking_in_topic, option_of
from wayfinder.understanding.interpret.parse import Parse


def heard(parse: Parse, question: OpenQuestion, learnt: Learnt, library: Library) -> list[m.Move]:
    """What the person wants, each move once; nothing when no candidate is likely enough."""
    message = Message(parse.readings)
    tried = reports(message, _remedy_words(library))
    chosen = _in_order([candidate for candidate, _ in decide(message, question, learnt)])
    made = [*([m.Report(tried)] if tried else []), *_moves(parse, question, message, learnt, library, chosen)]
    facts = _facts(parse, question, made)
    return [move for at, move in enumerate([*made, *facts]) if move not in made[:at]]


def _in_order(chosen: list[Candidate]) -> list[Candidate]:
    """Topics come last, the one that was mentioned first at the very end: the engine opens each on top of the one
    before."""
    topics = [candidate for candidate in chosen if candidate.kind == TOPIC]
    others = [candidate for candidate in chosen if candidate.kind != TOPIC]
    return [*others, *sorted(topics, key=lambda candidate: -candidate.clause)]


def _moves(
    parse: Parse, question: OpenQuestion, message: Message, learnt: Learnt, library: Library, chosen: list[Candidate]
) -> Iterator[m.Move]:
    named = next((candidate.about for candidate in chosen if candidate.kind == TOPIC), None)
    for candidate in chosen:
        move = _move(candidate, parse, question, named)
        if isinstance(move, m.SideQuestion):
            yield asides.meant(move, question.topic or question.ended, message, library, learnt)
        elif move is not None:
            yield move


def _move(candidate: Candidate, parse: Parse, question: OpenQuestion, named: str | None) -> m.Move | None:
    if candidate.kind == OPTION:
        return _answer(candidate.about, parse, question)
    if candidate.kind == TOPIC:
        return _topic(candidate.about, parse, question)
    if candidate.about == "correction":
        return corrected(parse.text, question.told, parse.entities)
    return move_of(candidate.about, question, named)


def _answer(value: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    option = option_of(value, question)
    if option is None:
        return None
    if question.fact is None or value in (UNKNOWN, LOOK_IT_UP) or not parse.facts or question.step != "choice":
        return m.Choose(option.id)
    # The answer comes first, because correcting a fact forgets the facts after it.
    return m.Give({question.fact: value, **{name: told for name, told in parse.facts.items() if name != question.fact}})


def _topic(topic: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    if topic == question.topic:
        return m.NotSolved() if follows_remedy(question) else None  # the same symptom again
    option = option_of(topic, question)
    return m.Choose(option.id) if option is not None else m.Topic(topic, parse.facts)


def _facts(parse: Parse, question: OpenQuestion, made: list[m.Move]) -> list[m.Move]:
    """Facts told in passing, unless a move carries them already."""
    carried = any(isinstance(move, (m.Topic, m.Give, m.Correct)) for move in made)
    return [m.Give(parse.facts)] if parse.facts and not carried and is_asking_in_topic(question) else []


def _remedy_words(library: Library) -> dict[str, list[str]]:
    return {name: [*spec.synonyms, spec.label] for name, spec in library.remedies.items()}
