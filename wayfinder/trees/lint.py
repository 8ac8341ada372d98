"""Everything that makes content unfit to be walked: file, line and fix, all at once."""

from __future__ import annotations

from wayfinder.trees.files import Loaded
from wayfinder.trees.source import Problem


def problems(loaded: Loaded) -> list[Problem]:
    """What is wrong, in file order."""
    return sorted(set(loaded.problems))
