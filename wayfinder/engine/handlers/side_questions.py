"""Side questions: answered in passing from the asides of a topic, without moving the walk or learning anything."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wayfinder.content.asides import Aside
from wayfinder.content.contract import Repair
from wayfinder.engine import moves as m
from wayfinder.engine.blocks import Text
from wayfinder.engine.steps.gist import came_last, say_gist
from wayfinder.engine.steps.run import speak
from wayfinder.engine.steps.say import cite, spans
from wayfinder.engine.walk import Answered
from wayfinder.engine.working_walk import WorkingWalk

AT_ONCE = 2  # where it is not clear which aside of an aspect is meant; more would be a wall of text


def with_topics(state: WorkingWalk, moves: Sequence[m.Move]) -> list[m.Move]:
    """The moves of a message, each side question with the topic that it is about."""
    topic = _at_hand(state, moves)
    return [
        msgspec.structs.replace(move, topic=topic) if isinstance(move, m.SideQuestion) and move.topic is None else move
        for move in moves
    ]


def _at_hand(state: WorkingWalk, moves: Sequence[m.Move]) -> str | None:
    """The topic that is open before the message; where none is, the one that the message opens, or that has just
    been answered."""
    topic = state.topic()
    if topic is not None:
        return topic.problem
    named = (move.id for move in moves if isinstance(move, m.Topic))
    return next((name for name in named if name in state.library.topics), state.ended_topic())


def side_question(state: WorkingWalk, move: m.SideQuestion) -> None:
    """Say what a topic has to say about this aspect, or that there is no answer."""
    tree = state.library.trees.get(move.topic or "")
    asides = _meant(tree.asides, move) if tree is not None else []
    for aside in asides:
        _answer(state, aside, move.topic or "")
    state.answered += [Answered(move.topic or "", aside.aspect, aside.asked[0]) for aside in asides if aside.asked]
    if not asides:
        _nothing_to_say(state, move)


def _answer(state: WorkingWalk, aside: Aside, topic: str) -> None:
    """Say the answer once a turn, also when the walk has said the same before: somebody asked."""
    said = [Text(spans(state, paragraph)) for paragraph in aside.paragraphs]
    state.blocks += [block for block in said if block not in state.blocks]
    cite(state, aside, topic)


def _nothing_to_say(state: WorkingWalk, move: m.SideQuestion) -> None:
    """The documents are silent, or we have no answer: then at least what the topic is about."""
    tree = state.library.trees.get(move.topic or "")
    if tree is not None and move.aspect in tree.silent:
        speak(state, Repair.SILENT)
        return
    speak(state, Repair.NO_ANSWER)
    if not came_last(state, move.topic or ""):
        say_gist(state, move.topic or "")


def _meant(asides: Sequence[Aside], move: m.SideQuestion) -> list[Aside]:
    """The aside of which the question is an example; otherwise all of its aspect."""
    of_aspect = [aside for aside in asides if aside.aspect == move.aspect]
    same = [aside for aside in asides if move.asked is not None and move.asked in aside.asked]
    return (same or of_aspect)[:AT_ONCE]
