"""How fast the engine walks, and how fast content is read and checked.

    .venv/bin/python -m bench.engine            # one core; prints a table

A step is one step of a tree that the engine runs, while every question of twenty trees is answered again and again,
with fifty undo steps and 120 facts in the walk. Working out what can be answered is included; JSON is not: it is
paid once a turn, not once a step. The content is 1,000 generated trees of 15 steps, written to a temporary folder, then
read and linted. Times are processor time, so that other work on the machine matters less.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from tests.support.trees import library, write
from wayfinder.content.files import read
from wayfinder.content.lint.run import problems
from wayfinder.content.model import Library
from wayfinder.engine.advance import Moved, advance, open_question_of
from wayfinder.engine.moves import Choose, Give, Move, Topic
from wayfinder.engine.question import OpenQuestion
from wayfinder.engine.walk import UNDO_LIMIT, Walk
from wayfinder.engine.walk_json import dumps, loads

NOW = 1_760_000_000.0
SECONDS = 3.0
STEPS_A_SECOND = 20_000
TREES = 1_000
READING_SECONDS = 5.0

FACTS = "\n".join(
    [
        *(f"g.{it}: {{label: Fact {it}, ask: Which?, values: {{x: Ex, y: Why, unknown: Not sure}}}}" for it in "abc"),
        "me.email: {label: E-mail, ask: Which address?, type: email, "
        "invalid: That is not an address., cannot: I have none}",
    ]
)
COMMON = "steps: {say: {tell: 'Something that many topics have in common.'}}"
TREE = """
tree: {name}
title: Topic {name}
sources: [guide.login]
verified: "2026-01-01"
start: first
facts:
  {name}.a: {{label: First, ask: Which one?, values: {{x: This one, y: That one, unknown: Not sure}}}}
  {name}.b: {{label: Second, ask: When was it?, values: {{x: Today, y: Before, unknown: Not sure}}}}
  {name}.c: {{label: Third, ask: Who is it about?, values: {{x: Me, y: A colleague, unknown: Not sure}}}}
steps:
  first: {{find: {name}.a, then: {{x: second, y: third, unknown: third}}}}
  second: {{tell: "Then press [Log In], {{me.email|your address}}.", next: third}}
  third: {{find: g.a, then: {{x: fourth, y: fourth, unknown: fifth}}}}
  fourth: {{try: [OpenQuestion the page., "Press [Continue].", Log in again.], otherwise: fifth}}
  fifth: {{find: {name}.b, then: {{x: sixth, y: sixth, unknown: seventh}}}}
  sixth: {{tell: [That helps., Let us go on.], next: seventh}}
  seventh: {{find: g.b, quiet: "true", then: {{x: eighth, y: eighth, unknown: eighth}}}}
  eighth: {{try: [Clear the cookies., OpenQuestion another browser.], otherwise: ninth}}
  ninth: {{visit: common, next: tenth}}
  tenth: {{find: {name}.c, then: {{x: eleventh, y: eleventh, unknown: twelfth}}}}
  eleventh: {{need: me.email, next: twelfth, unknown: twelfth}}
  twelfth: {{tell: Thank you., next: thirteenth}}
  thirteenth: {{find: g.c, then: {{x: fourteenth, y: fourteenth, unknown: fifteenth}}}}
  fourteenth: {{try: [Ask your administrator., Log in again.], otherwise: fifteenth}}
  fifteenth: {{tell: That is all there is.}}
"""


def main() -> int:
    """Print the table; exit code 1 when a target is missed."""
    with TemporaryDirectory() as folder:
        small = library(Path(folder) / "small", _trees(20), facts=FACTS)
        rates = [_rate(small, NOW + turn) for turn in range(3)]
        write(Path(folder) / "big", _trees(TREES), facts=FACTS)
        reading = _timed(lambda: _lint(Path(folder) / "big" / "data"))
    steps = sorted(rate for rate, _ in rates)[1]
    _print(
        ("engine, steps a second", f"{steps:,.0f}", f"at least {STEPS_A_SECOND:,}"),
        ("engine, moves a second", f"{sorted(moves for _, moves in rates)[1]:,.0f}", ""),
        ("state to JSON and back, ms", f"{1000 * _json(small):.2f}", ""),
        (f"reading and linting {TREES:,} trees, s", f"{reading:.2f}", f"under {READING_SECONDS:g}"),
    )
    return 0 if steps >= STEPS_A_SECOND and reading < READING_SECONDS else 1


def _trees(count: int) -> dict[str, str]:
    return {"common": COMMON, **{f"topic_{at}": TREE.format(name=f"topic_{at}") for at in range(count)}}


def _rate(content: Library, now: float) -> tuple[float, float]:
    """Steps and moves a second of one core."""
    steps = moves = 0
    start = time.process_time()
    for count in _play(content, now):
        steps, moves = steps + count, moves + 1
        if time.process_time() - start > SECONDS:
            break
    spent = time.process_time() - start
    return steps / spent, moves / spent


def _play(content: Library, now: float) -> Iterator[int]:
    """Answer every question, topic after topic; the steps of each move."""
    walk = _full(content)
    while True:
        for topic in _topics(content):
            for moved in _walk(content, walk, topic, now):
                yield len(moved.steps)
                walk = moved.walk


def _walk(content: Library, walk: Walk, topic: str, now: float) -> Iterator[Moved]:
    """One topic from its beginning to its end."""
    move: Move | None = Topic(topic)
    while move is not None:
        moved = advance(content, walk, [move], now)
        yield moved
        walk, move = moved.walk, _answer(open_question_of(content, moved.walk))


def _answer(now: OpenQuestion) -> Move | None:
    """The first option, or that it did not help."""
    if now.fact and now.kind:
        return Give({now.fact: "kim@example.com"})
    if now.options:
        last = now.options[-1]
        return Choose(last.id if last.value == "otherwise" else now.options[0].id)
    return None


def _full(content: Library) -> Walk:
    """A walk with as many undo steps as there can be."""
    walk = Walk()
    for topic in _topics(content):
        for moved in _walk(content, walk, topic, NOW):
            walk = moved.walk
            if len(walk.marks) == UNDO_LIMIT:
                return walk
    return walk


def _topics(content: Library) -> list[str]:
    return [name for name in content.trees if name.startswith("topic_")]


def _json(content: Library) -> float:
    walk = _full(content)
    return min(_timed(lambda: loads(dumps(walk))) for _ in range(20))


def _lint(data: Path) -> None:
    found = problems(read(data))
    assert not found, "\n".join(map(str, found[:10]))


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _print(*rows: tuple[str, str, str]) -> None:
    table = Table("what", "measured", "target")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
