"""Names that Rasa's process and the action server share. Nothing of Rasa is imported here."""

from __future__ import annotations

CHANNEL = "wayfinder"
ACTION = "action_walk"
WALK_SLOT = "walk"
NUMBER_SLOT = "n"
READINGS = "readings"
