from __future__ import annotations

import pytest

from tests.unit.understanding.examples import SMALL
from wayfinder.settings import ROOT
from wayfinder.understanding import hybrid
from wayfinder.understanding.encoder import Encoder, shared_encoder
from wayfinder.understanding.hybrid import Hybrid
from wayfinder.understanding.phrases import load_phrases


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
