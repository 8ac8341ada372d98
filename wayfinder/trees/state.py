"""A walk while it moves: the working copy that one call of `advance` changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wayfinder.trees.blocks import Block
from wayfinder.trees.format import UNKNOWN, FactSpec, Library, Step
from wayfinder.trees.moves import About, Held, Origin, Request
from wayfinder.trees.walk import UNDO_LIMIT, Fact, Frame, Mark, Role, Walk

FRESH_SECONDS = 15 * 60
CONVERSATION = "conversation."


class State:
    """The parts of a walk, mutable, with what is said and requested so far."""

    def __init__(self, library: Library, walk: Walk, now: float) -> None:
        self.library = library
        self.now = now
        self.question = walk.question
        self.stack = list(walk.stack)
        self.facts = list(walk.facts)
        self.marks = list(walk.marks)
        self.grants = list(walk.grants)
        self.misses = walk.misses
        self.request = walk.request
        self.requests = walk.requests
        self.blocks: list[Block] = []
        self.wants: list[Request] = []
        self.path: list[str] = []

    def walk(self) -> Walk:
        """The walk as it stands now."""
        return Walk(
            question=self.question,
            stack=self.stack,
            facts=self.facts,
            marks=self.marks,
            grants=self.grants,
            misses=self.misses,
            request=self.request,
            requests=self.requests,
        )

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
        """Where the walk stands, as `tree/step`."""
        return f"{self.top.tree}/{self.top.step}"

    def go(self, step: str) -> None:
        """Stand at another step of the same tree."""
        top = self.top
        self.stack[-1] = Frame(top.tree, step, top.role, top.version, top.data)

    def push(self, tree: str, role: Role, data: Mapping[str, str] | None = None) -> None:
        """Begin a tree on top of what is open."""
        found = self.library.trees[tree]
        self.stack.append(Frame(tree, found.start, role, found.version, dict(data or {})))

    def note(self, name: str, value: str) -> None:
        """Keep a detail of the conversation with the frame on top."""
        top = self.top
        self.stack[-1] = Frame(top.tree, top.step, top.role, top.version, {**top.data, name: value})

    def topic_at(self) -> int | None:
        """Where in the stack the current topic begins."""
        return next((at for at in range(len(self.stack) - 1, -1, -1) if self.stack[at].role == "topic"), None)

    def topic_title(self) -> str:
        """What the current topic is called, empty when there is none."""
        at = self.topic_at()
        if at is None:
            return ""
        frame = self.stack[at]
        return frame.data.get("conversation.topic") or self.library.trees[frame.tree].title

    # --- what is known ----------------------------------------------------------------

    def key(self, fact: str, about: About | None) -> str:
        """The name under which a fact is kept: a colleague's is apart from one's own."""
        spec = self.library.facts[fact]
        return f"{fact}@colleague" if about == "colleague" and spec.about != "colleague" else fact

    def spec(self, key: str) -> FactSpec:
        """The declaration of a kept fact."""
        return self.library.facts[key.partition("@")[0]]

    def known(self, key: str) -> Fact | None:
        """The newest entry of a fact, also when it is `unknown`."""
        if key.startswith(CONVERSATION):
            return self._of_conversation(key)
        return next((fact for fact in reversed(self.facts) if fact.name == key), None)

    def value(self, key: str) -> str | None:
        """The value of a fact, or None when it is not known."""
        fact = self.known(key)
        return None if fact is None or fact.value == UNKNOWN else fact.value

    def learn(self, key: str, value: str, origin: Origin, grant: str | None = None, step: str | None = None) -> None:
        """Add a fact. Details of the conversation stay with the frame on top."""
        if key.startswith(CONVERSATION):
            self.note(key, value)
            return
        self.facts.append(Fact(key, value, origin, self.now, self.question, grant, step))

    def _of_conversation(self, key: str) -> Fact | None:
        value = self.stack[-1].data.get(key) if self.stack else None
        return None if value is None else Fact(key, value, "told", self.now, self.question)

    # --- questions, and the way back --------------------------------------------------

    def asks(self, asked: str) -> int:
        """Number the question that is about to be asked; the same question again keeps its number."""
        last = self.marks[-1] if self.marks else None
        if last is None or last.question != self.question or last.asked != asked or last.stack != self.stack:
            self.question += 1
            self.marks = [*self.marks, Mark(self.question, list(self.stack), asked)][-UNDO_LIMIT:]
        return self.question

    def mark(self, question: int) -> Mark | None:
        """The mark of a question, unless it is too long ago."""
        return next((mark for mark in reversed(self.marks) if mark.question == question), None)

    def rewind(self, mark: Mark) -> None:
        """Stand where that question was asked, knowing what was known then."""
        self.stack = list(mark.stack)
        self.facts = [fact for fact in self.facts if fact.question < mark.question]
        self.marks = [other for other in self.marks if other.question < mark.question]
        self.request = None

    def hold(self, held: Iterable[Held]) -> set[str]:
        """Take over the grants held now; return the ids of those that are not."""
        self.grants = [grant for grant in held if grant.until > self.now]
        ids = {grant.id for grant in self.grants}
        return {fact.grant for fact in self.facts if fact.grant is not None} - ids
