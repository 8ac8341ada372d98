"""Every wish "Look it up for me" comes to something, whatever becomes of the proof.

When it is granted, the fact is looked up. Otherwise the person is told so, nothing is looked up, and the same question
comes back without that option, so that a walk cannot go round there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from wayfinder.content.contract import LOOK_IT_UP
from wayfinder.content.model import Library
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.moves import Choose, Move, Outcome
from wayfinder.engine.walk import Walk
from wayfinder.workbench.proof.play import Played, found_first, play


def is_wish(move: Move) -> bool:
    """Whether the move is the choice of "Look it up for me"."""
    return isinstance(move, Choose) and move.id.partition(".")[2] == LOOK_IT_UP


def unanswered(library: Library, walk: Walk, wish: Move) -> Iterator[str]:
    """What is wrong with the answers to a wish at the question that is open."""
    for outcome in get_args(Outcome):
        played = play(library, walk, wish, found_first, outcome)
        wrong = _after_proof(played) if outcome == "granted" else _without_proof(library, walk, played)
        if wrong is not None:
            yield f"at {walk.stack[-1].here}, when the proof is {outcome}, {wrong}"


def _after_proof(played: Played) -> str | None:
    return None if played.look_ups else "nothing is looked up"


def _without_proof(library: Library, before: Walk, played: Played) -> str | None:
    if played.look_ups:
        return f"`{played.look_ups[0]}` is looked up"
    if played.walk.stack != before.stack:
        return "the question does not come back"
    if any(option.value == LOOK_IT_UP for option in open_question_of(library, played.walk).options):
        return "it is offered again: the walk may go round there"
    return None
