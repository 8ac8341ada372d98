"""All walks of a project, and the results of playing them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from wayfinder.content.model import Library
from wayfinder.content.yaml_file import YamlFile
from wayfinder.workbench.walk_tests.check import Failure, play_walk
from wayfinder.workbench.walk_tests.files import files, read
from wayfinder.workbench.walk_tests.files import folder_of as folder_of
from wayfinder.workbench.walk_tests.small import small_library


class Played(msgspec.Struct, frozen=True):
    """The result for one tree: how many walks it has, the failures by file and line, and the steps that no walk
    reached."""

    file: str
    walks: int
    failures: list[tuple[str, Failure]]
    unwalked: list[str]


class Suite:
    """The walks in a folder, such as tests/trees, of the trees of a library."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.folder = folder
        self._library = library
        self._files = {path.stem: path for path in files(folder)}
        self._small = cache(lambda name: small_library(library, folder.parent / "content" / name))

    @property
    def trees(self) -> list[str]:
        """The trees that have walks."""
        return list(self._files)

    def library_of(self, tree: str) -> Library:
        """The library on which the walks of a tree are played: all content, or a small one of tests/content.

        Raises:
            ContentError: when their file or the small content cannot be read.
        """
        content = read(self._files[tree]).content
        return self._library if content is None else self._small(content)

    def play(self, tree: str) -> Played:
        """Play the walks of one tree.

        Raises:
            ContentError: when their file cannot be read.
        """
        path = self._files[tree]
        tests, library = read(path), self.library_of(tree)
        name = path.relative_to(self.folder.parent.parent).as_posix()
        results = {walk: play_walk(library, test) for walk, test in tests.walks.items()}
        failed = {walk: result.failure for walk, result in results.items() if result.failure is not None}
        walked = {step for result in results.values() for step in result.steps}
        steps = library.trees[tree].steps if tree in library.trees else {}
        return Played(
            file=name,
            walks=len(results),
            failures=[(_place(path, name, walk, failure), failure) for walk, failure in failed.items()],
            unwalked=[] if failed else [step for step in steps if f"{tree}/{step}" not in walked],
        )


def _place(path: Path, name: str, walk: str, failure: Failure) -> str:
    """The file and line of the move, and the name of its walk."""
    return f"{name}:{YamlFile(path, name).line(('walks', walk, 'play', failure.move - 1))}: {walk}"
