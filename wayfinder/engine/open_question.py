"""The open question as other packages see it: the interpreter, which turns words into moves, and the faces."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from typing_extensions import assert_never

from wayfinder.content.contract import PROOF_WISH, UNKNOWN
from wayfinder.content.fact_key import FactKey
from wayfinder.content.steps import Case, Find, Human, Need, Remedies, Sourced, Tell, Try, Visit
from wayfinder.engine.question import Kind, OpenOption, OpenQuestion, Told
from wayfinder.engine.stack.ways_round import missing_value
from wayfinder.engine.steps.ask import value_options
from wayfinder.engine.steps.case import field_options, missing_facts, review_options
from wayfinder.engine.steps.remedies import proposed
from wayfinder.engine.steps.run import find_options
from wayfinder.engine.steps.say import one_line
from wayfinder.engine.steps.wish import wish_option
from wayfinder.engine.working_walk import WorkingWalk

TOLD_LIMIT = 10


def open_question(state: WorkingWalk) -> OpenQuestion:
    """Everything about the open question."""
    if not state.stack:
        return OpenQuestion(told=_told(state), ended=state.ended_topic())
    wants = wanted(state)
    typed = _typed(state, wants)
    asked = typed or wants
    return OpenQuestion(
        fact=str(asked) if asked else None,
        kind=state.spec(typed).type if typed else None,
        topic=_topic(state),
        options=open_options(state),
        remedies=proposed(state, state.step) if state.is_open else [],
        told=_told(state),
        why=_why(state, state.step, wants),
        number=state.question if state.is_open else None,
        step=_kind(state, typed) if state.is_open else "none",
        words=_words(state, wants) if state.is_open else "",
        ended=state.ended_topic(),
    )


def wanted(state: WorkingWalk) -> FactKey | None:
    """The fact that the step on top is about, if any."""
    step = state.step
    match step:
        case Find() | Need():
            return state.key(step.fact, step.about)
        case Case():
            return next((FactKey(fact) for fact, _ in missing_facts(state, step)), None)
        case Tell() | Try() | Remedies() | Visit() | Human():
            return None
        case _:
            assert_never(step)


def open_options(state: WorkingWalk) -> list[OpenOption]:
    """The options that can be chosen now: none unless the walk waits at the question asked last."""
    if not state.is_open:
        return []
    step = state.step
    match step:
        case Find():
            return _options(state, step.find, find_options(state, step)) + _wish(state, step)
        case Need():
            return _options(state, step.need, value_options(state.library.facts[step.need])) + _wish(state, step)
        case Try() | Remedies():
            return _options(state, step.asks, step.offers(state.library.facts[step.asks]), step.examples)
        case Case():
            return _case_options(state, step)
        case Tell() | Visit() | Human():
            return []
        case _:
            assert_never(step)


def _wish(state: WorkingWalk, step: Find | Need) -> list[OpenOption]:
    offered = wish_option(state, step)
    return _options(state, PROOF_WISH, offered) if offered else []


def _typed(state: WorkingWalk, wants: FactKey | None) -> FactKey | None:
    """The value that can be typed now, also after the person has said that they cannot give it."""
    if not isinstance(state.step, Find):
        return wants
    missing = missing_value(state)
    return missing if missing is not None and state.spec(missing).type != "text" else None


def _case_options(state: WorkingWalk, step: Case) -> list[OpenOption]:
    """The options of the field being collected; once all fields are known, those of the review."""
    asked = wanted(state)
    if asked is not None:
        return _options(state, asked.name, field_options(state, step, asked))
    return _options(state, *review_options(state, step))


def _options(
    state: WorkingWalk, fact: str, labels: dict[str, str], examples: Mapping[str, list[str]] = MappingProxyType({})
) -> list[OpenOption]:
    """With the other words of the fact, and the `examples` of the step."""
    spec = state.library.facts[fact]
    others, meaning = spec.synonyms, {**spec.examples, **examples}
    return [
        OpenOption(f"{state.question}.{v}", label, v, others.get(v, []), meaning.get(v, []))
        for v, label in labels.items()
    ]


def _told(state: WorkingWalk) -> list[Told]:
    told: dict[FactKey, Told] = {}
    for fact in reversed(state.facts):
        if len(told) == TOLD_LIMIT:
            break
        if fact.origin == "told" and fact.value != UNKNOWN and fact.key not in told:
            spec = state.spec(fact.key)
            told[fact.key] = Told(str(fact.key), fact.value, spec.values, spec.synonyms)
    return list(told.values())


def _why(state: WorkingWalk, step: Sourced, wants: FactKey | None) -> str:
    return step.why or (state.spec(wants).why if wants else "")


def _kind(state: WorkingWalk, typed: FactKey | None) -> Kind:
    step = state.step
    if isinstance(step, Remedies):
        return "remedies"
    if isinstance(step, Try):
        return "procedure"
    if typed is not None and state.spec(typed).type is not None:
        return "value"
    return "review" if isinstance(step, Case) and wanted(state) is None else "choice"


def _words(state: WorkingWalk, wants: FactKey | None) -> str:
    """The question in one line, as its author wrote it."""
    step = state.step
    own = step.ask if isinstance(step, (Find, Need)) else ""
    if not own and isinstance(step, (Try, Remedies)):
        own = state.library.facts[step.asks].ask
    return one_line(own or (state.spec(wants).ask if wants else ""))


def _topic(state: WorkingWalk) -> str | None:
    topic = state.topic()
    return topic.tree if topic else None
