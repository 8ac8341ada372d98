"""Loads edited content while people use it: only once it has no problems; until then the previous version stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from wayfinder.content.load import load
from wayfinder.content.model import Library
from wayfinder.content.yaml_file import ContentError

SECONDS = 0.5  # seconds between two checks; saved files are used at the second check, when they are surely complete
READ = ("facts.yml", "cases.yml", "links.yml", "remedies.yml", "topics.yml", "trees/*/*.yml", "nlu/*.yml")
PHRASES = "nlu"

Stamps = dict[Path, int]


class LiveContent:
    """Watches the files of a data folder and passes new content to `take_up`.

    `report` gets one text for each change: that the new content is in use, or its problems and that the old one stays.
    """

    def __init__(self, data: Path, take_up: Callable[[Library], object], report: Callable[[str], object]) -> None:
        """The current files count as in use already."""
        self._data = data
        self._take_up = take_up
        self._report = report
        self._known = self._seen = self._stamps()
        self._stopping = Event()

    def start(self) -> None:
        """Check the files in a thread of its own until `close`."""
        Thread(target=self._watch, name="live-content", daemon=True).start()

    def close(self) -> None:
        """Stop checking."""
        self._stopping.set()

    def look(self) -> None:
        """Use saved files, unless one was saved since the last check: others may follow."""
        stamps = self._stamps()
        if stamps != self._seen:
            self._seen = stamps
        elif stamps != self._known:
            changed = {path for path, _ in stamps.items() ^ self._known.items()}
            self._known = stamps
            self._report(self._read(changed))

    def _watch(self) -> None:
        while not self._stopping.wait(SECONDS):
            self.look()

    def _read(self, changed: set[Path]) -> str:
        """Read the content and use it if it has no problems; returns the report."""
        try:
            library = load(self._data)
        except ContentError as error:
            return f"The saved content has problems and is not used; the previous content stays in use:\n{error}"
        except (OSError, ValueError) as error:
            return f"The saved content cannot be read; the previous content stays in use: {error}"
        self._take_up(library)
        names = ", ".join(sorted(str(path.relative_to(self._data.parent)) for path in changed))
        trained = any(path.parent.name == PHRASES for path in changed)
        return f"In use from the next turn on: {names}.{_TRAIN if trained else ''}"

    def _stamps(self) -> Stamps:
        found: Stamps = {}
        for path in (path for pattern in READ for path in self._data.glob(pattern)):
            try:
                found[path] = path.stat().st_mtime_ns
            except OSError:  # the file was renamed or removed after it was listed
                continue
        return found


_TRAIN = (
    " Phrases have changed: start ./run again, which trains the model with them. "
    "Until then people reach a new topic by choosing it, not by typing."
)
