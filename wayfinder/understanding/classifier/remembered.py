"""Sentence vectors that are kept between trainings, by the hash of their text: an edit costs only what is new."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from wayfinder.understanding.classifier.encoder import WEIGHTS_SHA256, Encoder, Vectors

Progress = Callable[[int, int], object]  # how many are done, of how many
_AT_ONCE = 64  # texts that one core encodes before it is asked for more


class Remembered(Encoder):
    """An encoder that knows the vectors in `file`, which need not exist."""

    def __init__(self, encoder: Encoder, file: Path, progress: Progress | None = None) -> None:
        self.english = encoder.english
        self._encoder = encoder
        self._file = file
        self._progress = progress
        self._known = _read(file)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does. New vectors are remembered until `save`."""
        keys = [_key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            self._remember(list(new), list(new.values()))
        return np.stack([self._known[key] for key in keys]) if keys else self._encoder.encode([])

    def _remember(self, keys: Sequence[str], texts: Sequence[str]) -> None:
        """On all cores."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        parts = [order[first : first + _AT_ONCE] for first in range(0, len(order), _AT_ONCE)]
        done = 0
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for part, vectors in zip(parts, pool.map(lambda part: self._of(texts, part), parts), strict=True):
                self._known |= zip([keys[at] for at in part], vectors, strict=True)
                done += len(part)
                if self._progress is not None:
                    self._progress(done, len(keys))

    def _of(self, texts: Sequence[str], part: Sequence[int]) -> Vectors:
        return self._encoder.encode([texts[at] for at in part])

    def save(self) -> None:
        """Write all vectors that are known to the file."""
        keys = sorted(self._known)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(f".{os.getpid()}.npz")
        np.savez(draft, keys=np.array(keys, "U40"), rows=np.stack([self._known[key] for key in keys]))
        draft.replace(self._file)


def _key(text: str) -> str:
    return hashlib.sha256(f"{WEIGHTS_SHA256}\n{text}".encode()).hexdigest()[:40]


def _read(file: Path) -> dict[str, Vectors]:
    if not file.is_file():
        return {}
    with np.load(file, allow_pickle=False) as arrays:
        return dict(zip(map(str, arrays["keys"]), arrays["rows"], strict=True))
