"""How many states of a tree have changed, with examples."""

from __future__ import annotations

import msgspec

EXAMPLES = 10


class Difference(msgspec.Struct, frozen=True):
    """A changed state: how it ended before, and after. When both are equal, only its words differ."""

    facts: dict[str, str]
    before: str
    after: str


class Changes(msgspec.Struct, frozen=True):
    """The changes of a tree: of its `states`, how many end differently (`ends`), or alike with other words (`reads`).

    `more`: some states were not compared. `words_only`: only words have changed, so every state ends as before and none
    was compared.
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
        """The same changes, with this fact and value added to each example."""
        examples = [Difference({fact: value, **each.facts}, each.before, each.after) for each in self.examples]
        return Changes(self.states, self.ends, self.reads, examples, self.more)
