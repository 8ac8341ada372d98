"""What the walk waits for, seen from outside: options, the fact asked, what may be corrected."""

from __future__ import annotations

from wayfinder.content.model import UNKNOWN, Case, Find, Need, Sourced, Try
from wayfinder.engine.open_question import OpenOption, OpenQuestion, Told
from wayfinder.engine.steps.case import missing_fields, review_options
from wayfinder.engine.steps.run import RESULT, find_options, try_options
from wayfinder.engine.working_walk import WorkingWalk

TOLD_LIMIT = 10


def open_question(state: WorkingWalk) -> OpenQuestion:
    """Everything about the open question."""
    if not state.stack:
        return OpenQuestion(told=_told(state))
    wants = wanted(state)
    return OpenQuestion(
        fact=wants,
        kind=state.spec(wants).type if wants and not isinstance(state.step, Find) else None,
        topic=_topic(state),
        options=open_options(state),
        told=_told(state),
        why=_why(state, state.step, wants),
    )


def wanted(state: WorkingWalk) -> str | None:
    """The fact that the step on top is about, if any."""
    step = state.step
    if isinstance(step, Find):
        return state.key(step.find, step.about)
    if isinstance(step, Need):
        return state.key(step.need, step.about)
    if isinstance(step, Case):
        return next((field for field, _ in missing_fields(state, step)), None)
    return None


def open_options(state: WorkingWalk) -> list[OpenOption]:
    """The options that are open now: none while the walk stands anywhere but at the question asked last."""
    if not state.is_open:
        return []
    step = state.step
    if isinstance(step, Find):
        return _options(state, step.find, find_options(state, step))
    if isinstance(step, Try):
        return _options(state, RESULT, try_options(state, step))
    if (asked := wanted(state)) is not None:
        return _options(state, asked.partition("@")[0], state.spec(asked).values)
    return _options(state, *review_options(state, step)) if isinstance(step, Case) else []


def _options(state: WorkingWalk, fact: str, labels: dict[str, str]) -> list[OpenOption]:
    words = state.library.facts[fact].synonyms
    return [OpenOption(f"{state.question}.{v}", label, v, words.get(v, [])) for v, label in labels.items()]


def _told(state: WorkingWalk) -> list[Told]:
    told: dict[str, Told] = {}
    for fact in reversed(state.facts):
        if fact.origin == "told" and "/" not in fact.name and fact.value != UNKNOWN and fact.name not in told:
            spec = state.spec(fact.name)
            told[fact.name] = Told(fact.name, fact.value, spec.values, spec.synonyms)
    return list(told.values())[:TOLD_LIMIT]


def _why(state: WorkingWalk, step: Sourced, wants: str | None) -> str:
    return step.why or (state.spec(wants).why if wants else "")


def _topic(state: WorkingWalk) -> str | None:
    topic = state.topic()
    return topic.tree if topic else None
