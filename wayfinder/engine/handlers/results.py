"""What the driver answers: grants that are held, facts that were found, cases that were filed."""

from __future__ import annotations

from wayfinder.content.model import UNKNOWN, FactSpec
from wayfinder.content.values import accepted
from wayfinder.engine import moves as m
from wayfinder.engine.open_question_view import wanted
from wayfinder.engine.stack.repairs import end_all, end_topic
from wayfinder.engine.stack.undo import forget_expired
from wayfinder.engine.steps.obtain import is_hearsay
from wayfinder.engine.working_walk import COLLEAGUE, WorkingWalk


def grants(state: WorkingWalk, move: m.Grants) -> None:
    """What was read under grants that have ended is forgotten."""
    forget_expired(state, state.hold(move.held))


def found(state: WorkingWalk, move: m.Found) -> None:
    """Learn what a look-up found. What the step wanted and was not found is unknown at this step."""
    ask = state.request
    if not isinstance(ask, m.LookUp) or ask.id != move.request:
        return
    state.request = None
    held = next((grant for grant in state.grants if grant.id == ask.grant), None)
    values = move.values if held is not None or ask.grant is None else {}
    origin: m.Origin = "agent" if held is not None and "agent" in held.scopes else "looked_up"
    sought = _sought(state)
    for name, spec in state.library.facts.items():
        if spec.look_up == ask.look_up:
            _learn(state, _key(name, spec, ask), values.get(name), sought, origin, ask.grant)


def filed(state: WorkingWalk, move: m.Filed) -> None:
    """A case was filed or a person has taken over, which cannot be undone; or neither could be done."""
    ask = state.request
    if not isinstance(ask, (m.File, m.HandOver)) or ask.id != move.request:
        return
    state.request = None
    if move.reference is None:
        _not_done(state, "not_filed" if isinstance(ask, m.File) else "no_hand_over", move.reason)
        return
    state.marks = []
    if isinstance(ask, m.File):
        end_topic(state, "case", move.reference)
    else:
        end_all(state, "human", ask.topic, move.reference)


def _key(name: str, spec: FactSpec, ask: m.LookUp) -> str:
    return f"{name}{COLLEAGUE}" if ask.about == "colleague" and spec.about != "colleague" else name


def _sought(state: WorkingWalk) -> set[str]:
    """The fact that the open step wants, and what it is derived from."""
    asked = wanted(state) if state.stack else None
    if asked is None:
        return set()
    derived = state.spec(asked).derived
    suffix = COLLEAGUE if asked.endswith(COLLEAGUE) else ""
    return {asked, *(name + suffix for name in (derived.inputs if derived else ()))}


def _learn(
    state: WorkingWalk, key: str, text: str | None, sought: set[str], origin: m.Origin, grant: str | None
) -> None:
    """What is known already stays; hearsay about what the step seeks stays when nothing is found."""
    told = state.value(key)
    if told is not None and not (key in sought and is_hearsay(state, key)):
        return
    value = accepted(state.spec(key), text, state.now) if text is not None else None
    if value is not None and value != UNKNOWN:
        state.learn(key, value, origin, grant)
    elif key in sought:
        state.learn(key, UNKNOWN, origin, grant, state.here)
        if told is not None:
            state.learn(key, told, "told")


def _not_done(state: WorkingWalk, tree: str, reason: str | None) -> None:
    """A case or a hand-over could not be made: say so, and offer to try again."""
    state.note("conversation.filing", "")
    state.push(tree, "repair", {"conversation.reason": reason} if reason else {})
