"""How messages are understood when they are measured: the same parts as in Rasa's graph, in this process.

All that evaluation knows of wayfinder.understanding is here, and in `meanings` what its moves mean.
"""

from __future__ import annotations

import hashlib
import time
from datetime import datetime, timezone
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from wayfinder.content.files import read as read_content
from wayfinder.engine.moves import Move
from wayfinder.engine.question import OpenQuestion
from wayfinder.settings import ROOT
from wayfinder.text import CHAT_LIMIT, clean
from wayfinder.understanding.classifier import hybrid
from wayfinder.understanding.classifier.encoder import shared_encoder
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.classifier.phrases import load_phrases
from wayfinder.understanding.classifier.readings import read
from wayfinder.understanding.classifier.remembered import Remembered
from wayfinder.understanding.decision import weights
from wayfinder.understanding.decision.decision import LearntDecision
from wayfinder.understanding.decision.fit import fit
from wayfinder.understanding.decision.texts import texts
from wayfinder.understanding.decision.turns import load_turns
from wayfinder.understanding.entities import pipeline
from wayfinder.understanding.entities.extract import extract
from wayfinder.understanding.entities.pipeline import Reader
from wayfinder.understanding.interpret.interpret import interpret
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.normalise import normalised
from wayfinder.workbench.evaluation.messages import Ranked

VECTORS = ROOT / "models" / "vectors.npz"


class Explained(NamedTuple):
    """The clauses of a message, where it has several; candidates, each with its clause, its probability and what each
    feature adds to its log odds; the rule that decided, and the moves."""

    clauses: list[str]
    weighed: list[tuple[str, int, float, list[tuple[str, float]]]]
    rule: str
    moves: list[Move]


class Understanding:
    """Understands messages: intents and facts are found, and `interpret` makes moves of them.

    `decision` is what was learnt from labelled turns; without it, rules decide.
    """

    def __init__(self, model: Hybrid, reader: Reader, decision: LearntDecision | None = None) -> None:
        self._model = model
        self._reader = reader
        self._decision = decision

    def hear(self, text: str, question: OpenQuestion, now: float) -> Ranked:
        """The moves of a message, given the open question, at a Unix time in seconds."""
        parse = self._parse(clean(text, CHAT_LIMIT), now)  # as a channel does
        understood = interpret(parse, question, self._decision)
        return Ranked(understood.moves, understood.rule, parse.ranking)

    def guess(self, text: str, question: OpenQuestion, now: float) -> tuple[str, float] | None:
        """The likeliest meaning of a message with its probability, where that was learnt."""
        parse = self._parse(clean(text, CHAT_LIMIT), now)
        return self._decision.likeliest(parse, question) if self._decision is not None else None

    def explain(self, text: str, question: OpenQuestion) -> Explained:
        """What a message may mean, the likeliest first, and what decided."""
        parse = self._parse(clean(text, CHAT_LIMIT), time.time())
        understood = interpret(parse, question, self._decision)
        weighed = self._decision.weighed(parse, question) if self._decision is not None else []
        return Explained([each.text for each in parse.readings[1:]], weighed, understood.rule, understood.moves)

    def _parse(self, text: str, now: float) -> Parse:
        found = extract(self._reader, normalised(text), datetime.fromtimestamp(now, timezone.utc))
        entities = {each["entity"]: str(each["value"]) for each in reversed(found)}
        readings = read(self._model, text)
        return Parse(text, readings[0].ranking, entities, readings)


def trained(data: Path, kept: Path) -> Understanding:
    """An understanding trained on the phrases of a data folder, as `./run train` does it.

    The model is kept in a folder of `kept`, named after what it was made of, and read from there the next time;
    sentence vectors are kept where `./run train` keeps them.

    Raises:
        WayfinderError: when there are too few phrases, or the encoder's files are missing.
    """
    folder, encoder = kept / _made_of(data), Remembered(shared_encoder(), VECTORS)
    if not folder.is_dir():
        _train(data, folder, encoder)
    model = hybrid.load(folder, encoder)
    return Understanding(model, pipeline.build(), _decision(data, folder, model, encoder))


def _decision(data: Path, folder: Path, model: Hybrid, encoder: Remembered) -> LearntDecision | None:
    """What is learnt from the labelled turns of a data folder; None where there are none. Kept with the model."""
    turns, library = load_turns(data / "turns" / "training"), read_content(data).library
    if not turns:
        return None
    kept = folder / _hash([*(data / "turns").rglob("*.yml"), *_code("decision/*.py")], set(texts(library)))
    if not kept.is_dir():
        learnt = fit(turns, library, model)
        encoder.save()
        kept.mkdir()
        learnt.save(kept)
    return LearntDecision(weights.load(kept), library)


def _train(data: Path, folder: Path, encoder: Remembered) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    model = hybrid.train(load_phrases(data / "nlu"), encoder)
    encoder.save()
    unfinished = Path(mkdtemp(dir=folder.parent))
    model.save(unfinished)
    unfinished.rename(folder)  # at once, so that a model is there as a whole or not at all


def _made_of(data: Path) -> str:
    """A hash of the phrases and of the code that learns from them."""
    return _hash([*(data / "nlu").glob("*.yml"), *_code("*.*"), *_code("c*/*.py")], set())


def _code(pattern: str) -> list[Path]:
    return list((ROOT / "wayfinder" / "understanding").glob(pattern))


def _hash(files: list[Path], words: set[str]) -> str:
    content = [path.read_bytes() for path in sorted(files)]
    return hashlib.sha256(b"".join([*content, "\n".join(sorted(words)).encode()])).hexdigest()[:16]
