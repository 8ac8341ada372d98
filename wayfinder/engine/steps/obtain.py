"""Getting a fact without asking the person: derived from other facts, or looked up."""

from __future__ import annotations

from wayfinder.content.contract import UNKNOWN
from wayfinder.content.derive import FUNCTIONS
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import About, FactSpec, Proof
from wayfinder.engine.requests import LookUp
from wayfinder.engine.working_walk import WorkingWalk


def settled(state: WorkingWalk, key: FactKey) -> str | None:
    """The value with which this step can go on: a known one, or `unknown` when the person said so at this very step."""
    fact = state.known(key)
    if fact is None or fact.value != UNKNOWN:
        return None if fact is None else fact.value
    told_here = fact.origin == "told" and (key.is_of_conversation or fact.step == state.here)
    return UNKNOWN if told_here else None


def only_told(state: WorkingWalk, key: FactKey) -> bool:
    """Whether the person told this fact and no look-up, which would be more reliable, has been tried for it."""
    fact = state.known(key)
    if fact is None or fact.origin != "told" or fact.value == UNKNOWN or state.spec(key).look_up is None:
        return False
    return all(other.key != key or other.origin == "told" for other in state.facts)


def was_looked_up(state: WorkingWalk, key: FactKey) -> bool:
    """Whether what is known of a fact comes from a look-up, or was derived from what does."""
    fact = state.known(key)
    if fact is None:
        return False
    return fact.origin in ("looked_up", "agent") or (fact.origin == "derived" and bool(fact.grant))


def obtain(state: WorkingWalk, key: FactKey) -> bool:
    """Derive a fact, or request a look-up. True when either was done: the step then runs again."""
    spec = state.spec(key)
    return _derive(state, key, spec) or _look_up(state, key, spec)


def _derive(state: WorkingWalk, key: FactKey, spec: FactSpec) -> bool:
    if spec.derived is None or _taken_back(state, key):
        return False
    inputs = list(map(key.of_same_person, spec.derived.inputs))
    known = {fact.name: value for fact in inputs if (value := state.value(fact)) is not None}
    if len(known) < len(inputs):
        missing = [fact for fact in inputs if fact.name not in known]
        return not _failed_here(state, key) and any(_look_up(state, fact, state.spec(fact)) for fact in missing)
    value = FUNCTIONS[spec.derived.by](known, state.now)
    if value == UNKNOWN and _failed_here(state, key):
        return False
    state.learn(key, value, "derived", grant=_grant_of(state, inputs), step=state.here)
    return True


def proof_for(key: FactKey, spec: FactSpec) -> Proof:
    """The proof that a look-up of this fact needs: for a colleague's, that of an administrator."""
    return "admin" if _subject(key, spec) == "colleague" and spec.proof == "mailbox" else spec.proof


def knows_whom(state: WorkingWalk, key: FactKey) -> bool:
    """Whether it is known whom a look-up of this fact would be about."""
    about = _subject(key, state.spec(key))
    return about != "colleague" or bool(_named(state, about))


def _subject(key: FactKey, spec: FactSpec) -> About:
    return "colleague" if key.of_colleague else spec.about


def _grant_of(state: WorkingWalk, inputs: list[FactKey]) -> str | None:
    """The grant under which an input was read: when it ends, the derived fact is forgotten too."""
    facts = filter(None, map(state.known, inputs))
    return next((fact.grant for fact in facts if fact.origin != "told" and fact.grant is not None), None)


def _look_up(state: WorkingWalk, key: FactKey, spec: FactSpec) -> bool:
    if spec.look_up is None or _failed_here(state, key):
        return False
    about = _subject(key, spec)
    named = _named(state, about)
    proof = proof_for(key, spec)
    grant = next((held for held in state.grants if proof in held.scopes), None)
    if (grant is None and proof != "none") or (about == "colleague" and not named):
        return False
    state.ask_for(LookUp(state.next_id("l"), spec.look_up, about, grant.id if grant else None, named))
    return True


def _failed_here(state: WorkingWalk, key: FactKey) -> bool:
    """Whether a look-up or derivation has failed at this step, or the person has just taken back the answer."""
    fact = state.known(key)
    tried = fact is not None and fact.value == UNKNOWN and fact.origin != "told" and fact.step == state.here
    return tried or _taken_back(state, key)


def _taken_back(state: WorkingWalk, key: FactKey) -> bool:
    """Whether the person chose to change this field when reviewing a case.

    The field was then set to `unknown`, told, without a step (an ordinary "I don't know" has one). It must be asked:
    deriving it or looking it up would only bring back the value that the person wants to change.
    """
    fact = state.known(key)
    return fact is not None and fact.value == UNKNOWN and fact.origin == "told" and fact.step is None


def _named(state: WorkingWalk, about: str) -> dict[str, str]:
    """The values that say which colleague or org is meant."""
    names = {"colleague": ("user.email", "user.username"), "org": ("org.id",)}.get(about, ())
    return {name: value for name in names if (value := state.value(FactKey(name))) is not None}
