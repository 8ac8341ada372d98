"""The entity extractor as a component of Rasa's graph. Rasa checks every annotation here."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.rasa.components.component import Component
from wayfinder.understanding.entities import pipeline
from wayfinder.understanding.entities.extract import Entity, extract
from wayfinder.understanding.entities.pipeline import Reader
from wayfinder.understanding.normalise import normalised

Clock = Callable[[], float]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FactExtractor(Component, EntityExtractorMixin):  # type: ignore[misc]  # Rasa is untyped
    """Finds values in a message, and the facts that they tell: entities such as `email` and `me.email`."""

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        reader: Reader | None = None,
        clock: Clock = time.time,
    ) -> None:
        """`clock` gives Unix time in seconds: "two days ago" is counted from it."""
        super().__init__(model_storage, resource)
        self._reader = reader
        self._clock = clock

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed; their versions are part of the fingerprint."""
        return ["spacy", "rapidfuzz"]

    @classmethod
    def load(
        cls,
        config: dict[str, Any],  # noqa: ARG003 (Rasa's signature)
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 (Rasa's signature)
        **kwargs: Any,  # noqa: ARG003 (Rasa's signature)
    ) -> FactExtractor:
        """The component with the pipeline that `train` stored."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, pipeline.load(folder))

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002 (Rasa's signature)
        """Build the pipeline from the vocabulary, and store it in the model."""
        self._reader = pipeline.build()
        with self._model_storage.write_to(self._resource) as folder:
            self._reader.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `entities` of each message. The positions are those in the normalised text (normalise.py)."""
        for message in messages:
            found = self._extract(message.get(TEXT) or "")
            message.set(ENTITIES, [*message.get(ENTITIES, []), *self.add_extractor_name(found)], add_to_output=True)
        return messages

    def _extract(self, text: str) -> list[Entity]:
        if self._reader is None:
            raise RasaException("The entity extractor was used before its pipeline was built")
        return extract(self._reader, normalised(text), datetime.fromtimestamp(self._clock(), timezone.utc))
