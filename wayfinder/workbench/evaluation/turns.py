"""The figures of single turns at open questions: what was heard against what was meant."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wayfinder.content.model import Library
from wayfinder.workbench.conversations.player import Listener
from wayfinder.workbench.conversations.sandbox import NOW
from wayfinder.workbench.evaluation import meanings
from wayfinder.workbench.evaluation.intervals import Share, share_of, wilson
from wayfinder.workbench.evaluation.meanings import Meaning
from wayfinder.workbench.evaluation.tables import Row, Table
from wayfinder.workbench.evaluation.turn_sets import Question, Said, TurnSet, open_question

# What is done by a message that ends a topic, calls a person or files a case.
_DONE: dict[str, frozenset[Meaning]] = {
    "end": frozenset({("result", "solved"), ("want", "stop"), ("answer", "leave")}),
    "person": frozenset({("want", "person"), ("answer", "person")}),
    "case": frozenset({("answer", "file")}),
}
_NAMES = {"end": "a topic ended", "person": "a person called", "case": "a case filed"}


class Compared(msgspec.Struct, frozen=True):
    """A turn, and what its message was heard as."""

    said: Said
    question: Question
    meant: set[Meaning]
    heard: set[Meaning]


def compare(said: Said, turns: TurnSet, library: Library, listener: Listener) -> Compared:
    """Hear a message at its question, and compare it with what it means."""
    question = turns.questions[said.at]
    is_open = open_question(question, library)
    moves = listener.hear(said.said, is_open, NOW).moves
    heard = meanings.heard(moves, is_open, library.topics)
    return Compared(said, question, meanings.meant(said.meant, is_open), heard)


def tables(compared: Sequence[Compared]) -> list[Table]:
    """Exactly what was meant, by what was open; and each kind of meaning."""
    return [_exact(compared), _by_kind(compared)]


def not_meant(compared: Sequence[Compared]) -> Table:
    """What was done although the message does not mean it."""
    rows = [Row(_NAMES[what], [_done(compared, what)]) for what in _DONE]
    done = share_of(any(each.heard & _DONE[what] for what in each.said.must_not) for each in compared)
    about = "Messages that do not mean it and might be taken for it: how often it was done all the same. 0 is right."
    return Table("Done though not meant", about, ["done"], [*rows, Row("any of these", [done])])


def _done(compared: Sequence[Compared], what: str) -> Share:
    return share_of(bool(each.heard & _DONE[what]) for each in compared if what in each.said.must_not)


def _exact(compared: Sequence[Compared]) -> Table:
    kinds = list(dict.fromkeys(each.question.kind for each in compared))
    rows = [_exact_row(kind, [each for each in compared if each.question.kind == kind]) for kind in kinds]
    rows.append(_exact_row("several meanings", [each for each in compared if len(each.meant) > 1]))
    rows.append(_exact_row("all", compared))
    about = (
        "By what was open: everything that was meant was heard, and nothing else; and nothing at all was understood."
    )
    return Table("Turns", about, ["exactly as meant", "not understood"], rows)


def _exact_row(name: str, part: Sequence[Compared]) -> Row:
    return Row(name, [share_of(each.heard == each.meant for each in part), share_of(_missed(each) for each in part)])


def _missed(each: Compared) -> bool:
    return meanings.MISS in each.heard


def _by_kind(compared: Sequence[Compared]) -> Table:
    kinds = sorted({meaning[0] for each in compared for meaning in (*each.meant, *each.heard)} - {*meanings.MISS})
    rows = [Row(kind, [_precision(compared, kind), _recall(compared, kind)]) for kind in kinds]
    about = "Precision: of what was heard, how much was meant. Recall: of what was meant, how much was heard."
    return Table("Kinds of meaning", about, ["precision", "recall"], rows)


def _precision(compared: Sequence[Compared], kind: str) -> Share:
    heard = [meaning in each.meant for each in compared for meaning in each.heard if meaning[0] == kind]
    return wilson(sum(heard), len(heard))


def _recall(compared: Sequence[Compared], kind: str) -> Share:
    meant = [meaning in each.heard for each in compared for meaning in each.meant if meaning[0] == kind]
    return wilson(sum(meant), len(meant))
