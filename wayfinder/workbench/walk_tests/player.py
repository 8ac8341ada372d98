"""Plays a walk of tests/trees against the engine, with a back office that answers from the test itself."""

from __future__ import annotations

import msgspec

from wayfinder.content.contract import ASPECTS
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.blocks import Block, Choices
from wayfinder.engine.requests import File, Held, LookUp, Prove, Request
from wayfinder.engine.settle import settle
from wayfinder.engine.walk import Walk
from wayfinder.errors import WayfinderError
from wayfinder.faces.plain import lines
from wayfinder.workbench.walk_tests.files import WalkTest
from wayfinder.workbench.walk_tests.side_questions import FORM, side_question

NOW = 1_795_262_400.0  # 21 November 2026, 12:00 UTC
GRANT = "g1"
PROVED = "g2"  # a grant that is given during the walk
SCOPES = {"none": [], "mailbox": ["mailbox"], "admin": ["mailbox", "admin"]}

_PLAIN: dict[str, m.Move] = {
    "begin": m.Begin(),
    "back": m.Back(),
    "restart": m.Restart(),
    "stop": m.Stop(),
    "later": m.Later(),
    "return": m.Return(),
    "file case": m.FileCase(),
    "remark": m.Unclear(remark=True),
    "repeat": m.Repeat(),
    "more": m.More(),
    "why": m.Why(),
    "skip": m.Skip(),
    "don't know": m.DontKnow(),
    "person": m.Human(),
    "solved": m.Solved(),
    "perhaps solved": m.Solved(sure=False),
    "perhaps a person": m.Human(sure=False),
    "not solved": m.NotSolved(),
    "correct": m.Correct(),
}


class MoveError(WayfinderError):
    """The words in a test are not a move that is possible here; the message says why."""


class Said(msgspec.Struct):
    """The result of one move."""

    blocks: list[Block]
    steps: list[str]
    requests: list[Request]

    @property
    def text(self) -> str:
        """Everything that can be read, one line for each paragraph, item and choice."""
        return "\n".join(lines(self.blocks))


class Player:
    """One conversation. The walk goes on from move to move."""

    def __init__(self, library: Library, test: WalkTest) -> None:
        self.library = library
        self.test = test
        self.refuses: list[str] = []
        self.proves: m.Outcome = "impossible"
        self.walk = Walk()
        self._offered: dict[str, str] = {}
        held = [Held(GRANT, SCOPES[test.proof], NOW + 3600)] if SCOPES[test.proof] else []
        self._make(m.Grants(held, test.reach == "yes"))

    @property
    def here(self) -> str:
        """Where the walk waits: `tree/step`, or `nowhere`."""
        stack = self.walk.stack
        return stack[-1].here if stack else "nowhere"

    def do(self, words: str) -> Said:
        """Make the move that the words name, and answer the requests of the engine.

        Raises:
            MoveError: when the words are not a possible move.
        """
        said = self._make(self._move(words))
        for option in _options(said.blocks):
            self._offered.setdefault(option.partition(".")[2], option)
        return said

    def _make(self, move: m.Move) -> Said:
        done = settle(self.library, self.walk, [move], NOW, self._answer)
        self.walk = done.walk
        return Said(done.blocks, done.steps, done.requests)

    def _answer(self, _walk: Walk, request: Request) -> m.Answered:
        if isinstance(request, Prove):
            return m.Proved(request.id, self.proves, [Held(PROVED, [request.scope], NOW + 3600)])
        if isinstance(request, LookUp):
            found = self.test.backend.get(request.look_up, {})
            return m.Found(request.id, {}, "down") if found == "down" else m.Found(request.id, dict(found))
        kind = "case" if isinstance(request, File) else "person"
        final = kind == "case" and "limit" in self.refuses
        reference = None if final or kind in self.refuses else f"{kind}-1"
        return m.Filed(request.id, reference, None if reference else "closed", final)

    def _move(self, words: str) -> m.Move:
        verb, _, rest = words.partition(" ")
        if words in _PLAIN:
            return _PLAIN[words]
        if verb == "choose":
            return m.Choose(f"{self.walk.question}.{rest}")
        if verb == "click":
            return m.Choose(self._clicked(rest))
        if verb == "edited":
            self._lose_the_step()
            return m.Repeat()
        return _with_words(verb, rest.split(), rest)

    def _clicked(self, value: str) -> str:
        if value not in self._offered:
            raise MoveError(f"no option `{value}` was offered: offered were {', '.join(self._offered) or 'none'}")
        return self._offered[value]

    def _lose_the_step(self) -> None:
        if not self.walk.stack:
            raise MoveError("no tree is open that could be edited")
        top = msgspec.structs.replace(self.walk.stack[-1], step="no_longer_there")
        self.walk = msgspec.structs.replace(self.walk, stack=[*self.walk.stack[:-1], top])


def _with_words(verb: str, words: list[str], rest: str) -> m.Move:
    if verb == "topic" and words:
        return m.Topic(words[0], _values(" ".join(words[1:])))
    if verb == "ask":
        return _asked(rest)
    if verb == "give":
        return m.Give(_values(rest))
    if verb == "report" and words:
        return m.Report(dict(word.split("=", 1) for word in words if "=" in word))
    if verb == "correct":
        return m.Correct(_values(rest))
    if verb == "unclear":
        return m.Unclear(words)
    if verb == "clarify":
        return m.Clarify(words)
    if verb == "failure":
        return m.Failure(rest)
    raise MoveError("there is no such move: tests/trees/README.md lists them")


def _asked(words: str) -> m.Move:
    move = side_question(words)
    if move is None:
        raise MoveError(f"`{words}` is no side question: write {FORM}, and one of {', '.join(ASPECTS)} as the aspect")
    return move


def _values(text: str) -> dict[str, str]:
    name, _, value = text.partition("=")
    return {name: value} if name else {}


def _options(blocks: list[Block]) -> list[str]:
    return [option.id for block in blocks if isinstance(block, Choices) for option in block.options]
