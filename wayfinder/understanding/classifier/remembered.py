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
_STEP = 200


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
            self._encode(list(new), list(new.values()))
        return np.stack([self._known[key] for key in keys]) if keys else self._encoder.encode([])

    def _encode(self, keys: Sequence[str], texts: Sequence[str]) -> None:
        """On all cores: each text by itself, so that its vector is the same as ever."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for at, (key, vectors) in enumerate(zip(keys, pool.map(self._encoder.encode, zip(texts)), strict=True)):
                if self._progress is not None and at % _STEP == 0:
                    self._progress(at, len(keys))
                self._known[key] = vectors[0]

    def save(self) -> None:
        """Write all vectors that are known to the file."""
        keys = sorted(self._known)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".draft.npz")
        np.savez(draft, keys=np.array(keys, "U40"), rows=np.stack([self._known[key] for key in keys]))
        draft.replace(self._file)


def _key(text: str) -> str:
    return hashlib.sha256(f"{WEIGHTS_SHA256}\n{text}".encode()).hexdigest()[:40]


def _read(file: Path) -> dict[str, Vectors]:
    if not file.is_file():
        return {}
    with np.load(file, allow_pickle=False) as arrays:
        return dict(zip(map(str, arrays["keys"]), arrays["rows"], strict=True))
