"""Ways round a value that the person cannot give, so that no question is a wall."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.content.contract import ADDRESS, UNKNOWN, ConversationFact, Filing, Repair, WayRound
from wayfinder.content.fact_key import FactKey
from wayfinder.content.model import CaseField
from wayfinder.content.steps import Case, Find, Need
from wayfinder.content.values import accepted
from wayfinder.engine.stack.repairs import end_topic
from wayfinder.engine.working_walk import WorkingWalk


def cannot_give(state: WorkingWalk, asked: FactKey) -> None:
    """The person cannot give what is asked: go on without it where that is allowed, or else offer ways round it."""
    if _may_skip(state, asked):
        _go_without(state, asked)
    else:
        offer_ways(state, asked)


def offer_ways(state: WorkingWalk, asked: FactKey) -> None:
    """Ask what to do about a value that the person cannot give."""
    field = _field(state, asked)
    data: dict[str, str] = {
        ConversationFact.ASKED: str(asked),
        ConversationFact.FACT: state.spec(asked).label,
        ConversationFact.WAYS: ",".join(_ways(state, asked)),
    }
    if field is not None and field.instead is not None:
        data[ConversationFact.INSTEAD] = state.library.facts[field.instead].label
    tree = Repair.NO_WAY_BACK if isinstance(state.step, Case) and _is_last_address(state, asked) else Repair.NEEDED
    # A repair tree that asks for the value itself, such as the one for an address, goes on below.
    state.push(tree.value, "repair", data)


def take_instead(state: WorkingWalk, asked: FactKey, told: Mapping[str, str]) -> bool:
    """Take what would do instead where somebody gives it at once: a username where the Org ID is asked. False when it
    was not given."""
    field = _field(state, asked)
    if field is None or field.instead in (None, asked.name):
        return False
    key = FactKey(field.instead)
    value = accepted(state.spec(key), told.get(str(key), told.get(str(asked), "")), state.now)
    if value is None:
        return False
    if state.value(key) is None:
        state.learn(key, value, "told")
    _go_without(state, asked)
    return True


def close_if_given(state: WorkingWalk) -> None:
    """Leave the tree that `offer_ways` began when the person has given the value after all."""
    asked = missing_value(state)
    if asked is not None and state.value(asked) is not None:
        state.stack.pop()


def missing_value(state: WorkingWalk) -> FactKey | None:
    """The value for which ways round are offered now; None when none are, or it is no longer in the content."""
    asked = FactKey.parse(state.detail(ConversationFact.ASKED))
    return asked if state.is_fact(asked) else None


def open_ways(state: WorkingWalk, labels: Mapping[str, str]) -> dict[str, str]:
    """Of the ways with these labels those that there are. What would do instead is called by its name."""
    named = {**labels}
    if WayRound.INSTEAD in named:
        named[WayRound.INSTEAD.value] += f" {state.detail(ConversationFact.INSTEAD)}"
    is_open = state.detail(ConversationFact.WAYS)
    return {way: label for way, label in named.items() if not is_open or way in is_open.split(",")}


def go_round(state: WorkingWalk, chosen: Mapping[str, str]) -> None:
    """Do what the person chose in the tree that `offer_ways` began. `chosen` are the details of its frame."""
    asked, way = FactKey.parse(chosen.get(ConversationFact.ASKED, "")), chosen[ConversationFact.WAY]
    if not (state.stack and isinstance(state.step, (Case, Need)) and state.is_fact(asked)):
        return
    if way == WayRound.INSTEAD:
        _go_without(state, asked)
    elif way == WayRound.WITHOUT:
        field = _field(state, asked)
        for fact in [asked] if field is None else map(FactKey, field.facts):
            _go_without(state, fact)
    elif way == WayRound.LEAVE:
        _leave(state)


def _ways(state: WorkingWalk, asked: FactKey) -> list[str]:
    """The ways round that there are here."""
    step, field = state.step, _field(state, asked)
    of_topic = state.top.role != "repair"
    is_open = {
        WayRound.GIVE: True,
        WayRound.INSTEAD: field is not None and field.instead not in (None, asked.name),
        WayRound.WITHOUT: step.unknown is not None if isinstance(step, Need) else _is_dispensable(field),
        WayRound.PERSON: of_topic,
        WayRound.LEAVE: of_topic,
    }
    return [way.value for way in is_open if is_open[way]]


def _may_skip(state: WorkingWalk, asked: FactKey) -> bool:
    """Whether the step goes on without this value, with no further question."""
    step, field = state.step, _field(state, asked)
    if isinstance(step, Need):
        return step.unknown is not None
    if field is not None:
        return not field.required or (asked.name == ADDRESS and field.without and state.reach)
    return isinstance(step, Find)


def _is_dispensable(field: CaseField | None) -> bool:
    return field is not None and (field.without or not field.required)


def _is_last_address(state: WorkingWalk, asked: FactKey) -> bool:
    """Whether nobody could write back to the person without this value."""
    return asked.name == ADDRESS and not state.reach


def _field(state: WorkingWalk, asked: FactKey) -> CaseField | None:
    step = state.step
    return state.library.cases[step.case].field(asked.name) if isinstance(step, Case) else None


def _go_without(state: WorkingWalk, key: FactKey) -> None:
    if state.value(key) is None:
        state.learn(key, UNKNOWN, "told", step=state.here)


def _leave(state: WorkingWalk) -> None:
    if isinstance(state.step, Case):
        state.note(ConversationFact.FILING, Filing.LEAVE)
    elif state.top.role != "repair":
        end_topic(state, "stopped")
