"""The key of a fact: its name, and whether it is about the person or about a colleague, who may both be known."""

from __future__ import annotations

from typing import NamedTuple

from wayfinder.content.contract import CONVERSATION

COLLEAGUE = "@colleague"


class FactKey(NamedTuple):
    """A fact of data/facts.yml, and whether it is about a colleague. As text, `name` or `name@colleague`."""

    name: str
    of_colleague: bool = False

    @classmethod
    def parse(cls, text: str) -> FactKey:
        """The key that a text names. The fact need not exist."""
        name = text.removesuffix(COLLEAGUE)
        return cls(name, name != text)

    def __str__(self) -> str:
        return f"{self.name}{COLLEAGUE}" if self.of_colleague else self.name

    @property
    def is_of_conversation(self) -> bool:
        """Whether it is a detail of the conversation, which is kept with the tree that uses it."""
        return self.name.startswith(CONVERSATION)

    def of_same_person(self, name: str) -> FactKey:
        """The key of another fact about the same person."""
        return FactKey(name, self.of_colleague)
