"""Small scripted conversations: small content, people who are understood word for word, replies made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from wayfinder.content.load import load
from wayfinder.content.model import Library
from wayfinder.content.texts import Label
from wayfinder.engine import moves as m
from wayfinder.engine.blocks import Block, Choices, Option, Steps, Text
from wayfinder.engine.question import OpenQuestion
from wayfinder.settings import ROOT
from wayfinder.workbench.conversations.files import Expected, IfAsked, Message, Script
from wayfinder.workbench.conversations.reply import Reply, Waiting
from wayfinder.workbench.evaluation.messages import Ranked
from wayfinder.workbench.walk_tests.small import small_library


@cache
def small() -> Library:
    """The topics of tests/content/small, with everything else of the project."""
    return small_library(load(ROOT / "data"), ROOT / "tests" / "content" / "small")


NOTHING_OPEN = Waiting()


class Words:
    """Understands the words that it is given, and `=value` as the option with that value; nothing else."""

    def __init__(
        self, known: Mapping[str, m.Move], rankings: Mapping[str, list[tuple[str, float]]] | None = None
    ) -> None:
        self._known = known
        self._rankings = rankings or {}

    def hear(self, text: str, question: OpenQuestion, _now: float) -> Ranked:
        if text.startswith("="):
            moves: list[m.Move] = [m.Choose(f"{question.number}.{text[1:]}")]
        else:
            moves = [self._known[text]] if text in self._known else [m.Unclear()]
        return Ranked(moves, "words", self._rankings.get(text, []))

    def guess(self, text: str, question: OpenQuestion, now: float) -> tuple[str, float] | None:
        """Nothing was learnt."""
        del text, question, now
        return None


def script(
    *turns: Message, person: str | None = None, asked: Mapping[str, str] | None = None, ready: bool = True
) -> Script:
    prepared = [IfAsked(about, say) for about, say in (asked or {}).items()]
    flag = "true" if ready else "false"
    return Script("A small one", "t", "terse", ["answer"], flag, list(turns), person, prepared)  # type: ignore[arg-type]


def say(text: str, *expect: Expected, never: Expected | None = None) -> Message:
    return Message(text, list(expect), [never] if never else [])


def reply(
    *blocks: Block | str,
    steps: list[str] | None = None,
    looked_up: list[str] | None = None,
    before: Waiting = NOTHING_OPEN,
    after: Waiting = NOTHING_OPEN,
    previous: str = "",
) -> Reply:
    made: list[Block] = [Text([block]) if isinstance(block, str) else block for block in blocks]
    return Reply(made, steps or [], looked_up or [], before, after, previous)


CHOICES = Choices([Option("1.yes", "Yes, that solved it"), Option("1.no", "No, not yet")])
STEPS = Steps([["Click ", Label("Use Custom Domain"), " there."], ["Wait."]])
