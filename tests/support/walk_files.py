"""The files of tests/trees of this project."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wayfinder.content.load import load
from wayfinder.settings import ROOT
from wayfinder.workbench.walk_tests import files as walk_files
from wayfinder.workbench.walk_tests.files import WalkTest as WalkTest
from wayfinder.workbench.walk_tests.files import read as read
from wayfinder.workbench.walk_tests.suite import Suite

DATA = ROOT / "data"
FOLDER = walk_files.folder_of(DATA)


def files() -> list[Path]:
    """The files of walks that are played on all content, as the product has it."""
    return [path for path in every_file() if read(path).content is None]


def every_file() -> list[Path]:
    """All files of walks, also those that are played on a small content."""
    return walk_files.files(FOLDER)


@cache
def suite() -> Suite:
    """All walks of this project."""
    return Suite(load(DATA), FOLDER)
