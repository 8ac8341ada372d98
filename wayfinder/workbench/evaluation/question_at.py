"""A walk that waits at one question of a tree."""

from __future__ import annotations

from wayfinder.content.model import Library
from wayfinder.engine.advance import advance
from wayfinder.engine.walk import Frame, Walk
from wayfinder.errors import UsageError


def walk_at(library: Library, at: str) -> Walk:
    """The walk of somebody who knows nothing, at `tree/step`.

    Raises:
        UsageError: when there is no such step.
    """
    name, _, step = at.partition("/")
    tree = library.trees.get(name)
    if tree is None:
        raise UsageError(f"There is no tree {name}. ./run draw without a name lists them.")
    if step not in tree.steps:
        raise UsageError(f"{name} has no step {step or 'without a name'}. It has: {', '.join(tree.steps)}")
    frame = Frame(name, step, "topic", tree.version, {}, 1)
    return advance(library, Walk(stack=[frame], question=1), [], 0.0).walk
