"""Plays a conversation of a topic, and records what happened in it."""

from __future__ import annotations

from tests.scenarios.conversation import Conversation
from tests.scenarios.topics.scripts import Script, Turn
from wayfinder.content.model import Library
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.walk_json import loads


class Played:
    """What the person was asked, the requests to the back office with their outcome, and how topics ended."""

    def __init__(self, conversation: Conversation, library: Library, script: Script) -> None:
        self._conversation = conversation
        self._library = library
        self.seen = ""
        self.steps: list[str] = []
        self.asks: list[str] = []
        self.requests: list[tuple[str, str]] = []
        self.outcomes: list[str] = []
        for turn in script.talk:
            self._play(turn)

    @property
    def look_ups(self) -> list[str]:
        """The outcome of each look-up."""
        return [outcome for request, outcome in self.requests if request.startswith("look up")]

    @property
    def open(self) -> str | None:
        """The fact that is asked for now."""
        return open_question_of(self._library, loads(self._conversation.state or "")).fact

    def _play(self, turn: Turn) -> None:
        self.seen = (
            self._conversation.says(turn.says)
            if turn.says is not None
            else self._conversation.chooses(turn.chooses or "")
        )
        self.steps += self._conversation.trace.steps
        self.requests += [(each.request, each.outcome) for each in self._conversation.trace.requests]
        self.outcomes += [self._conversation.outcome] if self._conversation.outcome is not None else []
        self._note_question()
        _check(turn, self.seen)

    def _note_question(self) -> None:
        asked = self.open
        if asked is not None and not asked.startswith("conversation.") and self.asks[-1:] != [asked]:
            self.asks.append(asked)


def _check(turn: Turn, seen: str) -> None:
    rest = seen
    for words in turn.fragments:
        _, found, rest = rest.partition(words)
        assert found, f"after {turn.says or turn.chooses!r}, expected {words!r} in:\n{seen}"
