"""One walk played by hand: typed lines become moves, and facts set by hand are what the back office knows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import msgspec

from wayfinder.content.contract import UNKNOWN
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import Library
from wayfinder.content.values import accepted
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block
from wayfinder.engine.requests import Held, LookUp, Prove, Request
from wayfinder.engine.settle import settle
from wayfinder.engine.walk import Walk
from wayfinder.understanding.interpret.options import named
from wayfinder.workbench.walk_tests.side_questions import listed

Ask = Callable[[str], str]
FOREVER = 10.0**12


class Played(msgspec.Struct):
    """The result of a move."""

    blocks: list[Block] = []
    steps: list[str] = []


class Player:
    """`ask` puts a question to whoever plays the back office."""

    def __init__(self, library: Library, ask: Ask, now: float) -> None:
        self.library = library
        self.walk = Walk()
        self.now = now
        self.found: dict[str, str] = {}
        self.down = False
        self.proof: m.Outcome = "impossible"
        self._ask = ask
        self._scopes: list[str] = []

    def move(self, move: m.Move) -> Played:
        """Make a move, after the driver's news of grants and time, and answer what it asks for."""
        played = Played()
        for each in (self._grants(), move):
            self._go(each, played)
        return played

    def grant(self, scopes: Iterable[str]) -> Played:
        """Give grants with these scopes, so that look-ups that need them can be made. No scopes: all grants end."""
        self._scopes = [*dict.fromkeys([*self._scopes, *scopes])] if scopes else []
        played = Played()
        self._go(self._grants(), played)
        return played

    def set(self, name: str, text: str) -> Played | None:
        """Set a fact by hand: look-ups will find it; a fact without look-up is told. None: not a valid fact or
        value."""
        spec = self.library.facts.get(FactKey.parse(name).name)
        value = _value(spec, text) if spec else None
        if spec is None or value is None:
            return None
        if spec.look_up is None:
            return self.move(m.Give({name: value}))
        self.found[name] = value
        return Played()

    def answer_of(self, line: str) -> m.Move:
        """The answer that a typed line is: an option, or a value where one is asked."""
        now = open_question_of(self.library, self.walk)
        option = named(line, now.options)
        if option is not None:
            return m.Choose(option.id)
        return m.Give({now.fact: line}) if now.fact and now.kind else m.Unclear()

    def side_questions(self) -> list[str]:
        """What can be asked on the side about the topic at hand."""
        open_topic = open_question_of(self.library, self.walk).topic
        tree = self.library.trees.get(open_topic or "")
        return [] if tree is None else [*listed(tree.asides), *(f"{aspect}: silent" for aspect in tree.silent)]

    def _go(self, move: m.Move, played: Played) -> None:
        done = settle(self.library, self.walk, [move], self.now, self._answer)
        self.walk = done.walk
        played.blocks = played.blocks + done.blocks
        played.steps = played.steps + done.steps

    def _grants(self) -> m.Grants:
        return m.Grants([Held("by-hand", self._scopes, FOREVER)] if self._scopes else [])

    def _answer(self, walk: Walk, request: Request) -> m.Answered:
        if isinstance(request, LookUp):
            return m.Found(request.id, {} if self.down else self._look_up(walk, request))
        if isinstance(request, Prove):
            return self._prove(request)
        return m.Filed(request.id, None if self.down else f"WALK-{request.id.upper()}")

    def _prove(self, request: Prove) -> m.Proved:
        if self.proof == "granted":
            self._scopes = [*dict.fromkeys([*self._scopes, request.scope])]
        return m.Proved(request.id, self.proof, self._grants().held)

    def _look_up(self, walk: Walk, request: LookUp) -> dict[str, str]:
        """Answer with facts set by hand; if the open step needs another, ask for it in the terminal."""
        specs = {name: spec for name, spec in self.library.facts.items() if spec.look_up == request.look_up}
        wanted = FactKey.parse(open_question_of(self.library, walk).fact or "").name
        if wanted in specs and wanted not in self.found:
            spec = specs[wanted]
            hint = ", ".join(spec.values) or spec.type
            text = self._ask(f"Look-up of {request.look_up}: {wanted} is ({hint}; nothing: not found)")
            self.found[wanted] = _value(spec, text) or UNKNOWN
        return {name: self.found[name] for name in specs if name in self.found}


def _value(spec: FactSpec, text: str) -> str | None:
    return UNKNOWN if text == UNKNOWN else accepted(spec, text, time.time())
