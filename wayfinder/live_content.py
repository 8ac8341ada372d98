"""Content that is edited while it is walked: taken up once it has no findings; until then the one before it stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from wayfinder.content.load import load
from wayfinder.content.model import Library
from wayfinder.content.yaml_file import ContentError

SECONDS = 0.5  # between two looks at the files; what is saved is taken up at the second look, when all is written
READ = ("facts.yml", "cases.yml", "links.yml", "topics.yml", "trees/*/*.yml", "nlu/*.yml")
PHRASES = "nlu"

Stamps = dict[Path, int]


class LiveContent:
    """Looks at the files of a data folder and hands new content to `take_up`.

    `report` gets one text for each change: what was taken up, or every problem and that the content before it stays.
    """

    def __init__(self, data: Path, take_up: Callable[[Library], object], report: Callable[[str], object]) -> None:
        """The content as it is now counts as taken up."""
        self._data = data
        self._take_up = take_up
        self._report = report
        self._known = self._seen = self._stamps()
        self._stopping = Event()

    def start(self) -> None:
        """Look at the files in a thread of its own until `close`."""
        Thread(target=self._watch, name="live-content", daemon=True).start()

    def close(self) -> None:
        """Look no more."""
        self._stopping.set()

    def look(self) -> None:
        """Take up what was saved, unless it was saved since the last look: more may still be on its way."""
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
        """Take the content up; what there is to say about it."""
        try:
            library = load(self._data)
        except ContentError as error:
            return f"What was saved is not taken up, and the content before it stays:\n{error}"
        except (OSError, ValueError) as error:
            return f"What was saved cannot be read, and the content before it stays: {error}"
        self._take_up(library)
        names = ", ".join(sorted(str(path.relative_to(self._data.parent)) for path in changed))
        trained = any(path.parent.name == PHRASES for path in changed)
        return f"Taken up from the next turn on: {names}.{_TRAIN if trained else ''}"

    def _stamps(self) -> Stamps:
        found: Stamps = {}
        for path in (path for pattern in READ for path in self._data.glob(pattern)):
            try:
                found[path] = path.stat().st_mtime_ns
            except OSError:  # renamed or removed since it was listed
                continue
        return found


_TRAIN = (
    " Phrases have changed: start ./run again, which trains the model with them. "
    "Until then a new topic is found by its choice, not by what people type."
)
