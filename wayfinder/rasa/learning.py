"""Learns from labelled turns what to make of what is read: `python -m wayfinder.rasa.learning ARCHIVE OUTPUT`.

`./run train` does this after the model; it is a step of its own, so that an edited text or turn costs seconds.
"""

from __future__ import annotations

import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from wayfinder.content.files import read as read_content
from wayfinder.content.model import Library
from wayfinder.engine.steps.say import one_line
from wayfinder.settings import ROOT
from wayfinder.understanding.classifier import hybrid
from wayfinder.understanding.classifier.encoder import shared_encoder
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.classifier.readings import read
from wayfinder.understanding.classifier.remembered import Remembered
from wayfinder.understanding.decision.fit import fit
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.turns import load_turns

TURNS = Path("data/turns")
_CLASSIFIER = "intent_classifier.HybridIntentClassifier"
_FILES = ("weights.npz", "words.json")


def main() -> int:
    """Exit code 0 when what was learnt is in OUTPUT."""
    archive, output = map(Path, sys.argv[1:])
    encoder = Remembered(shared_encoder(), archive.parent / "vectors.npz", _progress)
    model = classifier(archive, encoder)
    turns, library = load_turns(ROOT / TURNS / "training"), read_content(ROOT / "data").library
    fit(turns, _reader(model), texts(library), model).save(output)
    encoder.save()
    return 0


def classifier(archive: Path, encoder: Remembered) -> Hybrid:
    """The intent classifier of a trained model."""
    with tarfile.open(archive) as files, tempfile.TemporaryDirectory() as name:
        for member in files.getmembers():
            file = Path(member.name)
            if file.name in _FILES and _CLASSIFIER in file.parent.name:
                content = files.extractfile(member)
                (Path(name) / file.name).write_bytes(content.read() if content else b"")
        return hybrid.load(Path(name), encoder)


def texts(library: Library) -> Iterator[str]:
    """Everything with which a message is compared: what can be chosen or asked, and examples of side questions."""
    for spec in library.facts.values():
        yield one_line(spec.ask)
        for value, label in spec.values.items():
            yield from (label, *spec.synonyms.get(value, []), *spec.examples.get(value, []))
    for tree in library.trees.values():
        for step in tree.steps.values():
            yield from (one_line(getattr(step, "ask", "")), *getattr(step, "options", {}).values())
            yield from getattr(step, "exits", {}).values()
        for aside in tree.asides:
            yield from aside.asked


def _reader(model: Hybrid) -> Callable[[str], Message]:
    return lambda text: Message(read(model, text))


def _progress(done: int, of: int) -> None:
    print(f"vectors {done}/{of}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
