"""What is known of remedies: which were tried for which problem, and which are worth proposing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from msgspec.structs import replace

from wayfinder.content.remedy_key import remedy_name
from wayfinder.engine.walk import RemedyOutcome, TriedRemedy, WalkFields
from wayfinder.engine.working_walk import WorkingWalk

OUTCOMES: tuple[RemedyOutcome, ...] = get_args(RemedyOutcome)
NOT_WORTH = ("done", "failed", "impossible")
_TRIED = ("done", "failed")


def is_worth(state: WorkingWalk, remedy: str) -> bool:
    """Whether a remedy (`name` or `name@colleague`) may be proposed to this person for the problem at hand.

    Nothing else decides it: every step that proposes a remedy asks here.
    """
    return remedy not in not_worth(state)


def not_worth(walk: WalkFields) -> set[str]:
    """The remedies that may not be proposed for the problem at hand."""
    return {remedy for remedy, outcome in newest_outcomes(walk).items() if outcome in NOT_WORTH}


def newest_outcomes(walk: WalkFields) -> dict[str, str]:
    """How each remedy stands that was tried for the problem at hand."""
    problem = problem_of(walk)
    return {tried.remedy: tried.outcome for tried in walk.remedies if tried.problem == problem}


def problem_of(walk: WalkFields) -> str:
    """The topic that is open; empty when there is none."""
    return next((frame.problem for frame in reversed(walk.stack) if frame.role == "topic"), "")


def tried_for(state: WorkingWalk, remedy: str) -> str | None:
    """The title of another topic for which the person tried a remedy in vain, the last one; None when there is none."""
    problem = problem_of(state)
    tried = (each for each in reversed(state.remedies) if each.remedy == remedy and each.outcome in _TRIED)
    titles = (state.title_of(each.problem) for each in tried if each.problem != problem)
    return next(filter(None, titles), None)


def note(state: WorkingWalk, remedy: str, outcome: RemedyOutcome) -> TriedRemedy:
    """Remember how a remedy went in the problem at hand."""
    tried = TriedRemedy(remedy, problem_of(state), outcome, state.question)
    state.remedies.append(tried)
    return tried


def renew(state: WorkingWalk, remedies: Iterable[str]) -> None:
    """Make remedies worth another try, because the walk has come to this step.

    A step does that once in each opening of a topic: when the topic is walked again, what has failed since stays so.
    """
    problem, here = problem_of(state), state.here
    for remedy in remedies:
        if not any((each.remedy, each.problem, each.step) == (remedy, problem, here) for each in state.remedies):
            state.remedies.append(TriedRemedy(remedy, problem, "renewed", state.question, here))


def take_over(state: WorkingWalk, problem: str) -> None:
    """Count what was reported before any topic, or in the message that names this one, as tried for this one."""
    state.remedies = [replace(each, problem=problem) if _is_early(state, each) else each for each in state.remedies]
    state.reported = []


def begin_problem(state: WorkingWalk, problem: str) -> None:
    """A topic begins, perhaps not for the first time: keep how each of its remedies stands. The entries of what was
    renewed go, so that its steps can renew again."""
    newest = {each.remedy: each for each in state.remedies if each.problem == problem}
    stands = [each for each in newest.values() if each.outcome != "renewed"]
    state.remedies = [each for each in state.remedies if each.problem != problem or each in stands]


def forget(state: WorkingWalk, since: int) -> None:
    """Forget what was tried for the problem at hand, and all that was tried at question `since` or later."""
    problem = problem_of(state)
    state.remedies = [each for each in state.remedies if each.question < since and each.problem != problem]


def drop_unknown(state: WorkingWalk) -> None:
    """Forget remedies that are no longer in the content."""
    known = state.library.remedies
    if any(remedy_name(each.remedy) not in known for each in state.remedies):
        state.remedies = [each for each in state.remedies if remedy_name(each.remedy) in known]


def _is_early(state: WorkingWalk, tried: TriedRemedy) -> bool:
    return not tried.problem or any(tried is each for each in state.reported)
