"""The common part of our components in Rasa's graph. Rasa reads every annotation here."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.rasa.code_behind import files_behind, hashed


class Component(GraphComponent):  # type: ignore[misc]  # Rasa is untyped
    """A component for English without options, which stores what it learns at `resource` in the model."""

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        self._model_storage = model_storage
        self._resource = resource

    @staticmethod
    def supported_languages() -> list[str]:
        """English only, like the encoder and the vocabulary."""
        return ["en"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:  # noqa: ARG003 (Rasa's signature)
        """A hash of the code behind this class. Rasa looks only at the class, and its cache would restore old
        models."""
        return hashed(files_behind([cls.__module__]))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 (Rasa's signature)
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 (Rasa's signature)
    ) -> GraphComponent:
        """A component that has not been trained."""
        return cls(model_storage, resource)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Do nothing: no later component needs the results for the training examples."""
        return training_data
