"""The training phrases of data/nlu, read without Rasa: for tests and measurements."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml


class _Intent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    intent: str
    examples: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    nlu: list[_Intent]


def load_phrases(folder: Path) -> list[tuple[str, str]]:
    """(text, intent) pairs of every file in the folder, in the order of the files' names.

    Raises:
        msgspec.ValidationError: when a file holds anything but intents and their examples.
    """
    return [pair for path in sorted(folder.glob("*.yml")) for pair in _pairs(path)]


def load_messages(path: Path) -> list[tuple[str, str]]:
    """(text, intent) pairs of a file of messages by intent."""
    messages = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), dict[str, list[str]])
    return [(text, intent) for intent, texts in messages.items() for text in texts]


def _pairs(path: Path) -> list[tuple[str, str]]:
    content = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), _File)
    return [
        (line.removeprefix("- ").strip(), group.intent)
        for group in content.nlu
        for line in group.examples.splitlines()
        if line.strip()
    ]
