"""Proves that every walk of every tree ends, and counts how: by exploring states, not by playing each walk.

Each tree is explored twice: for a stranger, who only answers questions, and for someone who has proved who they are,
about whom a look-up may find anything or nothing. docs/lint-and-prove.md explains what is counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from wayfinder.content.model import Library
from wayfinder.engine.steps.run import VISIT_DEPTH
from wayfinder.workbench.proof.count import Count
from wayfinder.workbench.proof.explore import FELL, Exits, TooManyError, Walks
from wayfinder.workbench.proof.promises import Promises
from wayfinder.workbench.proof.reads import Reading
from wayfinder.workbench.proof.strangers import told_to_strangers

Ending = Literal["solved", "case", "human", "waiting", "stopped", "answered"]
STATES = 10_000
ENDINGS: tuple[Ending, ...] = ("solved", "case", "human", "waiting", "answered", "stopped")


class Proof(msgspec.Struct, frozen=True):
    """The result for one tree.

    `walks` counts those of someone who has proved who they are, `stranger_walks` those of a stranger. `endings` are the
    former by kind: `answered` when the tree falls off its end (a visited tree then returns). `steps` and `questions`
    are the most in one walk. `unreached` are steps that no walk reaches. `failures` are empty when all is well.
    `rough`: to keep the number of states small, facts learned in visited trees were mostly forgotten; walks and
    questions are then upper bounds.
    """

    tree: str
    walks: int
    stranger_walks: int
    endings: dict[str, int]
    steps: int
    questions: int
    unreached: list[str]
    failures: list[str]
    rough: bool = False


def prove(library: Library, only: Iterable[str] | None = None) -> list[Proof]:
    """A proof for each tree, or for the named ones. The library must be free of lint problems."""
    reading, promises = Reading(library), Promises(library)
    strangers, proved = _Explored(library, reading, proved=False), _Explored(library, reading, proved=True)
    for tree in library.trees:
        strangers.explore(tree)
        proved.explore(tree)
    proofs = [_proof(library, strangers, proved, tree) for tree in (library.trees if only is None else only)]
    return [_with_strangers(library, reading, promises, strangers, each) for each in proofs]


class _Explored:
    """The trees as one kind of person walks them: exact up to `STATES` states a tree, rough beyond that."""

    def __init__(self, library: Library, reading: Reading, *, proved: bool) -> None:
        self._exact = Walks(library, reading, proved=proved, budget=STATES)
        self._rough = Walks(library, reading, proved=proved, rough=True)
        self.exits: dict[str, Exits] = {}
        self.roughly: set[str] = set()

    def explore(self, tree: str) -> None:
        """Find out how a tree can end."""
        try:
            self.exits[tree] = self._exact.of(tree)
        except TooManyError:
            self.exits[tree] = self._rough.of(tree)
            self.roughly.add(tree)

    def failures(self, tree: str) -> set[str]:
        """The failures of a tree."""
        return self._exact.failures.get(tree, set()) | self._rough.failures.get(tree, set())

    def reaches(self, tree: str, step: str) -> bool:
        """Whether any walk reaches a step."""
        return (tree, step) in self._exact.reached or (tree, step) in self._rough.reached


def _proof(library: Library, strangers: _Explored, proved: _Explored, tree: str) -> Proof:
    every, stranger = _sum(proved.exits[tree]), _sum(strangers.exits[tree])
    failures = strangers.failures(tree) | proved.failures(tree)
    if every.walks == 0 and not failures:
        failures = {"no walk reaches an end"}
    if every.visits > VISIT_DEPTH:
        failures.add(f"trees visit trees {every.visits} levels deep, and the engine walks only {VISIT_DEPTH}")
    steps = library.trees[tree].steps
    return Proof(
        tree=tree,
        walks=every.walks,
        stranger_walks=stranger.walks,
        endings=_endings(proved.exits[tree]),
        steps=every.steps,
        questions=every.questions,
        unreached=[step for step in steps if not proved.reaches(tree, step) and not strangers.reaches(tree, step)],
        failures=sorted(failures),
        rough=tree in proved.roughly or tree in strangers.roughly,
    )


def _with_strangers(
    library: Library, reading: Reading, promises: Promises, strangers: _Explored, proof: Proof
) -> Proof:
    """Add what strangers could learn, and promises that nobody could keep.

    Both are found by playing the engine, so only where every walk ends.
    """
    if proof.failures:
        return proof
    reached = [step for step in library.trees[proof.tree].steps if strangers.reaches(proof.tree, step)]
    told = told_to_strangers(library, reading, promises, proof.tree, reached)
    return msgspec.structs.replace(proof, failures=told + promises.unkept(proof.tree))


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
