"""Why an expectation was not met, computed from how the message was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from wayfinder.content.model import Library, Tree
from wayfinder.engine import moves as m
from wayfinder.workbench.conversations.files import Expected
from wayfinder.workbench.conversations.judge import missed
from wayfinder.workbench.conversations.player import Exchange

Cause = Literal["not understood", "understood otherwise", "content", "other"]
CAUSES: tuple[Cause, ...] = get_args(Cause)

_NO_MOVE = (m.Unclear, m.Clarify)
# The moves that are meant where such an ending is expected, and the values of the options that lead there.
_MEANS_ENDING: Mapping[str, tuple[tuple[type[m.Move], ...], frozenset[str]]] = {
    "solved": ((m.Solved,), frozenset({"solved", "worked"})),
    "case": ((m.FileCase,), frozenset({"file"})),
    "human": ((m.Human,), frozenset({"person"})),
    "waiting": ((m.Later,), frozenset({"waits"})),
    "stopped": ((m.Stop,), frozenset({"leave"})),
}
# Expectations on how the conversation goes on, which another understanding of the message explains.
_BY_MEANING = ("warns", "kind", "speaks", "same_question", "other_question", "asks")


def cause(expected: Expected, never: bool, exchange: Exchange, sections: Iterable[str], library: Library) -> Cause:
    """The cause of a failure.

    "not understood": the reply says so, or no move was found. "understood otherwise": another topic, another ending or
    another kind of move. "content": what was meant was understood, and what is expected is not in the reply.

    `sections` are those that the message is about, as far as the script says.
    """
    if missed(exchange.reply) or not _moved(exchange):
        return "not understood"
    if never:
        return _of_forbidden(expected, exchange)
    if expected.what == "ending":
        return "content" if _means_ending(expected, exchange) else "understood otherwise"
    if expected.what in _BY_MEANING:
        return "understood otherwise"
    return _of_topic(set(sections), exchange, library)


def _moved(exchange: Exchange) -> bool:
    return any(not isinstance(move, _NO_MOVE) for move in exchange.heard.moves)


def _of_forbidden(expected: Expected, exchange: Exchange) -> Cause:
    """Something was said or done that must not be: a remedy although a report was heard, an ending nobody meant."""
    if expected.what == "ending":
        return "understood otherwise"
    if expected.what == "proposes":
        return "content" if _has(m.Report, exchange) else "understood otherwise"
    return "understood otherwise" if expected.what == "repeats" and _has(m.Repeat, exchange) else "other"


def _has(kind: type[m.Move], exchange: Exchange) -> bool:
    return any(isinstance(move, kind) for move in exchange.heard.moves)


def _means_ending(expected: Expected, exchange: Exchange) -> bool:
    return any(_means(move, *_MEANS_ENDING[ending]) for ending in expected.values for move in exchange.heard.moves)


def _means(move: m.Move, moves: tuple[type[m.Move], ...], options: frozenset[str]) -> bool:
    return isinstance(move, moves) or (isinstance(move, m.Choose) and move.id.partition(".")[2] in options)


def _of_topic(sections: set[str], exchange: Exchange, library: Library) -> Cause:
    """Whether the conversation is on a topic of these sections."""
    if not sections:
        return "other"
    asked = [move.topic for move in exchange.heard.moves if isinstance(move, m.SideQuestion) and move.topic]
    at_hand = [*exchange.reply.trees, *asked, exchange.reply.after.topic or ""]
    return "content" if any(sections & _sources(name, library) for name in at_hand) else "understood otherwise"


def _sources(name: str, library: Library) -> set[str]:
    """The sections that a tree or a planned topic can cite."""
    tree, topic = library.trees.get(name), library.topics.get(name)
    return {*(_cited(tree) if tree else []), *(topic.sources if topic else [])}


def _cited(tree: Tree) -> list[str]:
    parts = [*tree.steps.values(), *tree.asides]
    return [*tree.sources, *(section for part in parts for section in part.sources)]
