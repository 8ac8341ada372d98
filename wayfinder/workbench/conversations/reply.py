"""The reply to one message of a scripted conversation, as far as expectations are judged by it."""

from __future__ import annotations

import msgspec

from wayfinder.content.model import Library
from wayfinder.engine.blocks import Block, Citation, Status
from wayfinder.faces.plain import lines

_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d\u00a0", "''\"\" ")


def collapsed(text: str) -> str:
    """For comparing exact words: single spaces, straight quotes, one spelling each of "email" and "cannot"."""
    words = " ".join(text.translate(_QUOTES).split())
    return words.replace("e-mail", "email").replace("E-mail", "Email").replace("can't", "cannot")


class Waiting(msgspec.Struct, frozen=True):
    """What a conversation waits for: the step (`tree/step`) and fact of the open question, and the topic at hand."""

    is_open: bool = False
    step: str | None = None
    fact: str | None = None
    topic: str | None = None


class Reply(msgspec.Struct, frozen=True):
    """What was said, the steps walked for it (`tree/step`), and what was open before and after.

    `looked_up` are the records that have been looked up in the conversation by now. `previous` are the words of the
    reply before.
    """

    blocks: list[Block]
    steps: list[str] = []
    looked_up: list[str] = []
    before: Waiting = Waiting()
    after: Waiting = Waiting()
    previous: str = ""

    @property
    def words(self) -> str:
        """Everything that can be read but the names of the sources, collapsed."""
        return collapsed(" ".join(lines(block for block in self.blocks if not isinstance(block, Citation))))

    @property
    def paragraphs(self) -> list[str]:
        """The same, each paragraph, item and option apart."""
        return lines(block for block in self.blocks if not isinstance(block, Citation))

    @property
    def trees(self) -> list[str]:
        """The trees of the steps that were walked, each once."""
        return list(dict.fromkeys(step.partition("/")[0] for step in self.steps))

    @property
    def endings(self) -> list[str]:
        """How topics ended in this reply."""
        return [block.outcome for block in self.blocks if isinstance(block, Status)]

    def sections(self, library: Library) -> set[str]:
        """The sections that blocks cite. Sections with the same heading in one document are cited together."""
        cited = {(block.title, block.section) for block in self.blocks if isinstance(block, Citation)}
        return {
            name
            for name, section in library.sections.items()
            if (library.documents[section.document].title, section.heading) in cited
        }
