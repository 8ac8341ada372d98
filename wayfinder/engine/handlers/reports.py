"""Remedies that the person reports: tried, or out of the question, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wayfinder.content.contract import ConversationFact, Repair
from wayfinder.content.remedy_key import remedy_name
from wayfinder.engine import moves as m
from wayfinder.engine.handlers import steering
from wayfinder.engine.remedies import OUTCOMES, not_worth, note
from wayfinder.engine.steps.run import speak
from wayfinder.engine.walk import RemedyOutcome
from wayfinder.engine.working_walk import WorkingWalk


def report(state: WorkingWalk, outcomes: Mapping[str, str]) -> bool:
    """Remember how remedies went; one that worked ends the problem. False when none of them was valid."""
    valid = dict(_valid(state, outcomes))
    new = [remedy for remedy in valid if remedy not in not_worth(state)]
    state.reported += [note(state, remedy, outcome) for remedy, outcome in valid.items()]
    if "worked" in valid.values():
        steering.solved(state, m.Solved())
    elif new:
        _acknowledge(state, new)
    return bool(valid)


def _acknowledge(state: WorkingWalk, remedies: Iterable[str]) -> None:
    """Say which remedies are left out from now on."""
    labels = [state.library.remedies[remedy_name(remedy)].label for remedy in remedies]
    speak(state, Repair.REPORTED, {ConversationFact.REMEDIES: ", ".join(dict.fromkeys(labels))})


def _valid(state: WorkingWalk, outcomes: Mapping[str, str]) -> Iterator[tuple[str, RemedyOutcome]]:
    for remedy, text in outcomes.items():
        outcome = next((each for each in OUTCOMES if each == text), None)
        if outcome is not None and remedy_name(remedy) in state.library.remedies:
            yield remedy, outcome
