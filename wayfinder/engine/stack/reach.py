"""Whether somebody can write back to the person, and what follows when nobody can."""

from __future__ import annotations

from wayfinder.content.contract import ADDRESS, UNKNOWN
from wayfinder.content.fact_key import FactKey
from wayfinder.engine.working_walk import WorkingWalk

ADDRESS_KEY = FactKey(ADDRESS)


def can_be_answered(state: WorkingWalk) -> bool:
    """Whether the person can be answered later: in this conversation, or at an address."""
    return state.reach or state.value(ADDRESS_KEY) is not None


def forget_refusal(state: WorkingWalk) -> None:
    """Forget that the person gave no address: who asks for a person again is asked for it again."""
    state.facts = [fact for fact in state.facts if fact.key != ADDRESS_KEY or fact.value != UNKNOWN]
