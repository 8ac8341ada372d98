"""Plays a conversation of a topic, and keeps what happened in it."""

from __future__ import annotations

from tests.scenarios.talk import Talk
from tests.scenarios.topics.scripts import Script, Turn
from wayfinder.content.model import Library
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.walk_json import loads


class Played:
    """What the person was asked, what was requested of the back office and how that went, and how topics ended."""

    def __init__(self, talk: Talk, library: Library, script: Script) -> None:
        self._talk = talk
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
        """How each look-up went."""
        return [outcome for request, outcome in self.requests if request.startswith("look up")]

    @property
    def open(self) -> str | None:
        """The fact that is asked for now."""
        return open_question_of(self._library, loads(self._talk.state or "")).fact

    def _play(self, turn: Turn) -> None:
        self.seen = self._talk.says(turn.says) if turn.says is not None else self._talk.chooses(turn.chooses or "")
        self.steps += self._talk.trace.steps
        self.requests += [(each.request, each.outcome) for each in self._talk.trace.requests]
        self.outcomes += [self._talk.outcome] if self._talk.outcome is not None else []
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
