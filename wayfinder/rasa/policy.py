"""The only policy: the one action answers every message, and then the bot listens."""

from __future__ import annotations

from typing import Any

from rasa.core.constants import DEFAULT_POLICY_PRIORITY, POLICY_MAX_HISTORY, POLICY_PRIORITY
from rasa.core.policies.policy import Policy, PolicyPrediction, confidence_scores_for
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from wayfinder.rasa.names import ACTION


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class TurnPolicy(Policy):  # type: ignore[misc]
    """Predicts `action_walk` after a message and `action_listen` after that. It learns nothing.

    Rasa reads the annotations of these methods and refuses the policy when one is missing.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa requires a priority; a history of one keeps the unused featurizer small."""
        return {POLICY_PRIORITY: DEFAULT_POLICY_PRIORITY, POLICY_MAX_HISTORY: 1}

    def train(self, domain: Domain) -> Resource:
        """Nothing to learn. Not asking for training trackers keeps Rasa from generating them."""
        del domain
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Probability 1 for the one action."""
        del rule_only_data, kwargs
        listening = tracker.latest_action_name == ACTION_LISTEN_NAME
        action = ACTION if listening else ACTION_LISTEN_NAME
        return self._prediction(confidence_scores_for(action, 1.0, domain))
