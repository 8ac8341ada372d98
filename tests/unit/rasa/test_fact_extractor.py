"""The entity extractor in Rasa's terms: building, storing, loading, parsing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.rasa.components.fact_extractor import FactExtractor
from wayfinder.settings import ROOT

CONTEXT = ExecutionContext(GraphSchema({}))
RESOURCE = Resource("facts")
NOON = 1795262400.0  # 2026-11-21 12:00 UTC


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


def created(storage: LocalModelStorage) -> FactExtractor:
    extractor: FactExtractor = FactExtractor.create({}, storage, RESOURCE, CONTEXT)
    return extractor


def test_built_stored_and_loaded_it_sets_entities(storage: LocalModelStorage) -> None:
    assert created(storage).train(TrainingData()) == RESOURCE
    loaded = FactExtractor.load({}, storage, RESOURCE, CONTEXT)
    (message,) = loaded.process([Message({"text": "my email is Ann@Example.com"})])
    found = [(entity["entity"], entity["value"], entity["extractor"]) for entity in message.get("entities")]
    assert found == [(name, "ann@example.com", "FactExtractor") for name in ("email", "me.email")]


def test_times_are_counted_from_its_clock(storage: LocalModelStorage) -> None:
    created(storage).train(TrainingData())
    reader = FactExtractor.load({}, storage, RESOURCE, CONTEXT)._reader
    (message,) = FactExtractor(storage, RESOURCE, reader, lambda: NOON).process([Message({"text": "37 hours ago"})])
    assert [entity["value"] for entity in message.get("entities")] == ["2026-11-19 23:00+00:00"]


def test_entities_of_others_are_kept(storage: LocalModelStorage) -> None:
    extractor = created(storage)
    extractor.train(TrainingData())
    other = {"entity": "city", "value": "Berlin", "start": 0, "end": 6}
    (message,) = extractor.process([Message({"text": "Berlin", "entities": [other]})])
    assert message.get("entities") == [other]


def test_without_a_pipeline_it_says_so(storage: LocalModelStorage) -> None:
    with pytest.raises(RasaException, match="before its pipeline was built"):
        created(storage).process([Message({"text": "hello"})])


def test_the_action_server_imports_neither_spacy_nor_rasa() -> None:
    code = "import sys, wayfinder.rasa.action; print({'spacy', 'thinc', 'tensorflow', 'rasa'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
