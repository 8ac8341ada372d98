"""Content as a `Library` that is fit to be walked."""

from __future__ import annotations

from pathlib import Path

from wayfinder.content.files import read
from wayfinder.content.lint.run import problems
from wayfinder.content.model import Library
from wayfinder.content.yaml_file import ContentError


def load(data: Path) -> Library:
    """The library of a data folder.

    Raises:
        ContentError: with every problem, each with its file, line and fix.
    """
    loaded = read(data)
    found = problems(loaded)
    if found:
        raise ContentError(found)
    return loaded.library
