"""How trees end: falling off, solved, left, and what the conversation goes on with."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.trees.blocks import Outcome, Status
from wayfinder.trees.state import State

# Repair trees wait on top of what they interrupt. Only this one stays when another comes.
CLOSING = "closing"

# The trees of data/trees/conversation that the engine itself begins: content without one of them cannot be walked.
REQUIRED = (
    *("already", "changed", "closed_question", CLOSING, "corrected", "did_you_mean", "failure", "go_back", "goodbye"),
    *("greet", "hand_over", "invalid", "needed", "no_hand_over", "not_filed", "not_solved", "not_understood"),
    *("nothing_to_undo", "planned", "restarted", "resume", "why"),
)


def repair(state: State, tree: str, data: Mapping[str, str] | None = None) -> None:
    """Put a tree of data/trees/conversation on top, in place of a repair that is waiting there."""
    while state.stack and state.top.role == "repair" and state.top.tree != CLOSING:
        state.stack.pop()
    state.push(tree, "repair", data)


def fall_off(state: State) -> None:
    """A tree came to its end without an ending."""
    frame = state.stack.pop()
    if frame.role == "topic":
        _after_topic(state, "answered", frame.data.get("conversation.topic") or state.library.trees[frame.tree].title)
    elif frame.role == "repair":
        _after_repair(state, frame.data)
    elif state.stack:
        _return_to(state)


def end_topic(state: State, outcome: Outcome, reference: str | None = None) -> None:
    """The current topic ends with all the trees it visits; what it had interrupted goes on."""
    at = state.topic_at()
    title = state.topic_title()
    topic = state.stack[at].tree if at is not None else None
    state.blocks.append(Status(outcome, topic, reference))
    state.stack = state.stack[:at] if at is not None else []
    _after_topic(state, outcome, title)


def end_all(state: State, outcome: Outcome, topic: str | None, reference: str | None) -> None:
    """The conversation leaves the trees: a person goes on."""
    state.blocks.append(Status(outcome, topic, reference))
    state.stack = []
    _after_topic(state, outcome, "")


def start_topic(state: State, topic: str) -> None:
    """Begin a topic on top of what is open; one that is planned gets the honest answer."""
    known = state.library.topics.get(topic)
    if topic in state.library.trees:
        _forget_tries(state, topic)
        state.push(topic, "topic")
    elif known is not None:
        state.push("planned", "topic", {"conversation.topic": known.title})


def _after_topic(state: State, ending: str, title: str) -> None:
    data = {"conversation.ending": ending, "conversation.topic": title}
    if state.stack:
        repair(state, "resume", {**data, "conversation.topic": state.topic_title()})
    else:
        repair(state, CLOSING, data)


def _after_repair(state: State, data: Mapping[str, str]) -> None:
    """Answers that a repair tree collected for the engine to act on."""
    if data.get("conversation.go_back") == "yes":
        _go_back_to(state, data)
    elif data.get("conversation.again") == "no":
        _give_up(state)
    elif data.get("conversation.meant") in {*state.library.topics, *state.library.trees}:
        drop_repairs(state)
        start_topic(state, data["conversation.meant"])


def _give_up(state: State) -> None:
    """What could not be done is not tried again: a wish for a person is dropped, a topic is left."""
    if state.stack and state.top.role == "repair":
        state.stack.pop()
    else:
        end_topic(state, "stopped")


def drop_repairs(state: State) -> None:
    """Leave the repair trees on top: the person has gone on."""
    while state.stack and state.top.role == "repair":
        state.stack.pop()


def _go_back_to(state: State, data: Mapping[str, str]) -> None:
    mark = state.mark(int(data["conversation.to"]))
    if mark is not None:
        state.rewind(mark)


def _return_to(state: State) -> None:
    """Come back from a visit: the caller goes on after its `visit` step."""
    after = getattr(state.step, "next", None)
    if after is None:
        fall_off(state)
    else:
        state.go(after)


def _forget_tries(state: State, topic: str) -> None:
    """A topic that comes up again shows its remedies again."""
    state.facts = [fact for fact in state.facts if not fact.name.startswith(f"{topic}/")]
