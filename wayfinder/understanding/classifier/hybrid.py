"""Combines both branches into one confidence for each intent.

confidence = sharpened mixture of the branches' probabilities x similarity to the nearest example.
The similarity tells a message that resembles nothing known from one that fits two intents. What is surely in another
language than English is learnt and ranked apart, so that neither disturbs the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from wayfinder.errors import WayfinderError
from wayfinder.understanding.classifier import letters, spelling, vectors
from wayfinder.understanding.classifier.encoder import Encoder, Vectors
from wayfinder.understanding.classifier.letters import LetterBranch
from wayfinder.understanding.classifier.linear import Linear
from wayfinder.understanding.classifier.spelling import Speller
from wayfinder.understanding.classifier.terms import Terms, Vocabulary
from wayfinder.understanding.classifier.vectors import VectorBranch
from wayfinder.understanding.hide_values import without_values
from wayfinder.understanding.language.language import language_of
from wayfinder.understanding.normalise import normalised
from wayfinder.understanding.reading import Reading, Seen

# Found by four-fold log loss on eight public sets: 2 on six of them, 2.5 on two. It spreads the
# confidences so that one threshold serves any number of intents.
SHARPNESS = 2.0
VECTOR_SHARE = 0.6
# Enough to offer the closest topics even when some of the first are intents of the conversation.
RANKING_LENGTH = 10
_ARRAYS = "weights.npz"
_WORDS = "words.json"
_ABROAD = "other_languages"


class TrainingError(WayfinderError):
    """The examples are not enough to learn from; the message says why."""


class _Words(msgspec.Struct, frozen=True):
    intents: list[str]
    vocabularies: list[Vocabulary]
    subject: list[str]


class Hybrid:
    """Ranks intents for a message. `abroad` ranks those in another language."""

    def __init__(
        self,
        intents: list[str],
        vector: VectorBranch,
        letter: LetterBranch,
        speller: Speller,
        encoder: Encoder,
        abroad: Hybrid | None = None,
    ) -> None:
        self.intents = intents
        self._vector = vector
        self._letter = letter
        self._speller = speller
        self._encoder = encoder
        self._abroad = abroad

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every intent with its confidence (0 to 1), surest first; nothing for an empty text."""
        reading = self.read(text, len(self.intents))
        return [] if reading is None else reading.ranking

    def read(self, text: str, length: int = RANKING_LENGTH) -> Reading | None:
        """The surest intents and the sentence vector of a text; None when it has no words."""
        return self.read_all([text], length)[0]

    def read_all(self, texts: Sequence[str], length: int = RANKING_LENGTH) -> list[Reading | None]:
        """The same for many texts at once, which is much faster."""
        if self._abroad is None:
            return self._read_all(texts, length)
        is_abroad = [language_of(text) is not None for text in texts]
        english = iter(self._read_all([text for text, away in zip(texts, is_abroad, strict=True) if not away], length))
        others = iter(
            self._abroad.read_all([text for text, away in zip(texts, is_abroad, strict=True) if away], length)
        )
        return [next(others if away else english) for away in is_abroad]

    def _read_all(self, texts: Sequence[str], length: int) -> list[Reading | None]:
        cleaned = [_read(text) for text in texts]
        said = [text for text, clean in zip(texts, cleaned, strict=True) if clean]
        spelt = [self._speller.corrected(clean) for clean in cleaned if clean]
        readings = iter(self._readings(said, spelt, length) if spelt else ())
        return [next(readings) if clean else None for clean in cleaned]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The sentence vectors of texts that the content or a labelled turn has, of shape (texts, 384)."""
        return self._encoder.encode([_read(text) for text in texts])

    def save(self, folder: Path) -> None:
        """Arrays as npz, words as JSON: nothing that runs code when it is loaded."""
        words = _Words(self.intents, self._letter.terms.vocabularies, self._speller.subject)
        (folder / _WORDS).write_bytes(msgspec.json.encode(words))
        np.savez(
            folder / _ARRAYS,
            vector_weights=self._vector.linear.weights,
            vector_biases=self._vector.linear.biases,
            examples=self._vector.examples,
            starts=self._vector.starts,
            letter_weights=self._letter.linear.weights.astype(np.float32),
            letter_biases=self._letter.linear.biases,
        )
        if self._abroad is not None:
            (folder / _ABROAD).mkdir(exist_ok=True)
            self._abroad.save(folder / _ABROAD)

    def _readings(self, texts: Sequence[str], spelt: list[str], length: int) -> Iterator[Reading]:
        vectors = self._encoder.encode(spelt)
        likely = VECTOR_SHARE * self._vector.probabilities(vectors)
        likely += (1 - VECTOR_SHARE) * self._letter.probabilities(spelt)
        alike = self._vector.similarities(vectors)
        sharp = likely**SHARPNESS
        confidences = sharp / sharp.sum(axis=1, keepdims=True) * alike
        orders = np.argsort(-confidences, axis=1, kind="stable")[:, :length]
        for row, (text, order) in enumerate(zip(texts, orders, strict=True)):
            sure, chance, like = (table[row].tolist() for table in (confidences, likely, alike))
            seen = [Seen(self.intents[at], sure[at], chance[at], like[at]) for at in order]
            yield Reading(text, seen, vectors[row].astype(np.float16).tobytes())


def train(examples: list[tuple[str, str]], encoder: Encoder) -> Hybrid:
    """Learn from (text, intent) pairs.

    Raises:
        TrainingError: fewer than two intents, or an example without words.
    """
    others = [(text, intent) for text, intent in examples if language_of(text) is not None]
    english = [(text, intent) for text, intent in examples if language_of(text) is None]
    abroad = _train(others, encoder) if len({intent for _, intent in others}) > 1 else None
    return _train(english if abroad is not None else examples, encoder, abroad)


def _train(examples: list[tuple[str, str]], encoder: Encoder, abroad: Hybrid | None = None) -> Hybrid:
    cleaned = [_read(text) for text, _ in examples]
    intents = sorted({intent for _, intent in examples})
    _check(examples, cleaned, intents)
    speller = spelling.learn(cleaned, encoder.english)
    texts = [speller.corrected(text) for text in cleaned]
    labels = np.array([intents.index(intent) for _, intent in examples], np.int64)
    vector = vectors.train(encoder.encode(texts), labels)
    return Hybrid(intents, vector, letters.train(texts, labels), speller, encoder, abroad)


def load(folder: Path, encoder: Encoder) -> Hybrid:
    """What `save` wrote."""
    words = msgspec.json.decode((folder / _WORDS).read_bytes(), type=_Words)
    with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
        vector_linear = Linear(arrays["vector_weights"], arrays["vector_biases"])
        vector = VectorBranch(vector_linear, arrays["examples"], arrays["starts"])
        # In the type and memory order that the sparse product needs; otherwise it copies them for every message.
        letter_weights = np.asfortranarray(arrays["letter_weights"], np.float64)
        letter_linear = Linear(letter_weights, arrays["letter_biases"])
    speller = Speller(words.subject, encoder.english)
    abroad = load(folder / _ABROAD, encoder) if (folder / _ABROAD).is_dir() else None
    letter = LetterBranch(Terms(words.vocabularies), letter_linear)
    return Hybrid(words.intents, vector, letter, speller, encoder, abroad)


def _read(text: str) -> str:
    """The words of a text that can tell its topic, in training and in use; all of it if it is only a value."""
    plain = normalised(text)
    return without_values(plain) or plain


def _check(examples: list[tuple[str, str]], texts: list[str], intents: list[str]) -> None:
    if len(intents) < 2:
        raise TrainingError(f"There must be examples of at least two intents, found {intents or 'none'}")
    for (text, intent), cleaned in zip(examples, texts, strict=True):
        if not any(char.isalnum() for char in cleaned):
            raise TrainingError(f"An example of '{intent}' has no words: {text!r}")
