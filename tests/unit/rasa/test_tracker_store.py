"""The tracker store: it reads and writes the envelope, and uses memory without one."""

from __future__ import annotations

import asyncio

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from wayfinder.rasa.envelope import Envelope, carrying, current
from wayfinder.rasa.tracker_store import EnvelopeTrackerStore


@pytest.fixture
def store(domain: Domain) -> EnvelopeTrackerStore:
    return EnvelopeTrackerStore(domain)


def _retrieved(store: EnvelopeTrackerStore, sender: str = "once") -> DialogueStateTracker:
    tracker = asyncio.run(store.retrieve(sender))
    assert tracker is not None
    return tracker


def test_a_turn_starts_from_its_envelope_and_ends_in_it(store: EnvelopeTrackerStore) -> None:
    with carrying(Envelope(4, '{"question":2}')) as envelope:
        tracker = _retrieved(store)
        assert tracker.current_slot_values()["walk"] == '{"question":2}'
        assert tracker.current_slot_values()["n"] == 4
        assert tracker.latest_action_name == "action_listen"
        tracker.update(SlotSet("walk", '{"question":3}'))
        tracker.update(SlotSet("n", 5))
        asyncio.run(store.save(tracker))
    assert (envelope.new_n, envelope.new_state) == (5, '{"question":3}')
    assert not store.store, "nothing may stay behind"


def test_a_tracker_from_an_envelope_survives_being_copied_by_rasa(store: EnvelopeTrackerStore) -> None:
    with carrying(Envelope(4, '{"question":2}')):
        copied = _retrieved(store).copy()
    assert copied.get_slot("walk") == '{"question":2}'
    assert copied.get_slot("n") == 4


def test_it_starts_no_session_which_would_forget_the_slots(store: EnvelopeTrackerStore) -> None:
    with carrying(Envelope(0, None)):
        assert _retrieved(store).applied_events()


def test_without_an_envelope_it_is_memory(store: EnvelopeTrackerStore) -> None:
    tracker = asyncio.run(store.get_or_create_tracker("shell"))
    tracker.update(UserUttered("hello"))
    asyncio.run(store.save(tracker))
    assert _retrieved(store, "shell").latest_message.text == "hello"


def test_turns_at_once_have_envelopes_of_their_own(store: EnvelopeTrackerStore) -> None:
    async def turn(number: int) -> int:
        with carrying(Envelope(number, f'{{"question":{number}}}')):
            await asyncio.sleep(0.001 * (number % 3))
            tracker = await store.retrieve("once")
            return int(tracker.get_slot("n") if tracker else -1)

    async def all_of_them() -> list[int]:
        return list(await asyncio.gather(*map(turn, range(20))))

    assert asyncio.run(all_of_them()) == list(range(20))
    assert current() is None


def test_when_rasa_hides_a_failure_the_turn_number_shows_it(domain: Domain) -> None:
    """Rasa answers a failing store with an empty conversation: its next number is then not ours plus one."""

    class Broken(EnvelopeTrackerStore):
        async def retrieve(self, sender_id: str) -> None:
            raise OSError(sender_id)

    with carrying(Envelope(4, '{"question":2}')) as envelope:
        tracker = asyncio.run(FailSafeTrackerStore(Broken(domain)).get_or_create_tracker("once"))
        asyncio.run(Broken(domain).save(tracker))
    assert envelope.new_n is None
