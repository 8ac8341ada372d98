"""Whose fact it is: the same fact may be known of the person and of a colleague at once."""

from __future__ import annotations

from typing import NamedTuple

from wayfinder.content.contract import CONVERSATION

COLLEAGUE = "@colleague"


class FactKey(NamedTuple):
    """A fact of data/facts.yml, and whether it is a colleague's. As text, `name` or `name@colleague`."""

    name: str
    of_colleague: bool = False

    @classmethod
    def parse(cls, text: str) -> FactKey:
        """The key that a text names. It need not exist."""
        name = text.removesuffix(COLLEAGUE)
        return cls(name, name != text)

    def __str__(self) -> str:
        return f"{self.name}{COLLEAGUE}" if self.of_colleague else self.name

    @property
    def is_of_conversation(self) -> bool:
        """Whether it belongs to the conversation itself: such a fact stays with the tree that asks for it."""
        return self.name.startswith(CONVERSATION)

    def of_same_person(self, name: str) -> FactKey:
        """Another fact of whoever this one is of."""
        return FactKey(name, self.of_colleague)
