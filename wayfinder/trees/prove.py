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
from wayfinder.trees.prove_strangers import told_to_strangers
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
    proofs = [
        _proof(library, strangers, proved, tree, *exits[tree]) for tree in (library.trees if only is None else only)
    ]
    return [_with_strangers(library, reading, strangers, each) for each in proofs]


def _proof(library: Library, strangers: Walks, proved: Walks, tree: str, as_stranger: Exits, as_proved: Exits) -> Proof:
    every, stranger = _sum(as_proved), _sum(as_stranger)
    failures = {message for name, message in strangers.failures + proved.failures if name == tree}
    if every.walks == 0 and not failures:
        failures = {"no walk comes to an end"}
    if every.visits > VISIT_DEPTH:
        failures.add(f"trees visit trees {every.visits} deep, and only {VISIT_DEPTH} are walked")
    reached = strangers.reached | proved.reached
    return Proof(
        tree=tree,
        walks=every.walks,
        stranger_walks=stranger.walks,
        endings=_endings(as_proved),
        steps=every.steps,
        questions=every.questions,
        unreached=[step for step in library.trees[tree].steps if (tree, step) not in reached],
        failures=sorted(failures),
    )


def _with_strangers(library: Library, reading: Reading, strangers: Walks, proof: Proof) -> Proof:
    """What strangers are told is tried with the engine, so only where every walk ends."""
    if proof.failures:
        return proof
    reached = [step for step in library.trees[proof.tree].steps if (proof.tree, step) in strangers.reached]
    return msgspec.structs.replace(proof, failures=told_to_strangers(library, reading, proof.tree, reached))


def _sum(exits: Exits) -> Count:
    total = Count(walks=0)
    for count in exits.values():
        total |= count
    return total


def _endings(exits: Exits) -> dict[str, int]:
    found = dict.fromkeys(ENDINGS, 0)
    for (ending, _), count in exits.items():
        found["answered" if ending == FELL else ending] += count.walks  # type: ignore[index]
    return {ending: number for ending, number in found.items() if number}
