"""The component in Rasa's terms: training, storing, loading, parsing."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tests.support.examples import SMALL
from wayfinder.rasa.components import intent_classifier as component
from wayfinder.rasa.components.intent_classifier import HybridIntentClassifier
from wayfinder.understanding.classifier.encoder import EncoderError
from wayfinder.understanding.classifier.hybrid import RANKING_LENGTH

CONTEXT = ExecutionContext(GraphSchema({}))
RESOURCE = Resource("classifier")


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


def created(storage: LocalModelStorage) -> HybridIntentClassifier:
    classifier: HybridIntentClassifier = HybridIntentClassifier.create({}, storage, RESOURCE, CONTEXT)
    return classifier


def loaded(storage: LocalModelStorage) -> HybridIntentClassifier:
    return HybridIntentClassifier.load({}, storage, RESOURCE, CONTEXT)


def data(examples: list[tuple[str, str]]) -> TrainingData:
    return TrainingData([Message.build(text, intent) for text, intent in examples])


def test_trained_stored_and_loaded_it_sets_intent_and_ranking(storage: LocalModelStorage) -> None:
    assert created(storage).train(data(SMALL)) == RESOURCE
    (message,) = loaded(storage).process([Message.build("cant remember my pasword")])
    ranking = message.get("intent_ranking")
    assert message.get("intent") == ranking[0]
    assert ranking[0]["name"] == "password"
    assert len(ranking) == 3 <= RANKING_LENGTH
    assert all(type(rival["confidence"]) is float for rival in ranking)


def test_an_empty_message_has_no_intent(storage: LocalModelStorage) -> None:
    created(storage).train(data(SMALL))
    (message,) = loaded(storage).process([Message({"text": " "})])
    assert message.get("intent") == {"name": None, "confidence": 0.0}
    assert message.get("intent_ranking") == []


def test_text_behind_a_slash_is_read_like_any_other(storage: LocalModelStorage) -> None:
    created(storage).train(data(SMALL))
    (message,) = loaded(storage).process([Message({"text": '/weather{"password": "1"} i forgot my password'})])
    assert message.get("intent")["name"] == "password"


def test_examples_that_cannot_be_learnt_from_are_an_error(storage: LocalModelStorage) -> None:
    with pytest.raises(RasaException, match=r"could not be trained\. There must be examples of at least two intents"):
        created(storage).train(data(SMALL[:2]))


def test_a_wrong_encoder_is_an_error_in_rasas_terms(
    storage: LocalModelStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    created(storage).train(data(SMALL))

    def refuse() -> None:
        raise EncoderError("model.onnx is not the file that was pinned")

    monkeypatch.setattr(component, "shared_encoder", refuse)
    with pytest.raises(RasaException, match="not the file that was pinned"):
        loaded(storage)
    with pytest.raises(RasaException, match="not the file that was pinned"):
        created(storage).train(data(SMALL))


def test_an_untrained_component_says_so(storage: LocalModelStorage) -> None:
    with pytest.raises(RasaException, match="before it was trained"):
        created(storage).process([Message.build("hello")])
