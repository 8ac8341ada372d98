"""The policy: the one action after a message, then listening."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from wayfinder.rasa.policy import TurnPolicy

LISTEN = ActionExecuted("action_listen")
MESSAGE = UserUttered("hello", {"name": "greet"})
WALK = ActionExecuted("action_walk")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([LISTEN, MESSAGE], "action_walk"),
        ([LISTEN, UserUttered("", None)], "action_walk"),
        ([LISTEN, MESSAGE, WALK], "action_listen"),
        ([LISTEN, MESSAGE, WALK, LISTEN, MESSAGE], "action_walk"),
    ],
)
def test_the_next_action_after_each_event(events: list[Any], expected: str, domain: Domain) -> None:
    config = TurnPolicy.get_default_config()
    policy = TurnPolicy.create(config, None, Resource("turns"), ExecutionContext(None))
    tracker = DialogueStateTracker.from_events("c1", events, slots=domain.slots)
    prediction = policy.predict_action_probabilities(tracker, domain)
    assert domain.action_names_or_texts[prediction.max_confidence_index] == expected
    assert prediction.max_confidence == 1.0
