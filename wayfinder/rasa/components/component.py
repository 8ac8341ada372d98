"""What our components of Rasa's graph have in common. Rasa reads every annotation here."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.rasa.code_behind import files_behind, hashed


class Component(GraphComponent):  # type: ignore[misc]  # Rasa is untyped
    """A component for English without options, which keeps what it learns at `resource` in the model."""

    def __init__(self, model_storage: ModelStorage, resource: Resource) -> None:
        self._model_storage = model_storage
        self._resource = resource

    @staticmethod
    def supported_languages() -> list[str]:
        """English only, as encoder and vocabulary are."""
        return ["en"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:  # noqa: ARG003 (Rasa's signature)
        """Rasa looks at this class only; without the code behind it, its cache would restore outdated models."""
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
        """Nothing after this component reads its answers on the examples."""
        return training_data
