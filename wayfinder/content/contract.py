"""The names that the engine and the content share: what the engine begins, asks and acts on by itself.

Content that lacks one of them cannot be walked: `lint` says so. Everything else in the content is the author's to name.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

UNKNOWN = "unknown"  # a value of every fact: nobody knows
OTHER = "other"  # a branch for all values that have none of their own
CONVERSATION = "conversation."  # how the names of the facts begin that belong to the conversation, not to a problem


class Name(str, Enum):
    """A name that stands in YAML. It is written as its text everywhere, as `enum.StrEnum` of Python 3.11 is."""

    def __str__(self) -> str:
        return str(self.value)


class Repair(Name):
    """The trees of data/trees/conversation that the engine itself begins."""

    ALREADY = "already"
    CHANGED = "changed"
    CLOSED_QUESTION = "closed_question"
    CLOSING = "closing"
    CORRECTED = "corrected"
    DID_YOU_MEAN = "did_you_mean"
    FAILURE = "failure"
    GO_BACK = "go_back"
    GOODBYE = "goodbye"
    GREET = "greet"
    HAND_OVER = "hand_over"
    INVALID = "invalid"
    NEEDED = "needed"
    NO_HAND_OVER = "no_hand_over"
    NOT_FILED = "not_filed"
    NOT_SOLVED = "not_solved"
    NOT_UNDERSTOOD = "not_understood"
    NOTHING_TO_UNDO = "nothing_to_undo"
    PLANNED = "planned"
    RESTARTED = "restarted"
    RESUME = "resume"
    WHY = "why"


class ConversationFact(Name):
    """The facts of the conversation: the engine fills them in, and the trees of `Repair` read and answer them."""

    AGAIN = f"{CONVERSATION}again"
    CANDIDATES = f"{CONVERSATION}candidates"
    ENDING = f"{CONVERSATION}ending"
    FACT = f"{CONVERSATION}fact"
    FILING = f"{CONVERSATION}filing"
    FORGETS = f"{CONVERSATION}forgets"
    FORGETTING = f"{CONVERSATION}forgetting"
    GO_BACK = f"{CONVERSATION}go_back"
    HINT = f"{CONVERSATION}hint"
    MEANT = f"{CONVERSATION}meant"
    MISSES = f"{CONVERSATION}misses"
    REASON = f"{CONVERSATION}reason"
    REFERENCE = f"{CONVERSATION}reference"
    TO = f"{CONVERSATION}to"
    TOPIC = f"{CONVERSATION}topic"
    VALUE = f"{CONVERSATION}value"
    WHY = f"{CONVERSATION}why"


class Asked(Name):
    """The facts that the engine itself asks with: did a remedy help, what to do with a case, which field to change."""

    RESULT = "try.result"
    REVIEW = "case.review"
    CHANGE = "case.change"


class Result(Name):
    """What can come of a remedy, beside the exits of its own step."""

    SOLVED = "solved"
    OTHERWISE = "otherwise"


class Filing(Name):
    """What can be done with a case that is read back."""

    FILE = "file"
    CHANGE = "change"
    LEAVE = "leave"


# The facts that the engine acts on, and the values by which it does.
ACTED_ON: Mapping[str, tuple[str, ...]] = {
    Asked.RESULT: tuple(Result),
    Asked.REVIEW: tuple(Filing),
    Asked.CHANGE: (),
    ConversationFact.AGAIN: ("no",),
    ConversationFact.ENDING: ("answered", "case", "human", "solved", "stopped"),
    ConversationFact.FORGETTING: ("nothing", "something"),
    ConversationFact.GO_BACK: ("yes",),
    ConversationFact.MEANT: (),
    ConversationFact.MISSES: ("first", "second", "third"),
}
