"""Which states end or read differently after a change: both libraries are played side by side through the same facts.

A state is one combination of values of the facts that either side asks for. When a fact is first asked for, its value
is fixed, and both sides get that value, whether told or looked up. So the order of questions does not matter, only what
follows from the answers.

A state is followed to its end, or until both sides wait for the same answer and no step ahead has changed: from there
on both do the same.
"""

from __future__ import annotations

from collections.abc import Container

from wayfinder.content.model import Library
from wayfinder.workbench.proof.alike import Alike
from wayfinder.workbench.proof.changes import Changes
from wayfinder.workbench.proof.pairs import Pairs, Progress
from wayfinder.workbench.proof.reads import Reading
from wayfinder.workbench.proof.side import Side


def diff(
    before: Library,
    after: Library,
    progress: Progress = lambda _tree, _pairs: None,
    only: Container[str] | None = None,
) -> dict[str, Changes]:
    """The changes by tree, for trees that both libraries have and that differ in anything that they refer to.

    A tree in which only words have changed is not played, because it ends as before. `progress` is called repeatedly
    with the tree being compared and the number of pairs of positions compared so far.
    """
    compared = _Compared(before, after, progress)
    trees = [tree for tree in after.trees if tree in before.trees and (only is None or tree in only)]
    changes = {tree: compared.changes(tree) for tree in trees}
    return {tree: found for tree, found in changes.items() if found is not None}


class _Compared:
    def __init__(self, before: Library, after: Library, progress: Progress) -> None:
        self._before, self._was = before, Reading(before)
        self._after, self._now = after, Reading(after)
        self._alike = Alike(before, after)
        self._progress = progress

    def changes(self, tree: str) -> Changes | None:
        same_start = self._before.trees[tree].start == self._after.trees[tree].start
        likeness = self._alike.tree(tree) if same_start else "other ways"
        if likeness == "same":
            return None
        if likeness == "other words":
            return Changes(words_only=True)
        before, after = Side(self._before, self._was, tree), Side(self._after, self._now, tree)
        return Pairs(before, after, self._alike, self._progress).changes(tree)
