"""A walk while it moves: the working copy that one call of `advance` changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import asdict, replace

from wayfinder.content.contract import UNKNOWN, ConversationFact, Repair
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import About, FactSpec
from wayfinder.content.model import Library
from wayfinder.content.steps import Step
from wayfinder.engine.blocks import Block
from wayfinder.engine.requests import File, HandOver, Held, Origin, Request
from wayfinder.engine.walk import (
    UNDO_LIMIT,
    Fact,
    Frame,
    Mark,
    Role,
    TriedRemedy,
    Unproved,
    Walk,
    WalkFields,
)

FRESH_SECONDS = 15 * 60
DETAIL_LIMIT = 1_000
UNPROVED_LIMIT = 10
_RECENT = 10  # how many of the newest facts and tries are searched for one of the open question


class WorkingWalk(WalkFields, kw_only=True):
    """The parts of a walk, mutable, with what is said and requested so far. Make it with `working`.

    `last` is where the last step begins in `blocks`. `has_news` when something was said beside questions. `in_full`
    when the person wants to read all of the open question, not its one line; `read_all` when they want a reply of any
    length. `near` are topics that a message may be about which was not understood: they are offered beside the open
    question. `reported` are the remedies that this message has reported, `opened` the topics that it has named.
    """

    library: Library
    now: float
    blocks: list[Block] = []
    wants: list[Request] = []
    last: int = 0
    has_news: bool = False
    in_full: bool = False
    read_all: bool = False
    near: list[str] = []
    path: list[str] = []
    reported: list[TriedRemedy] = []
    opened: list[str] = []

    def walk(self) -> Walk:
        """The walk as it is now."""
        return Walk(**{name: getattr(self, name) for name in Walk.__struct_fields__})

    # --- the stack --------------------------------------------------------------------

    @property
    def top(self) -> Frame:
        """The frame being walked. Only ask while the stack is not empty."""
        return self.stack[-1]

    @property
    def step(self) -> Step:
        """The step being walked."""
        return self.library.trees[self.top.tree].steps[self.top.step]

    @property
    def here(self) -> str:
        """The current step, as `tree/step`."""
        return self.top.here

    def go(self, step: str) -> None:
        """Go to another step of the same tree."""
        self.stack[-1] = replace(self.top, step=step)

    def push(self, tree: str, role: Role, data: Mapping[str, str] | None = None) -> None:
        """Begin a tree on top of the stack. A topic gets a number of its own, and owes its gist."""
        found = self.library.trees[tree]
        is_topic = role == "topic"
        self.question += is_topic
        self.recent = tree if is_topic else self.recent
        details = {name: value[:DETAIL_LIMIT] for name, value in (data or {}).items()}
        owes = is_topic or tree == Repair.PLANNED
        self.stack.append(Frame(tree, found.start, role, found.version, details, self.question * is_topic, owes))

    def note(self, name: str, value: str) -> None:
        """Keep a detail of the conversation with the frame on top; where there is none, it is of no use."""
        if self.stack:
            self.stack[-1] = replace(self.top, data={**self.top.data, name: value[:DETAIL_LIMIT]})

    def topic_at(self) -> int | None:
        """The index in the stack at which the current topic begins."""
        return next((at for at in range(len(self.stack) - 1, -1, -1) if self.stack[at].role == "topic"), None)

    def topic(self) -> Frame | None:
        """The frame of the current topic."""
        at = self.topic_at()
        return None if at is None else self.stack[at]

    def ended_topic(self) -> str | None:
        """The name of the topic that was open last, while none is."""
        return self.recent if self.topic_at() is None else None

    def topic_title(self) -> str:
        """What the current topic is called, empty when there is none."""
        frame = self.topic()
        return "" if frame is None else self.title(frame)

    def title_of(self, topic: str) -> str:
        """What a topic is called, by its name; empty when it is no longer in the content."""
        known = self.library.trees.get(topic) or self.library.topics.get(topic)
        return known.title if known is not None else ""

    def title(self, topic: Frame) -> str:
        """What a topic is called; the frame of a planned topic holds its title."""
        return topic.data.get(ConversationFact.TOPIC) or self.library.trees[topic.tree].title

    def exists(self, frame: Frame) -> bool:
        """Whether the step of a frame still exists: its tree may have changed."""
        tree = self.library.trees.get(frame.tree)
        return tree is not None and frame.step in tree.steps

    # --- what is known ----------------------------------------------------------------

    def key(self, fact: str, about: About | None) -> FactKey:
        """The key under which a fact is kept: a colleague's is apart from one's own."""
        return self.library.key(fact, about)

    def spec(self, key: FactKey) -> FactSpec:
        """The declaration of a kept fact."""
        return self.library.facts[key.name]

    def is_fact(self, key: FactKey) -> bool:
        """Whether this is a declared fact that a person can tell, not a detail of the conversation."""
        return key.name in self.library.facts and not key.is_of_conversation

    def known(self, key: FactKey) -> Fact | None:
        """The newest entry of a fact, also when it is `unknown`."""
        if key.is_of_conversation:
            return self._of_conversation(key)
        return next((fact for fact in reversed(self.facts) if fact.key == key), None)

    def value(self, key: FactKey) -> str | None:
        """The value of a fact, or None when it is not known."""
        fact = self.known(key)
        return None if fact is None or fact.value == UNKNOWN else fact.value

    def detail(self, name: str) -> str:
        """A detail of the conversation from the frame on top; empty where it has none."""
        return self.stack[-1].data.get(name, "") if self.stack else ""

    def learn(
        self, key: FactKey, value: str, origin: Origin, grant: str | None = None, step: str | None = None
    ) -> None:
        """Add a fact, and drop facts derived from it, so that they are derived again.

        A detail of the conversation is kept with its frame instead. The question counts as answered: asking it
        again later is a new question.
        """
        if key.is_of_conversation:
            self.note(key.name, value)
            self.question += 1
            return
        if origin != "derived":
            self.facts = [fact for fact in self.facts if fact.origin != "derived" or not self._comes_from(fact, key)]
        self.facts.append(Fact(key, value, origin, float(int(self.now)), self.question, grant, step))

    def result(self, step: str) -> str | None:
        """The result of a remedy (`tree/step`) when it was last tried."""
        return next((tried.result for tried in reversed(self.tries) if tried.step == step), None)

    def _comes_from(self, fact: Fact, key: FactKey) -> bool:
        derived = self.spec(fact.key).derived
        return derived is None or key.name in derived.inputs

    def _of_conversation(self, key: FactKey) -> Fact | None:
        value = self.stack[-1].data.get(key.name) if self.stack else None
        return None if value is None else Fact(key, value, "told", self.now, self.question)

    def lacks(self, scope: str, step: str) -> None:
        """Note that a proof cannot be had: at this step (`tree/step`), or, where it is empty, in this conversation."""
        self.unproved = [*self.unproved, Unproved(scope, step, self.question)][-UNPROVED_LIMIT:]

    def forget_refusals(self) -> None:
        """Offer proofs again that could not be had at one step."""
        self.unproved = [each for each in self.unproved if not each.step]

    # --- questions, and the way back --------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the walk waits at the question that was asked last."""
        last = self.marks[-1] if self.marks and self.stack else None
        return last is not None and last.question == self.question and last.stack == self.stack

    def asks(self, asked: str) -> int:
        """The number of the question that is about to be asked.

        When the same question is asked again it keeps its number, unless the person has told something in between:
        then it gets a new one, so that going back returns to this point.
        """
        last = self.lapsed or (self.marks[-1] if self.marks else None)
        if last is None or not self._keeps_number(last, asked):
            self.question += 1
            last = Mark(self.question, list(self.stack), asked)
        elif last is self.lapsed:
            self.facts = [_found_before(fact, last) for fact in self.facts]
        if not self.marks or last is not self.marks[-1]:
            self.marks = [*self.marks, last][-UNDO_LIMIT:]
        self.lapsed = None
        return self.question

    def is_asked_again(self, asked: str) -> bool:
        """Whether this question is the one that was asked last, and the person has not asked to read all of it."""
        last = self.lapsed or (self.marks[-1] if self.marks else None)
        return not self.in_full and last is not None and last.asked == asked and last.stack == self.stack

    def _keeps_number(self, last: Mark, asked: str) -> bool:
        return (
            not self._told_since()
            and last.question == self.question
            and last.asked == asked
            and last.stack == self.stack
        )

    def _told_since(self) -> bool:
        """Whether the person has told or tried something since the open question was asked."""
        now = self.question
        return (
            any(fact.question == now and fact.origin == "told" for fact in self.facts[-_RECENT:])
            or any(tried.question == now for tried in self.tries[-_RECENT:])
            or any(tried.question == now and tried.outcome != "renewed" for tried in self.remedies[-_RECENT:])
        )

    def is_at(self, mark: Mark) -> bool:
        """Whether the walk stands where this question was asked, and no other was asked since."""
        return bool(self.marks) and self.marks[-1] == mark and self.stack == mark.stack

    def mark(self, question: int) -> Mark | None:
        """The mark of a question, unless it is too long ago or its tree has changed."""
        mark = next((mark for mark in reversed(self.marks) if mark.question == question), None)
        return mark if mark is not None and all(map(self.exists, mark.stack)) else None

    def rewind(self, mark: Mark) -> None:
        """Go back to where that question was asked, with what was known then."""
        self.stack = list(mark.stack)
        self.facts = [fact for fact in self.facts if fact.question < mark.question]
        self.tries = [tried for tried in self.tries if tried.question < mark.question]
        self.unproved = [each for each in self.unproved if not each.step or each.question < mark.question]
        self.remedies = [tried for tried in self.remedies if tried.question < mark.question]
        self.marks = [other for other in self.marks if other.question < mark.question]
        self.request = None

    # --- the driver ---------------------------------------------------------------------

    def ask_for(self, request: Request) -> None:
        """Send a request to the driver, and wait for the answer."""
        self.wants.append(request)
        self.request = _without_facts(request)

    def next_id(self, letter: str) -> str:
        """An id for the next request."""
        self.requests += 1
        return f"{letter}{self.requests}"

    def hold(self, held: Iterable[Held]) -> set[str]:
        """Take over the grants held now. Returns the ids of grants that facts depend on and that are no longer held.

        Of several grants with the same scopes only the first is kept: it is the one that is used.
        """
        valid = [grant for grant in held if grant.until > self.now]
        self.grants = list({tuple(grant.scopes): grant for grant in reversed(valid)}.values())[::-1]
        return {fact.grant for fact in self.facts if fact.grant is not None} - {grant.id for grant in valid}


def working(library: Library, walk: Walk, now: float) -> WorkingWalk:
    """A working copy of a walk, whose lists can be changed. `now` is Unix time in seconds."""
    fields = asdict(walk)
    for name, value in fields.items():
        if isinstance(value, list):
            fields[name] = value[:]
    return WorkingWalk(library=library, now=now, **fields)


def _found_before(fact: Fact, mark: Mark) -> Fact:
    """The fact, dated before `mark` when it was looked up again on the way back to that question: going back to the
    question then keeps the fact."""
    found = fact.origin != "told" and fact.question == mark.question
    return replace(fact, question=max(mark.question - 1, 0)) if found else fact


def _without_facts(request: Request) -> Request:
    """The request without its facts, which the walk holds already."""
    if isinstance(request, File):
        return replace(request, fields={})
    if isinstance(request, HandOver):
        return replace(request, facts={}, tried=[])
    return request
