"""Writes the two files of the Rasa project that list every intent and entity: domain.yml and data/stories.yml.

`python -m wayfinder.rasa.project` after adding an intent to data/nlu. A test fails until it was run.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from wayfinder.settings import ROOT
from wayfinder.understanding.entities import facts

_NOTE = "# Written by `python -m wayfinder.rasa.project` from the intents of data/nlu. Do not edit.\n"

_DOMAIN = """
version: "3.1"

# One action does everything: it walks the decision trees.
actions:
  - action_walk

# The state of the conversation (JSON) and the number of the turn. They travel with each turn: docs/turns.md.
slots:
  walk:
    type: any
    influence_conversation: false
    mappings:
      - type: custom
  n:
    type: any
    influence_conversation: false
    mappings:
      - type: custom

# Sessions do not expire here: what may be remembered, and for how long, is decided where conversations are stored.
session_config:
  session_expiration_time: 0
  carry_over_slots_to_new_session: true

intents:
"""

_STORIES = """
version: "3.1"

# Rasa trains no policy without a story. Ours learns nothing from it: wayfinder/rasa/policy.py.
stories:
  - story: whatever the person says, the one action answers
    steps:
      - or:
"""


def intents(root: Path = ROOT) -> list[str]:
    """The names of all intents in data/nlu, sorted."""
    names: set[str] = set()
    for path in (root / "data" / "nlu").rglob("*.yml"):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 (texts only)
        names.update(str(entry["intent"]) for entry in content.get("nlu", []) if "intent" in entry)
    return sorted(names)


def domain(names: list[str]) -> str:
    """The text of domain.yml."""
    return _NOTE + _DOMAIN + _listed(names) + "\nentities:\n" + _listed(facts.names())


def _listed(names: list[str]) -> str:
    return "".join(f"  - {name}\n" for name in names)


def stories(names: list[str]) -> str:
    """The text of data/stories.yml."""
    cases = "".join(f"          - intent: {name}\n" for name in names)
    return _NOTE + _STORIES + cases + "      - action: action_walk\n"


def write(root: Path = ROOT) -> None:
    """Write both files."""
    names = intents(root)
    (root / "domain.yml").write_text(domain(names), encoding="utf-8")
    (root / "data" / "stories.yml").write_text(stories(names), encoding="utf-8")


if __name__ == "__main__":
    write()
