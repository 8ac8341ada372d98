from __future__ import annotations

import pytest

from tests.support.examples import SMALL
from wayfinder.settings import ROOT
from wayfinder.understanding.classifier import hybrid
from wayfinder.understanding.classifier.encoder import Encoder, shared_encoder
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.classifier.phrases import load_phrases


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return shared_encoder()


@pytest.fixture(scope="session")
def phrases() -> list[tuple[str, str]]:
    return load_phrases(ROOT / "data" / "nlu")


@pytest.fixture(scope="session")
def trained(phrases: list[tuple[str, str]], encoder: Encoder) -> Hybrid:
    return hybrid.train(phrases, encoder)


@pytest.fixture(scope="session")
def small(encoder: Encoder) -> Hybrid:
    return hybrid.train(SMALL, encoder)
