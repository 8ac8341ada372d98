"""A tracker store that stores nothing: the state arrives with the turn and is returned with it.

When a tracker store fails, Rasa silently goes on with an empty conversation. The channel notices that by the turn
number: a turn that did not start from its envelope does not return with the next number.
"""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from wayfinder.rasa import envelope
from wayfinder.rasa.names import NUMBER_SLOT, WALK_SLOT


class EnvelopeTrackerStore(InMemoryTrackerStore):  # type: ignore[misc]
    """Reads and writes the current envelope; without one it is Rasa's memory store."""

    def __init__(self, domain: Any, host: str | None = None, event_broker: Any = None, **kwargs: Any) -> None:
        """Called by Rasa with the entry of endpoints.yml; there is nothing to configure."""
        del host
        super().__init__(domain, event_broker, **kwargs)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the current turn, or outside our channel the one in memory for `sender_id`."""
        carried = envelope.current()
        return await super().retrieve(sender_id) if carried is None else self._unpack(sender_id, carried)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Put the slots into the envelope, or the whole tracker into memory."""
        carried = envelope.current()
        if carried is None:
            await super().save(tracker)
            return
        carried.new_n = tracker.get_slot(NUMBER_SLOT)
        carried.new_state = tracker.get_slot(WALK_SLOT)

    def _unpack(self, sender_id: str, carried: envelope.Envelope) -> DialogueStateTracker:
        """The tracker, built from three events: Rasa rebuilds trackers from events, and starts a session if there are
        none."""
        tracker: DialogueStateTracker = self.init_tracker(sender_id)
        tracker.update(SlotSet(NUMBER_SLOT, carried.n))
        tracker.update(SlotSet(WALK_SLOT, carried.state))
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker
