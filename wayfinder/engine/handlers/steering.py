"""Moves that steer a conversation instead of answering its question."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.content.contract import ConversationFact, Repair, Result
from wayfinder.content.steps import Find
from wayfinder.content.values import clean
from wayfinder.engine import moves as m
from wayfinder.engine.blocks import Status
from wayfinder.engine.handlers.answers import choose_value
from wayfinder.engine.handlers.not_understood import unclear
from wayfinder.engine.handlers.parking import park
from wayfinder.engine.handlers.side_questions import side_question
from wayfinder.engine.handlers.told import learn_all, valid
from wayfinder.engine.open_question import open_options, open_question
from wayfinder.engine.stack.parked import ask_what_came, solve_parked
from wayfinder.engine.stack.repairs import drop_repairs, end_topic, fills_in_a_case, repair, stop_case
from wayfinder.engine.stack.topics import is_courtesy, open_named
from wayfinder.engine.stack.undo import go_back
from wayfinder.engine.steps.gist import say_gist
from wayfinder.engine.steps.run import speak
from wayfinder.engine.working_walk import WorkingWalk

REFERENCE_LIMIT = 80


def begin(state: WorkingWalk, _move: m.Begin) -> None:
    """Greet, unless a question is open: then all of it is said again."""
    state.in_full = True
    if not state.stack:
        speak(state, Repair.GREET)
        _come_back(state)


def repeat(state: WorkingWalk, _move: m.Repeat) -> None:
    """Say again what the last reply answered on the side; where it did not, all of the open question; with nothing
    open, the gist of the topic that was opened last."""
    answered, state.answered = state.answered, []
    for each in answered:
        side_question(state, m.SideQuestion(each.aspect, each.topic, each.asked))
    if answered:
        return
    if not state.stack and state.recent is not None:
        say_gist(state, state.recent)
    else:
        begin(state, m.Begin())


def more(state: WorkingWalk, _move: m.More) -> None:
    """Say what the last reply left out; when it left nothing out, say all of the open question."""
    state.in_full = not state.rest
    state.blocks += state.rest
    state.rest, state.read_all = [], True


def topic(state: WorkingWalk, move: m.Topic) -> None:
    """Open a topic, with the facts told in the same message."""
    learn_all(state, valid(state, move.values))
    if move.id == Repair.GOODBYE and not fills_in_a_case(state):
        drop_repairs(state)
        park(state)  # what is not solved can be taken up another time
    if is_courtesy(state.library, move.id):
        speak(state, move.id, _language(state, move.values))
        if move.id == Repair.GREET:
            _come_back(state)
    elif not open_named(state, move.id):
        unclear(state, m.Unclear())
    elif move.id in state.library.topics:
        _announce(state, move.id)


def _announce(state: WorkingWalk, topic: str) -> None:
    """Of several topics in one message, the last that is opened comes first: say which one comes after it."""
    before = state.opened[-1] if state.opened else topic
    if before != topic:
        data: dict[str, str] = {ConversationFact.TOPIC: state.title_of(topic)}
        speak(state, Repair.ONE_BY_ONE, {**data, ConversationFact.NEXT: state.title_of(before)})
    state.opened = [*state.opened, topic]


def _language(state: WorkingWalk, values: Mapping[str, str]) -> dict[str, str]:
    """The language in which the message was written, if it is one that is spoken of."""
    language, spec = values.get(ConversationFact.LANGUAGE), state.library.facts.get(ConversationFact.LANGUAGE)
    return {ConversationFact.LANGUAGE: language} if language and spec and language in spec.values else {}


def back(state: WorkingWalk, _move: m.Back) -> None:
    """Go back to the previous question."""
    if not go_back(state):
        speak(state, Repair.NOTHING_TO_UNDO)


def restart(state: WorkingWalk, _move: m.Restart) -> None:
    """Forget all open topics, and what was told and tried. Parked topics and looked-up facts stay."""
    left = fills_in_a_case(state)
    state.stack, state.marks, state.tries, state.remedies = [], [], [], []
    state.facts = [fact for fact in state.facts if fact.origin in ("looked_up", "agent")]
    if left:
        speak(state, Repair.CASE_LEFT)
    speak(state, Repair.RESTARTED)


def stop(state: WorkingWalk, _move: m.Stop) -> None:
    """Leave the topic; without one, say goodbye."""
    if state.topic_at() is None:
        state.stack = []
        speak(state, Repair.GOODBYE)
    elif fills_in_a_case(state):
        stop_case(state)
    else:
        end_topic(state, "stopped")


def go_to_other(state: WorkingWalk, _move: m.Return) -> None:
    """Leave what is open for the topic below it, or else for the one that was parked last."""
    topics = [frame for frame in state.stack if frame.role == "topic"]
    if len(topics) > 1:
        stop(state, m.Stop())
    elif state.parked:
        drop_repairs(state)
        ask_what_came(state, state.parked[-1])
    else:
        speak(state, Repair.NOTHING_ASIDE)


def later(state: WorkingWalk, _move: m.Later) -> None:
    """Keep the topic until the person is back. With none open there is nothing to keep: they wait with the last one."""
    if state.topic() is None:
        drop_repairs(state)
        state.blocks.append(Status("waiting", state.recent))
        speak(state, Repair.GO_ON_LATER)
    elif not choose_value(state, Result.WAITS):
        drop_repairs(state)
        park(state)


def why(state: WorkingWalk, _move: m.Why) -> None:
    """Say why the open question is asked."""
    reason = open_question(state).why
    speak(state, Repair.WHY, {ConversationFact.WHY: reason} if reason else {})


def human(state: WorkingWalk, move: m.Human) -> None:
    """Hand over to a person."""
    if move.sure or _is_asked(state, ConversationFact.PERSON):
        speak(state, Repair.HAND_OVER)
    else:
        repair(state, Repair.WISHES_A_PERSON)


def human_again(state: WorkingWalk, move: m.Human) -> None:
    """A person was asked for at a closed question. If a person has taken over since then, there is nothing to do."""
    if state.handed_over is None or move.question is None or state.handed_over.question < move.question:
        human(state, move)


def failure(state: WorkingWalk, move: m.Failure) -> None:
    """Something on our side went wrong."""
    speak(state, Repair.FAILURE, {ConversationFact.REFERENCE: clean(move.reference)[:REFERENCE_LIMIT]})


def solved(state: WorkingWalk, move: m.Solved) -> None:
    """It works now. Where that is not plain and a topic would end, ask first."""
    if not move.sure and _would_end(state):
        repair(state, Repair.IS_IT_SOLVED, {ConversationFact.TOPIC: state.topic_title()})
        return
    if choose_value(state, Result.SOLVED, Result.DONE) or _answers(state, ConversationFact.HEARD, "worked"):
        return
    if state.topic_at() is not None:
        end_topic(state, "solved")
    elif state.parked:
        drop_repairs(state)
        solve_parked(state, state.parked[-1])
    else:
        state.blocks += [Status("solved", state.recent)] if state.recent is not None else []
        repair(state, Repair.CLOSING, {ConversationFact.ENDING: "solved"})


def not_solved(state: WorkingWalk, _move: m.NotSolved) -> None:
    """It still does not work. If the open question does not ask about that, it comes back after a word."""
    if _answers(state, ConversationFact.HEARD, "nothing") or _answers(state, ConversationFact.ALSO, "no"):
        return
    if not choose_value(state, Result.OTHERWISE, "not_solved"):
        speak(state, Repair.NOT_SOLVED if state.topic_at() is None else Repair.NOT_SOLVED_YET)


def _would_end(state: WorkingWalk) -> bool:
    """Whether that it works ends the topic at hand, and the open question is not whether it does."""
    offered = {option.value for option in open_options(state)}
    part_of_procedure = Result.DONE in offered and Result.SOLVED not in offered
    asked = _is_asked(state, ConversationFact.SOLVED) or _is_asked(state, ConversationFact.HEARD)
    return state.topic_at() is not None and not part_of_procedure and not asked


def _is_asked(state: WorkingWalk, fact: ConversationFact) -> bool:
    """Whether the open question asks for this detail of the conversation."""
    step = state.step if state.stack else None
    return isinstance(step, Find) and step.find == fact


def _answers(state: WorkingWalk, asked: ConversationFact, value: str) -> bool:
    """Answer the open question with this value, if it asks for this detail of the conversation."""
    return _is_asked(state, asked) and choose_value(state, value)


def _come_back(state: WorkingWalk) -> None:
    """Somebody who greets, with nothing open: ask about what they were waiting for."""
    if not state.stack and state.parked:
        ask_what_came(state, state.parked[-1])
