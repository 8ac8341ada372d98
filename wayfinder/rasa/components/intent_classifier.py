"""The intent classifier as a component of Rasa's graph. Rasa checks every annotation here."""

from __future__ import annotations

from typing import Any

import msgspec
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.rasa.components.component import Component
from wayfinder.rasa.names import READINGS
from wayfinder.understanding.classifier import hybrid
from wayfinder.understanding.classifier.encoder import EncoderError, shared_encoder
from wayfinder.understanding.classifier.hybrid import Hybrid, TrainingError
from wayfinder.understanding.classifier.readings import read


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridIntentClassifier(Component, IntentClassifier):  # type: ignore[misc]  # Rasa is untyped
    """Ranks intents by sentence vectors and letters. understanding/interpret decides what the ranking means."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: Hybrid | None = None) -> None:
        super().__init__(model_storage, resource)
        self._model = model

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed; their versions are part of the fingerprint."""
        return ["onnxruntime", "tokenizers", "sklearn", "rapidfuzz"]

    @classmethod
    def load(
        cls,
        config: dict[str, Any],  # noqa: ARG003 (Rasa's signature)
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 (Rasa's signature)
        **kwargs: Any,  # noqa: ARG003 (Rasa's signature)
    ) -> HybridIntentClassifier:
        """The trained component. Raises RasaException when the encoder is not the pinned one."""
        try:
            with model_storage.read_from(resource) as folder:
                return cls(model_storage, resource, hybrid.load(folder, shared_encoder()))
        except EncoderError as error:
            raise RasaException(str(error)) from error

    def train(self, training_data: TrainingData) -> Resource:
        """Learn and store. Raises RasaException when the examples cannot be learnt from."""
        examples = [(str(example.get(TEXT)), str(example.get(INTENT))) for example in training_data.intent_examples]
        try:
            self._model = hybrid.train(examples, shared_encoder())
        except (TrainingError, EncoderError) as error:
            raise RasaException(f"The intent classifier could not be trained. {error}") from error
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent`, `intent_ranking` and `readings` of each message."""
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        if self._model is None:
            raise RasaException("The intent classifier was used before it was trained")
        readings = read(self._model, message.get(TEXT) or "")
        ranking = [{"name": intent, "confidence": confidence} for intent, confidence in readings[0].ranking]
        best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
        message.set(INTENT, best, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(READINGS, msgspec.to_builtins(readings), add_to_output=True)
