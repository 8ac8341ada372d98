"""The names that the engine and the content share: trees, facts and values that the engine uses by itself.

Content that lacks one of them cannot be walked, and `lint` reports it. All other names are up to the authors.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Literal, get_args

UNKNOWN = "unknown"  # a value of every fact: it is not known
OTHER = "other"  # a branch for all values that have none of their own
CONVERSATION = "conversation."  # the prefix of facts about the conversation itself
ADDRESS = "me.email"  # where the person can be answered when the conversation cannot
CONVERSATION_AREA = "conversation"  # the area of the trees about the conversation itself

# "Look it up for me": the fact that has its words, and its only value.
PROOF_WISH = "proof.wish"
LOOK_IT_UP = "look_up"

# What a side question asks about a topic.
Aspect = Literal[
    "what", "how", "how_long", "who", "where", "which", "cause", "cost", "what_next", "what_if_not", "can_i"
]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)


class Name(str, Enum):
    """A name used in YAML. Formatting it gives its text, as with `enum.StrEnum` of Python 3.11."""

    def __str__(self) -> str:
        return str(self.value)


class Repair(Name):
    """The trees of data/trees/conversation that the engine begins by itself."""

    ALREADY = "already"
    ALSO_SOLVED = "also_solved"
    CASE_LEFT = "case_left"
    CHANGED = "changed"
    CLOSED_QUESTION = "closed_question"
    CLOSING = "closing"
    CORRECTED = "corrected"
    DID_YOU_MEAN = "did_you_mean"
    FAILURE = "failure"
    GO_BACK = "go_back"
    GOODBYE = "goodbye"
    GO_ON_LATER = "go_on_later"
    GREET = "greet"
    HAND_OVER = "hand_over"
    INVALID = "invalid"
    IS_IT_SOLVED = "is_it_solved"
    NEEDED = "needed"
    NO_ANSWER = "no_answer"
    NO_HAND_OVER = "no_hand_over"
    NO_WAY_BACK = "no_way_back"
    NOT_ACCEPTED = "not_accepted"
    NOT_FILED = "not_filed"
    NOT_SOLVED = "not_solved"
    NOT_SOLVED_YET = "not_solved_yet"
    NOT_UNDERSTOOD = "not_understood"
    NOTED = "noted"
    NOTHING_ASIDE = "nothing_aside"
    NOTHING_TO_UNDO = "nothing_to_undo"
    ONE_BY_ONE = "one_by_one"
    PLANNED = "planned"
    PROOF_RESULT = "proof_result"
    REPORTED = "reported"
    RESTARTED = "restarted"
    RESUME = "resume"
    SILENT = "silent"
    WAITED = "waited"
    WAITS_NO_MORE = "waits_no_more"
    WAY_BACK = "way_back"
    WISHES_A_PERSON = "wishes_a_person"
    WHY = "why"


class ConversationFact(Name):
    """The facts of the conversation: the engine fills them in, and the trees of `Repair` read and answer them."""

    AGAIN = f"{CONVERSATION}again"
    ALSO = f"{CONVERSATION}also"
    ASKED = f"{CONVERSATION}asked"
    CANDIDATES = f"{CONVERSATION}candidates"
    ENDING = f"{CONVERSATION}ending"
    FACT = f"{CONVERSATION}fact"
    FILING = f"{CONVERSATION}filing"
    FORGETS = f"{CONVERSATION}forgets"
    FORGETTING = f"{CONVERSATION}forgetting"
    GO_BACK = f"{CONVERSATION}go_back"
    HEARD = f"{CONVERSATION}heard"
    HINT = f"{CONVERSATION}hint"
    INSTEAD = f"{CONVERSATION}instead"
    LANGUAGE = f"{CONVERSATION}language"
    MEANT = f"{CONVERSATION}meant"
    MISSES = f"{CONVERSATION}misses"
    NEAR = f"{CONVERSATION}near"
    OPEN = f"{CONVERSATION}open"
    PARKED = f"{CONVERSATION}parked"
    NEXT = f"{CONVERSATION}next"
    PASSED_ON = f"{CONVERSATION}passed_on"
    PERSON = f"{CONVERSATION}person"
    PAUSED = f"{CONVERSATION}paused"
    PROOF = f"{CONVERSATION}proof"
    REACHABLE = f"{CONVERSATION}reachable"
    REASON = f"{CONVERSATION}reason"
    REMEDIES = f"{CONVERSATION}remedies"
    REMEDY = f"{CONVERSATION}remedy"
    REFERENCE = f"{CONVERSATION}reference"
    SOLVED = f"{CONVERSATION}solved"
    TO = f"{CONVERSATION}to"
    TOPIC = f"{CONVERSATION}topic"
    VALUE = f"{CONVERSATION}value"
    WAIT_ON = f"{CONVERSATION}wait_on"
    WAITS = f"{CONVERSATION}waits"
    WAY = f"{CONVERSATION}way"
    WAYS = f"{CONVERSATION}ways"
    WHY = f"{CONVERSATION}why"


class Asked(Name):
    """The facts behind the engine's own questions: did it help, what to do with a case, which field to change. And the
    words before a remedy that was tried for another problem."""

    RESULT = "try.result"
    DONE = "try.done"
    MORE = "reply.more"
    TRIED = "try.elsewhere"
    REVIEW = "case.review"
    CHANGE = "case.change"


class Result(Name):
    """The results that advice can have, besides the exits of its own step."""

    SOLVED = "solved"
    DONE = "done"
    WAITS = "waits"
    OTHERWISE = "otherwise"


# What can be answered about advice that may solve the problem, and about a part of a procedure.
SOLVING = (Result.SOLVED, Result.WAITS, Result.OTHERWISE)
DOING = (Result.DONE, Result.WAITS, Result.OTHERWISE)


class Filing(Name):
    """What a person can do with a case after it was read back to them."""

    FILE = "file"
    CHANGE = "change"
    LEAVE = "leave"


class WayRound(Name):
    """What a person can do who cannot give a value that is asked for."""

    GIVE = "give"
    INSTEAD = "instead"
    WITHOUT = "without"
    PERSON = "person"
    LEAVE = "leave"


# The facts that the engine acts on, each with the values that it needs.
ACTED_ON: Mapping[str, tuple[str, ...]] = {
    Asked.RESULT: SOLVING,
    Asked.DONE: DOING,
    Asked.MORE: (),
    Asked.TRIED: (),
    Asked.REVIEW: tuple(Filing),
    Asked.CHANGE: (),
    PROOF_WISH: (LOOK_IT_UP,),
    ADDRESS: (),
    ConversationFact.AGAIN: ("no",),
    ConversationFact.ALSO: ("yes",),
    ConversationFact.ENDING: ("answered", "case", "human", "solved", "stopped", "waiting"),
    ConversationFact.FORGETTING: ("nothing", "something"),
    ConversationFact.GO_BACK: ("yes",),
    ConversationFact.HEARD: ("worked", "nothing", "news"),
    ConversationFact.MEANT: (),
    ConversationFact.MISSES: ("first", "second", "third"),
    ConversationFact.NEAR: ("some", "none"),
    ConversationFact.OPEN: ("yes", "no"),
    ConversationFact.PROOF: ("found", "not_found", "declined", "failed", "impossible"),
    ConversationFact.WAIT_ON: ("yes", "no"),
    ConversationFact.REACHABLE: ("yes", "no"),
    ConversationFact.SOLVED: ("yes",),
    ConversationFact.WAY: tuple(WayRound),
}
