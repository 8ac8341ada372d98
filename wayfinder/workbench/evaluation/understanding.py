"""How messages are understood when they are measured: the same parts as in Rasa's graph, in this process.

All that evaluation knows of wayfinder.understanding is here, and in `meanings` what its moves mean.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from pathlib import Path
from tempfile import mkdtemp

from wayfinder.engine.open_question import OpenQuestion
from wayfinder.settings import ROOT
from wayfinder.text import CHAT_LIMIT, clean
from wayfinder.understanding.classifier import hybrid
from wayfinder.understanding.classifier.encoder import shared_encoder
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.classifier.phrases import load_phrases
from wayfinder.understanding.entities import pipeline
from wayfinder.understanding.entities.extract import extract
from wayfinder.understanding.entities.pipeline import Reader
from wayfinder.understanding.interpret.interpret import interpret
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.normalise import normalised
from wayfinder.workbench.evaluation.messages import Ranked


class Understanding:
    """Understands messages: intents and facts are found, and `interpret` makes moves of them."""

    def __init__(self, model: Hybrid, reader: Reader) -> None:
        self._model = model
        self._reader = reader

    def hear(self, text: str, question: OpenQuestion, now: float) -> Ranked:
        """The moves of a message, given the open question, at a Unix time in seconds."""
        parse = self._parse(clean(text, CHAT_LIMIT), now)  # as a channel does
        understood = interpret(parse, question)
        return Ranked(understood.moves, understood.rule, parse.ranking)

    def _parse(self, text: str, now: float) -> Parse:
        found = extract(self._reader, normalised(text), datetime.fromtimestamp(now, timezone.utc))
        entities = {each["entity"]: str(each["value"]) for each in reversed(found)}
        return Parse(text, self._model.rank(text), entities)


def trained(data: Path, kept: Path) -> Understanding:
    """An understanding trained on the phrases of a data folder, as `./run train` does it.

    The model is kept in a folder of `kept`, named after what it was made of, and read from there the next time.

    Raises:
        WayfinderError: when there are too few phrases, or the encoder's files are missing.
    """
    folder = kept / _made_of(data)
    if not folder.is_dir():
        _train(data, folder)
    return Understanding(hybrid.load(folder, shared_encoder()), pipeline.build())


def _train(data: Path, folder: Path) -> None:
    model = hybrid.train(load_phrases(data / "nlu"), shared_encoder())
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(mkdtemp(dir=folder.parent))
    model.save(unfinished)
    unfinished.rename(folder)  # at once, so that a model is there as a whole or not at all


def _made_of(data: Path) -> str:
    """A hash of the phrases and of the code that learns from them."""
    code = ROOT / "wayfinder" / "understanding"
    paths = [*sorted((data / "nlu").glob("*.yml")), *sorted(code.glob("*.*")), *sorted(code.glob("classifier/*.py"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
