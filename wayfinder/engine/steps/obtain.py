"""Getting a fact without asking the person: worked out from others, or looked up."""

from __future__ import annotations

from wayfinder.content.derive import FUNCTIONS
from wayfinder.content.model import UNKNOWN, FactSpec
from wayfinder.engine.moves import LookUp
from wayfinder.engine.working_walk import COLLEAGUE, CONVERSATION, WorkingWalk


def settled(state: WorkingWalk, key: str) -> str | None:
    """The value that lets this step go on: what is known, or an unknown that was told at this very step."""
    fact = state.known(key)
    if fact is None or fact.value != UNKNOWN:
        return None if fact is None else fact.value
    told_here = fact.origin == "told" and (key.startswith(CONVERSATION) or fact.step == state.here)
    return UNKNOWN if told_here else None


def is_hearsay(state: WorkingWalk, key: str) -> bool:
    """Whether a fact was only told, and a look-up, which knows better, has not been tried."""
    fact = state.known(key)
    if fact is None or fact.origin != "told" or fact.value == UNKNOWN or state.spec(key).look_up is None:
        return False
    return all(other.name != key or other.origin == "told" for other in state.facts)


def obtain(state: WorkingWalk, key: str) -> bool:
    """Derive a fact, or request a look-up. True when there is news."""
    spec = state.spec(key)
    return _derive(state, key, spec) or _look_up(state, key, spec)


def _derive(state: WorkingWalk, key: str, spec: FactSpec) -> bool:
    if spec.derived is None or _taken_back(state, key):
        return False
    suffix = COLLEAGUE if key.endswith(COLLEAGUE) else ""
    inputs = {name: state.value(name + suffix) for name in spec.derived.inputs}
    known = {name: value for name, value in inputs.items() if value is not None}
    if len(known) < len(inputs):
        missing = [name + suffix for name in inputs if name not in known]
        return not _failed_here(state, key) and any(_look_up(state, name, state.spec(name)) for name in missing)
    value = FUNCTIONS[spec.derived.by](known, state.now)
    if value == UNKNOWN and _failed_here(state, key):
        return False
    state.learn(key, value, "derived", step=state.here)
    return True


def _look_up(state: WorkingWalk, key: str, spec: FactSpec) -> bool:
    if spec.look_up is None or _failed_here(state, key):
        return False
    about = "colleague" if key.endswith(COLLEAGUE) else spec.about
    named = _named(state, about)
    proof = "admin" if about == "colleague" and spec.proof == "mailbox" else spec.proof
    grant = next((held for held in state.grants if proof in held.scopes), None)
    if (grant is None and proof != "none") or (about == "colleague" and not named):
        return False
    state.ask_for(LookUp(state.next_id("l"), spec.look_up, about, grant.id if grant else None, named))
    return True


def _failed_here(state: WorkingWalk, key: str) -> bool:
    """Whether it was tried at this step in vain, or the person has just taken an answer back."""
    fact = state.known(key)
    tried = fact is not None and fact.value == UNKNOWN and fact.origin != "told" and fact.step == state.here
    return tried or _taken_back(state, key)


def _taken_back(state: WorkingWalk, key: str) -> bool:
    fact = state.known(key)
    return fact is not None and fact.value == UNKNOWN and fact.origin == "told" and fact.step is None


def _named(state: WorkingWalk, about: str) -> dict[str, str]:
    """The values that say which colleague or org is meant."""
    names = {"colleague": ("user.email", "user.username"), "org": ("org.id",)}.get(about, ())
    return {name: value for name in names if (value := state.value(name)) is not None}
