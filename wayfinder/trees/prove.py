"""Proves that every walk of every tree ends, and says how: by exploring what can happen, not by trying it.

Each tree is explored twice: as a stranger walks it, who only tells, and as someone walks it of whom everything may be
looked up, or nothing. docs/lint-and-prove.md explains what is counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from wayfinder.trees.format import Library
from wayfinder.trees.prove_reads import Reading
from wayfinder.trees.prove_strangers import Compared
from wayfinder.trees.prove_walks import FELL, Count, Exits, Walks
from wayfinder.trees.steps import VISIT_DEPTH

Ending = Literal["solved", "case", "human", "stopped", "answered"]
ENDINGS: tuple[Ending, ...] = ("solved", "case", "human", "answered", "stopped")


class Proof(msgspec.Struct, frozen=True):
    """What is proved of a tree. A tree that is visited `answered` where it comes back.

    `walks` of someone proved and of a stranger; `endings` counts the former by kind; `steps` of the longest walk,
    `questions` at most; `unreached` steps; `failures` say what is wrong, none when all is well.
    """

    tree: str
    walks: int
    stranger_walks: int
    endings: dict[str, int]
    steps: int
    questions: int
    unreached: list[str]
    failures: list[str]


def prove(library: Library, only: Iterable[str] | None = None) -> list[Proof]:
    """A proof for each tree, or for those named. Only prove what `lint` finds no fault with."""
    reading = Reading(library)
    strangers, proved = Walks(library, reading, proved=False), Walks(library, reading, proved=True)
    exits = {tree: (strangers.of(tree), proved.of(tree)) for tree in library.trees}
    reached = strangers.reached | proved.reached
    wrong = set(strangers.failures + proved.failures)
    return [
        _proof(library, reading, tree, *exits[tree], reached, wrong)
        for tree in (library.trees if only is None else only)
    ]


def _proof(
    library: Library,
    reading: Reading,
    tree: str,
    strangers: Exits,
    proved: Exits,
    reached: set[tuple[str, str]],
    wrong: set[tuple[str, str]],
) -> Proof:
    every = _sum(proved)
    failures = sorted(message for name, message in wrong if name == tree)
    if every is None:
        failures.append("no walk comes to an end")
    elif every.visits > VISIT_DEPTH:
        failures.append(f"trees visit trees {every.visits} deep, and only {VISIT_DEPTH} are walked")
    if not failures:
        failures += Compared(library, reading, tree).all()
    stranger, every = _sum(strangers) or Count(walks=0), every or Count(walks=0)
    return Proof(
        tree=tree,
        walks=every.walks,
        stranger_walks=stranger.walks,
        endings=_endings(proved),
        steps=every.steps,
        questions=every.questions,
        unreached=[step for step in library.trees[tree].steps if (tree, step) not in reached],
        failures=failures,
    )


def _sum(exits: Exits) -> Count | None:
    total: Count | None = None
    for count in exits.values():
        total = count if total is None else total | count
    return total


def _endings(exits: Exits) -> dict[str, int]:
    found = dict.fromkeys(ENDINGS, 0)
    for (ending, _), count in exits.items():
        found["answered" if ending == FELL else ending] += count.walks  # type: ignore[index]
    return {ending: number for ending, number in found.items() if number}
