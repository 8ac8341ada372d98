"""A conversation in a scenario: the person says and chooses things, and sees blocks as text."""

from __future__ import annotations

from wayfinder.content.model import Library
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block, Choices, Citation, Form, Status, Steps, Text
from wayfinder.engine.question import OpenQuestion
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import loads
from wayfinder.faces.plain import words
from wayfinder.turns.client import TurnClient
from wayfinder.turns.reply import Trace, TurnReply


class Conversation:
    """One conversation. Every method makes one turn, checks that it did not fail, and returns what is seen."""

    def __init__(self, client: TurnClient, conversation_id: str, library: Library) -> None:
        self._client = client
        self._library = library
        self.id = conversation_id
        self.n = 0
        self.state: str | None = None
        self.blocks: list[Block] = []
        self.trace = Trace()

    def goes_on_with(self, client: TurnClient) -> None:
        """From now on another Rasa takes the turns."""
        self._client = client

    def begins(self) -> str:
        """Opens the conversation."""
        return self._seen(self._client.begin(self.id))

    def says(self, text: str) -> str:
        """Types a message."""
        return self._seen(self._client.say(self.id, self.n, self.state, text))

    def chooses(self, label: str) -> str:
        """Clicks the choice with this label, which must be open."""
        return self.clicks(self.choices[label])

    def clicks(self, choice: str) -> str:
        """Clicks a choice by its id, an old one for example."""
        return self._seen(self._client.click(self.id, self.n, self.state, choice))

    def picks(self, value: str) -> str:
        """Clicks the open option with this value, whatever its label is."""
        return self.clicks(next(option.id for option in self.open.options if option.value == value))

    @property
    def walk(self) -> Walk:
        """The conversation as the engine keeps it."""
        return loads(self.state or "")

    @property
    def open(self) -> OpenQuestion:
        """What is asked now."""
        return open_question_of(self._library, self.walk)

    @property
    def question(self) -> str:
        """The words of the question in the last reply, right above its choices."""
        at = next(at for at, block in enumerate(self.blocks) if isinstance(block, Choices))
        return _text(self.blocks[at - 1])

    @property
    def here(self) -> str | None:
        """The step that waits, as `tree/step`; None when nothing is open."""
        stack = self.walk.stack
        return f"{stack[-1].tree}/{stack[-1].step}" if stack else None

    @property
    def at_a_remedy(self) -> bool:
        """Whether it is asked if something helped."""
        return "solved" in [option.value for option in self.open.options]

    @property
    def known(self) -> dict[str, str]:
        """The facts that are known, without the results of remedies."""
        return {str(fact.key): fact.value for fact in self.walk.facts if "/" not in str(fact.key)}

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
        return words(block.spans)
    if isinstance(block, Steps):
        return "\n".join(words(item) for item in block.items)
    if isinstance(block, Choices):
        return "\n".join(f"[{option.label}]" for option in block.options)
    if isinstance(block, Citation):
        return f"{block.title}, {block.section}"
    if isinstance(block, Form):
        return f"<{block.kind}>"
    return f"({block.outcome})"
