"""Topics that are parked while the person waits for somebody else, and how they are taken up again."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from wayfinder.content.contract import ConversationFact, Repair
from wayfinder.content.fact_key import FactKey
from wayfinder.content.steps import Remedies, Try
from wayfinder.content.values import accepted
from wayfinder.engine.blocks import Status
from wayfinder.engine.stack.repairs import after_topic, repair
from wayfinder.engine.steps.remedies import note_failed
from wayfinder.engine.walk import Mark, Parked
from wayfinder.engine.working_walk import WorkingWalk

PARKED_LIMIT = 5


def keep(state: WorkingWalk, parked: Parked) -> Parked | None:
    """Park a topic; of the same topic only the newest is kept. Returns the oldest when there are too many."""
    others = [each for each in state.parked if each.topic != parked.topic]
    state.parked = [*others, parked][-PARKED_LIMIT:]
    return others[0] if len(others) == PARKED_LIMIT else None


def parked_topic(state: WorkingWalk, topic: str) -> Parked | None:
    """The parked topic of this name."""
    return next((each for each in state.parked if each.topic == topic), None)


def still_waits(state: WorkingWalk, mark: Mark) -> bool:
    """Whether a question can be asked again: where it was about a parked topic, that must be parked still."""
    about = [frame.data[ConversationFact.PARKED] for frame in mark.stack if ConversationFact.PARKED in frame.data]
    return all(parked_topic(state, topic) is not None for topic in about)


def forget_where(state: WorkingWalk) -> None:
    """Forget where topics were parked that facts may have led to which were read under grants that have ended."""
    held = {grant.id for grant in state.grants}
    state.parked = [
        each if held.issuperset(each.grants) else replace(each, step="", grants=[], said=[]) for each in state.parked
    ]


def ask_what_came(state: WorkingWalk, parked: Parked) -> None:
    """The person is back: ask what came of what they were waiting for."""
    details: dict[str, str] = {
        ConversationFact.PARKED: parked.topic,
        ConversationFact.TOPIC: state.title_of(parked.topic),
        ConversationFact.WAITS: _waits_for(state, parked),
        ConversationFact.PAUSED: "no" if _waits_for(state, parked) else "yes",
    }
    repair(state, Repair.WAITED, details)


def take_up_parked(state: WorkingWalk, data: Mapping[str, str]) -> None:
    """Act on what came of it: it worked, there is nothing yet, or the topic goes on with what was told in it."""
    parked = parked_topic(state, data.get(ConversationFact.PARKED, ""))
    if parked is None:
        return
    heard, waits_on = data.get(ConversationFact.HEARD), data.get(ConversationFact.WAIT_ON)
    if heard == "nothing" and waits_on == "yes":
        return
    state.parked = [each for each in state.parked if each != parked]
    if heard == "worked":
        solve_parked(state, parked)
    else:
        _open_again(state, parked, in_vain=heard == "nothing")


def solve_parked(state: WorkingWalk, parked: Parked) -> None:
    """What the person was waiting for has solved the problem."""
    state.parked = [each for each in state.parked if each != parked]
    state.blocks.append(Status("solved", parked.topic))
    after_topic(state, "solved", parked.topic)


def _open_again(state: WorkingWalk, parked: Parked, in_vain: bool) -> None:
    """Walk the topic again with what was told and tried in it. `in_vain`: nothing came of what it was parked for."""
    if parked.topic not in state.library.trees:
        return
    state.push(parked.topic, "topic")
    state.stack[-1] = replace(state.stack[-1], owes=False)
    state.said = list(parked.said)
    for name, text in parked.told.items():
        _learn(state, FactKey.parse(name), text)
    state.tries += [replace(tried, question=state.question) for tried in parked.tries]
    step = _step_of(state, parked)
    if in_vain and step is not None:
        note_failed(state, step, parked.step)


def _learn(state: WorkingWalk, key: FactKey, text: str) -> None:
    if state.is_fact(key) and state.known(key) is None and accepted(state.spec(key), text, state.now) is not None:
        state.learn(key, text, "told")


def _step_of(state: WorkingWalk, parked: Parked) -> Try | Remedies | None:
    tree, _, name = parked.step.partition("/")
    steps = state.library.trees[tree].steps if tree in state.library.trees else {}
    step = steps.get(name)
    return step if isinstance(step, (Try, Remedies)) else None


def _waits_for(state: WorkingWalk, parked: Parked) -> str:
    step = _step_of(state, parked)
    return step.waits if step is not None else ""
