"""The verdict on each expectation of a scripted conversation."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from wayfinder.content.model import Library
from wayfinder.workbench.conversations.cause import Cause, cause
from wayfinder.workbench.conversations.files import Expected, Message, Script
from wayfinder.workbench.conversations.judge import holds
from wayfinder.workbench.conversations.player import ENDING, Exchange, PlayedMessage

# Judged by the reply to the message itself, even where they must not hold; the others also by what follows it.
_OF_FIRST_REPLY = ("repeats", "asks", "miss", "same_question", "other_question")


class Verdict(msgspec.Struct, frozen=True):
    """Whether one expectation is met; `never`: it must not hold. `cause` says why it is not met."""

    expected: Expected
    never: bool
    cause: Cause | None

    @property
    def is_met(self) -> bool:
        """Whether the expectation is met."""
        return self.cause is None


class Checked(msgspec.Struct, frozen=True):
    """A conversation with the verdicts on each of its messages."""

    script: Script
    messages: list[PlayedMessage]
    verdicts: list[list[Verdict]]

    @property
    def all_verdicts(self) -> list[Verdict]:
        """The verdicts of all messages."""
        return [verdict for verdicts in self.verdicts for verdict in verdicts]


def check(script: Script, messages: list[PlayedMessage], library: Library) -> Checked:
    """Judge the replies of a played conversation."""
    verdicts: list[list[Verdict]] = []
    sections: list[str] = []
    for played in messages:
        sections = _named_sections(played.message) or sections
        verdicts.append(list(_verdicts(played, sections, library)))
    return Checked(script, messages, verdicts)


def _named_sections(message: Message) -> list[str]:
    return [value for each in message.expect if each.what == "section" for value in each.values]


def _verdicts(played: PlayedMessage, sections: list[str], library: Library) -> Iterator[Verdict]:
    for never, entries in ((False, played.message.expect), (True, played.message.never)):
        for expected in entries:
            yield Verdict(expected, never, _cause(expected, never, played, sections, library))


def _cause(
    expected: Expected, never: bool, played: PlayedMessage, sections: list[str], library: Library
) -> Cause | None:
    """None when the expectation is met."""
    first = played.exchanges[0]
    holding = [each for each in _judged(expected, never, played) if holds(expected, each.reply, library)]
    if bool(holding) != never:
        return None
    return cause(expected, never, holding[0] if never else first, sections, library)


def _judged(expected: Expected, never: bool, played: PlayedMessage) -> list[Exchange]:
    """An ending may come, and what is forbidden must not come, also after the prepared answers."""
    goes_on = expected.what == ENDING or (never and expected.what not in _OF_FIRST_REPLY)
    return played.exchanges if goes_on else played.exchanges[:1]
