"""What the driver answers: grants that are held, facts that were found, cases that were filed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from wayfinder.content.contract import UNKNOWN, ConversationFact, Repair
from wayfinder.content.fact_key import FactKey
from wayfinder.content.steps import Find
from wayfinder.content.values import accepted
from wayfinder.engine import moves as m
from wayfinder.engine.handlers.walk_again import walk_again
from wayfinder.engine.open_question import wanted
from wayfinder.engine.requests import File, HandOver, Held, LookUp, Origin, Prove
from wayfinder.engine.stack.parked import forget_where
from wayfinder.engine.stack.repairs import end_all, end_topic
from wayfinder.engine.stack.undo import expired, forget
from wayfinder.engine.steps.obtain import only_told, was_looked_up
from wayfinder.engine.steps.run import speak
from wayfinder.engine.steps.say import shown
from wayfinder.engine.walk import Fact, HandedOver
from wayfinder.engine.working_walk import WorkingWalk


def grants(state: WorkingWalk, move: m.Grants) -> None:
    """Take over the grants held now. What was read under grants that have ended is forgotten, what new ones open is
    looked up: either way the open topics are walked again."""
    state.reach = move.reach
    before = state.grants
    lost = state.hold(move.held)
    held, gone = state.grants, expired(state, lost)
    if gone or {grant.id for grant in before} - {grant.id for grant in held}:
        state.rest = []  # it may show what was read under a grant that has ended
    forget_where(state)
    if gone or not _scopes(held) <= _scopes(before):
        state.grants = before
        walk_again(state, partial(_hold, state, held, gone))


def _hold(state: WorkingWalk, held: list[Held], gone: list[Fact]) -> None:
    if not _scopes(held) <= _scopes(state.grants):
        state.facts = [fact for fact in state.facts if not _can_be_looked_up(state, fact)]
    state.grants = held
    if gone:
        forget(state, gone)


def _can_be_looked_up(state: WorkingWalk, fact: Fact) -> bool:
    """Whether it stayed unknown at a step, and a new proof may tell it."""
    return fact.value == UNKNOWN and fact.step is not None and state.spec(fact.key).look_up is not None


def _scopes(held: list[Held]) -> set[str]:
    return {scope for grant in held for scope in grant.scopes}


def found(state: WorkingWalk, move: m.Found) -> None:
    """Learn what a look-up found. If it did not find the fact that the step wants, that is unknown at this step."""
    ask = state.request
    if not isinstance(ask, LookUp) or ask.id != move.request:
        return
    state.request = None
    held = next((grant for grant in state.grants if grant.id == ask.grant), None)
    values = move.values if held is not None or ask.grant is None else {}
    origin: Origin = "agent" if held is not None and "agent" in held.scopes else "looked_up"
    sought = _sought(state)
    keys = {n: state.key(n, ask.about) for n, spec in state.library.facts.items() if spec.look_up == ask.look_up}
    for name, key in keys.items():
        _learn(state, key, values.get(name), sought, origin, ask.grant)
    _say_what_was_wished(state, keys.values())


def proved(state: WorkingWalk, move: m.Proved) -> None:
    """The person proved something, so that the fact that they wished to know is looked up; or there is no proof."""
    ask = state.request
    if not isinstance(ask, Prove) or ask.id != move.request:
        return
    state.request = None
    if not state.stack:  # a proof is asked for at a step: only a state that we did not write has none
        return
    here = state.here
    if move.outcome == "granted":
        grants(state, m.Grants(move.held))
        if any(ask.scope in held.scopes for held in state.grants):
            return
    outcome = "failed" if move.outcome == "granted" else move.outcome
    state.lacks(ask.scope, "" if outcome == "impossible" else here)
    _say_of_wish(state, FactKey.parse(ask.fact), {ConversationFact.PROOF: outcome})


def filed(state: WorkingWalk, move: m.Filed) -> None:
    """A case was filed or a person has taken over (neither can be undone), or the attempt failed."""
    ask = state.request
    if not isinstance(ask, (File, HandOver)) or ask.id != move.request:
        return
    state.request = None
    if move.reference is None:
        not_filed = Repair.NOT_ACCEPTED if move.final else Repair.NOT_FILED
        _not_done(state, not_filed if isinstance(ask, File) else Repair.NO_HAND_OVER, move.reason)
        return
    state.marks = []
    if isinstance(ask, File):
        state.filed = state.question
        end_topic(state, "case", move.reference)
    else:
        state.handed_over = HandedOver(state.question, ask.key)
        end_all(state, "human", ask.topic, move.reference)


def _say_what_was_wished(state: WorkingWalk, looked_up: Collection[FactKey]) -> None:
    """The news, when the fact that the person wished to know is among those that were looked up."""
    key = None if state.wish is None else FactKey.parse(state.wish)
    if key is None or key not in looked_up or not state.stack:
        return
    if not was_looked_up(state, key) or state.value(key) is None:
        _say_of_wish(state, key, {ConversationFact.PROOF: "not_found"})
        return
    state.marks = [mark for mark in state.marks if mark.question != state.question]  # it is not asked any more
    if isinstance(state.step, Find) and state.step.looked_up:
        state.wish = None  # the tree has words of its own for it
    else:
        found: dict[str, str] = {ConversationFact.VALUE: shown(state, key, state.value(key) or "")}
        _say_of_wish(state, key, {ConversationFact.PROOF: "found", **found})


def _say_of_wish(state: WorkingWalk, key: FactKey, data: Mapping[str, str]) -> None:
    state.wish = None
    if not state.is_fact(key):
        return
    speak(state, Repair.PROOF_RESULT, {ConversationFact.FACT: state.spec(key).label, **data})


def _sought(state: WorkingWalk) -> set[FactKey]:
    """The fact that the open step wants, and what it is derived from."""
    asked = wanted(state) if state.stack else None
    if asked is None:
        return set()
    derived = state.spec(asked).derived
    return {asked, *map(asked.of_same_person, derived.inputs if derived else ())}


def _learn(
    state: WorkingWalk, key: FactKey, text: str | None, sought: set[FactKey], origin: Origin, grant: str | None
) -> None:
    """Keep a known value, with one exception: if the step seeks this fact and the value was only told, a value that is
    found replaces it. When nothing is found, the told value stays."""
    told = state.value(key)
    if told is not None and not (key in sought and only_told(state, key)):
        return
    value = accepted(state.spec(key), text, state.now) if text is not None else None
    if value is not None and value != UNKNOWN:
        state.learn(key, value, origin, grant)
    elif key in sought:
        state.learn(key, UNKNOWN, origin, grant, state.here)
        if told is not None:
            state.learn(key, told, "told")


def _not_done(state: WorkingWalk, tree: Repair, reason: str | None) -> None:
    """A case or a hand-over could not be made: say so, and offer to try again, or a person."""
    state.note(ConversationFact.FILING, "")
    state.push(tree.value, "repair", {ConversationFact.REASON: reason} if reason else {})
