"""The message that the action receives: Rasa's tracker, read once and typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from rasa_sdk import Tracker

from wayfinder.rasa.names import CHANNEL, NUMBER_SLOT, READINGS, WALK_SLOT
from wayfinder.references import new_reference
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.reading import Reading

# Prefix for conversation ids of other channels, so that no grant can be held under them.
OTHER_CHANNEL = "other-channel"


@dataclass(frozen=True)
class Received:
    """One message or click, with the state that came with it.

    `ours`: it came through our channel, so `conversation`, `click` and `begin` come from our own client. In any other
    channel (`rasa shell`) anybody could set them, so they are not read.
    """

    n: int
    state: str | None
    parse: Parse
    reference: str
    conversation: str
    ours: bool
    click: str | None
    begin: bool


def read_turn(tracker: Tracker) -> Received:
    """Read the latest message of `tracker`.

    Raises:
        ValueError: when the slots are not those of the turn that the channel sent.
    """
    ours = tracker.get_latest_input_channel() == CHANNEL
    sent: dict[str, Any] = tracker.latest_message["metadata"] if ours else {}
    n = tracker.get_slot(NUMBER_SLOT) or 0
    if ours and n != sent["n"]:
        raise ValueError("the turn does not come from its envelope")
    return Received(
        n=n,
        state=tracker.get_slot(WALK_SLOT),
        parse=_parse(tracker.latest_message),
        reference=sent.get("reference") or new_reference("WF"),
        conversation=sent.get("conversation") or f"{OTHER_CHANNEL}:{tracker.sender_id}",
        ours=ours,
        click=sent.get("click"),
        begin=bool(sent.get("begin")),
    )


def _parse(message: dict[str, Any]) -> Parse:
    """Rasa's parse of the message. If two entities have the same name, the first counts."""
    return Parse(
        text=message.get("text") or "",
        ranking=[(intent["name"], intent["confidence"]) for intent in message.get("intent_ranking", [])],
        entities={entity["entity"]: str(entity["value"]) for entity in reversed(message.get("entities", []))},
        readings=msgspec.convert(message.get(READINGS, []), list[Reading]),
    )
