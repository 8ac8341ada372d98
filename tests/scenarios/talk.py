"""A person in a scenario: says and chooses things, and sees blocks as text."""

from __future__ import annotations

from wayfinder.engine.blocks import Block, Choices, Citation, Form, Status, Steps, Text, plain
from wayfinder.turns.client import TurnClient
from wayfinder.turns.reply import Trace, TurnReply


class Talk:
    """One conversation. Every method makes one turn, checks that it did not fail, and returns what is seen."""

    def __init__(self, client: TurnClient, conversation: str) -> None:
        self._client = client
        self.conversation = conversation
        self.n = 0
        self.state: str | None = None
        self.blocks: list[Block] = []
        self.trace = Trace()

    def goes_on_with(self, client: TurnClient) -> None:
        """From here on another Rasa takes the turns."""
        self._client = client

    def begins(self) -> str:
        """Opens the conversation."""
        return self._seen(self._client.begin(self.conversation))

    def says(self, text: str) -> str:
        """Types a message."""
        return self._seen(self._client.say(self.conversation, self.n, self.state, text))

    def chooses(self, label: str) -> str:
        """Clicks the choice with this label, which must be open."""
        return self.clicks(self.choices[label])

    def clicks(self, choice: str) -> str:
        """Clicks a choice by its id, an old one for example."""
        return self._seen(self._client.click(self.conversation, self.n, self.state, choice))

    @property
    def choices(self) -> dict[str, str]:
        """Ids of the choices that the last reply offers, by label."""
        offered = [block for block in self.blocks if isinstance(block, Choices)]
        return {option.label: option.id for block in offered for option in block.options}

    @property
    def outcome(self) -> str | None:
        """How the topic ended in the last reply, if it did."""
        endings = [block.outcome for block in self.blocks if isinstance(block, Status)]
        return endings[-1] if endings else None

    def _seen(self, reply: TurnReply) -> str:
        assert reply.error is None, reply.error
        assert reply.n == self.n + 1
        self.n, self.state, self.blocks, self.trace = reply.n, reply.state, reply.blocks, reply.trace
        return "\n".join(map(_text, reply.blocks))


def _text(block: Block) -> str:
    if isinstance(block, Text):
        return plain(block.spans)
    if isinstance(block, Steps):
        return "\n".join(plain(item) for item in block.items)
    if isinstance(block, Choices):
        return "\n".join(f"[{option.label}]" for option in block.options)
    if isinstance(block, Citation):
        return f"{block.title}, {block.section}"
    if isinstance(block, Form):
        return f"<{block.kind}>"
    return f"({block.outcome})"
