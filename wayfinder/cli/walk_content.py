"""The content of a terminal walk: read again when a file changes; with problems, the last good version stays."""

from __future__ import annotations

from pathlib import Path

from wayfinder.content.files import read
from wayfinder.content.lint.run import problems
from wayfinder.content.model import Library
from wayfinder.content.yaml_file import Problem


class WatchedContent:
    """A data folder and one tree of it. `library` is None until that tree could be read."""

    def __init__(self, data: Path, tree: str) -> None:
        """Reads nothing yet: `changed` is true at first."""
        self.library: Library | None = None
        self.problems: list[Problem] = []
        self.known: list[str] = []
        self._data = data
        self._tree = tree
        self._seen: dict[Path, int] = {}

    def changed(self) -> bool:
        """Whether a file was saved, added or removed since the content was read."""
        return self._stamps() != self._seen

    def read(self) -> bool:
        """Read the files. False, leaving the library as it was, when the tree has problems.

        `problems` are those of the tree's own file, or all when there is no such tree, or a file that all trees use
        cannot be read.
        """
        self._seen = self._stamps()
        loaded = read(self._data)
        self.known = sorted(loaded.library.trees)
        found = problems(loaded)
        source = loaded.sources.get(self._tree)
        name = source.name if source else self._file_name(found)
        self.problems = [problem for problem in found if loaded.shared_unread or name in (None, problem.file)]
        if source is None or self.problems:
            return False
        self.library = loaded.library
        return True

    def _file_name(self, found: list[Problem]) -> str | None:
        """The likely file of the tree, for when it is too broken to tell."""
        return next((problem.file for problem in found if Path(problem.file).stem == self._tree), None)

    def _stamps(self) -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in self._data.rglob("*.yml")}
