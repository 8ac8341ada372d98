"""The wish "Look it up for me": an option where a proof would give the fact that is asked."""

from __future__ import annotations

from wayfinder.content.contract import LOOK_IT_UP, PROOF_WISH
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import FactSpec
from wayfinder.content.steps import Find, Need
from wayfinder.engine.requests import Prove
from wayfinder.engine.steps.obtain import knows_whom, proof_for
from wayfinder.engine.working_walk import WorkingWalk


def wish_option(state: WorkingWalk, step: Find | Need) -> dict[str, str]:
    """The option as a label by value; empty where a proof would not help, is held, or cannot be had."""
    spec = state.library.facts[step.fact]
    if not spec.may_be_wished or not _is_offered(state, spec, state.key(step.fact, step.about)):
        return {}
    return {LOOK_IT_UP: state.library.facts[PROOF_WISH].values[LOOK_IT_UP]}


def wish(state: WorkingWalk, key: FactKey) -> None:
    """Have the person prove what the look-up of this fact needs."""
    state.wish = str(key)
    state.ask_for(Prove(state.next_id("p"), proof_for(key, state.spec(key)), state.wish))


def _is_offered(state: WorkingWalk, spec: FactSpec, key: FactKey) -> bool:
    # Our own questions, such as where the person can be answered, are not about a problem.
    if state.top.role == "repair" or not knows_whom(state, key):
        return False
    scope = proof_for(key, spec)
    is_held = any(scope in held.scopes for held in state.grants)
    return not is_held and all(each.scope != scope or each.step not in ("", state.here) for each in state.unproved)
