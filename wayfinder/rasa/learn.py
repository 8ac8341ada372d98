"""Learns from the labelled turns of this folder: `python -m wayfinder.rasa.learn ARCHIVE OUTPUT [LEARNT]`.

With LEARNT, the folder of what was learnt from the same turns before, only the words of the content are read again.
Use `./run train`.
"""

from __future__ import annotations

import sys
import tarfile
import tempfile
from pathlib import Path

import msgspec

from wayfinder.content.files import read as read_content
from wayfinder.rasa.learning import TURNS
from wayfinder.understanding.classifier import hybrid
from wayfinder.understanding.classifier.encoder import shared_encoder
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.classifier.remembered import Remembered
from wayfinder.understanding.decision import weights
from wayfinder.understanding.decision.fit import fit, vectors_of_words
from wayfinder.understanding.decision.turns import load_turns

_CLASSIFIER = "intent_classifier.HybridIntentClassifier"
_FILES = ("weights.npz", "words.json")


def main() -> int:
    """Exit code 0 when what was learnt is in OUTPUT."""
    archive, output, *before = map(Path, sys.argv[1:])
    encoder = Remembered(shared_encoder(), archive.parent / "vectors.npz")
    model, library = classifier(archive, encoder), read_content(Path("data")).library
    if before:
        learnt = msgspec.structs.replace(weights.load(before[0]), vectors=vectors_of_words(library, model))
    else:
        learnt = fit(load_turns(TURNS), library, model)
    learnt.save(output)
    encoder.save()
    return 0


def classifier(archive: Path, encoder: Remembered) -> Hybrid:
    """The intent classifier of a trained model."""
    with tarfile.open(archive) as files, tempfile.TemporaryDirectory() as name:
        for member in files.getmembers():
            file = Path(member.name)
            content = files.extractfile(member) if file.name in _FILES and _CLASSIFIER in file.parent.name else None
            if content is not None:
                (Path(name) / file.name).write_bytes(content.read())
        return hybrid.load(Path(name), encoder)


if __name__ == "__main__":
    sys.exit(main())
