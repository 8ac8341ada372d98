"""What became of the states of a tree, counted, with examples."""

from __future__ import annotations

import msgspec

EXAMPLES = 10


class Difference(msgspec.Struct, frozen=True):
    """A state that is not what it was: how it ended, and ends now. The same twice: it reads differently."""

    facts: dict[str, str]
    before: str
    after: str


class Changes(msgspec.Struct, frozen=True):
    """What became of a tree: of so many `states`, these end differently, those end alike and read differently.

    `more`: there are states that were not compared. `words_only`: only words have changed, so none ends differently and
    none was looked at.
    """

    states: int = 0
    ends: int = 0
    reads: int = 0
    examples: list[Difference] = []
    more: bool = False
    words_only: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.states + other.states,
            self.ends + other.ends,
            self.reads + other.reads,
            [*self.examples, *other.examples][:EXAMPLES],
            self.more or other.more,
        )

    def given(self, fact: str, value: str) -> Changes:
        """The same, where this fact has this value."""
        examples = [Difference({fact: value, **each.facts}, each.before, each.after) for each in self.examples]
        return Changes(self.states, self.ends, self.reads, examples, self.more)
