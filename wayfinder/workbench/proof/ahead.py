"""What lies ahead of a step, given what is known: how the walk can end, and which facts it can still ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from wayfinder.content.model import Library
from wayfinder.content.steps import Remedies, Try
from wayfinder.workbench.proof.explore import FELL, Walks
from wayfinder.workbench.proof.reads import Reading, is_local, read_by


class Ahead(msgspec.Struct, frozen=True):
    """`endings` are the number of walks by kind of ending: `solved`, `case`, `human`, `waiting`, `stopped`, and
    `answered` when the tree falls off its end. `open_facts` are the keys of facts, as text, that are not known and that
    a step on one of these walks reads."""

    endings: dict[str, int]
    open_facts: list[str]


def explore(
    library: Library,
    tree: str,
    step: str,
    known: Mapping[str, str],
    *,
    proved: bool = False,
    budget: int | None = None,
) -> Ahead:
    """Explore a tree from one of its steps. `known` are values of facts by key as text; `proved`: look-ups may be made.

    Raises:
        KeyError: when there is no such tree.
        TooManyError: when there are more states than `budget`.
    """
    walks = Walks(library, Reading(library), proved=proved, budget=budget)
    endings: dict[str, int] = {}
    for (ending, _), count in walks.of(tree, step, known).items():
        name = "answered" if ending == FELL else ending
        endings[name] = endings.get(name, 0) + count.walks
    return Ahead(endings, sorted(set(_read(library, walks.reached)) - known.keys()))


def _read(library: Library, reached: set[tuple[str, str]]) -> Iterator[str]:
    """The facts that these steps read."""
    for tree, name in reached:
        step = library.trees[tree].steps[name]
        if not isinstance(step, (Try, Remedies)):
            yield from (key for key in read_by(library, step) if not is_local(key))
