"""What a turn costs, ours against the same bot on stock parts: `.venv/bin/python -m bench.turn`.

Both bots have the same NLU pipeline and phrases, the same action and trees, and are driven over HTTP with the same
words. Stock is Rasa as it comes: `rasa run` with the REST channel, SQL tracker store (SQLite), RulePolicy with a rule
for each intent, and rasa_sdk's own action server. The measurements alternate, so that a busy machine slows both alike.
docs/turns.md says what the figures mean. Exit code 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import msgspec

from bench.stock import Stock, stock
from tests.support import servers
from wayfinder.content.fact_key import FactKey
from wayfinder.engine.walk import UNDO_LIMIT, Mark
from wayfinder.engine.walk_json import dumps, loads
from wayfinder.rasa.model import ensure_model
from wayfinder.settings import Settings
from wayfinder.turns.client import TurnClient

# Five turns in a circle: turn 300 does what turn 5 did.
CIRCLE = (
    "it keeps sending me back to the login page",
    "No, I log in as usual",
    "that did not help",
    "go back",
    "why do you ask",
)
EARLY, LATE = 5, 300
CHEAPER = 3.0
FLAT = 1.05


class Ours:
    """Our bot; a turn can be made again from the state before it."""

    def __init__(self, settings: Settings) -> None:
        self._client = TurnClient.of(settings)

    def turn(self, number: int, state: str | None) -> str:
        """The state after this turn. Raises RuntimeError when it failed."""
        reply = self._client.say("bench", number - 1, state, text_of(number))
        if reply.error is not None or reply.state is None:
            raise RuntimeError(str(reply.error))
        return reply.state

    def state_before(self, number: int) -> str | None:
        """The state with which turn `number` begins."""
        state = None
        for earlier in range(1, number):
            state = self.turn(earlier, state)
        return state


def text_of(number: int) -> str:
    """What is said in turn `number`, which counts from 1."""
    return CIRCLE[(number - 1) % len(CIRCLE)]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def fullest(state: str) -> str:
    """A state with as many undo steps as fit, the largest that can travel."""
    walk = loads(state)
    marks = [Mark(number, walk.stack, f"some.fact_{number}") for number in range(UNDO_LIMIT)]
    facts = [msgspec.structs.replace(walk.facts[0], key=FactKey(f"some.fact_{number}")) for number in range(90)]
    return dumps(msgspec.structs.replace(walk, marks=[*marks, *walk.marks], facts=[*facts, *walk.facts]))


def measure(ours: Ours, theirs: Stock, rounds: int) -> dict[str, list[float]]:
    """Milliseconds by what was measured. In every round all come in another order, ours five times."""
    early, late = ours.state_before(EARLY), ours.state_before(LATE)
    full = fullest(str(late))
    long = theirs.conversation()
    for number in range(1, LATE):
        long.say(text_of(number))
    work: dict[str, Callable[[], float]] = {
        "early": lambda: timed(lambda: ours.turn(EARLY, early)),
        "late": lambda: timed(lambda: ours.turn(LATE, late)),
        "full": lambda: timed(lambda: ours.turn(LATE, full)),
        "stock early": lambda: _stock_early(theirs),
        "stock late": lambda: timed(lambda: long.say(text_of(LATE))),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    order = [*work, *["early", "late", "full"] * 4]
    chance = random.Random(0)
    for _ in range(rounds):
        chance.shuffle(order)
        for name in order:
            times[name].append(work[name]())
    return times


def _stock_early(theirs: Stock) -> float:
    fresh = theirs.conversation()
    for number in range(1, EARLY):
        fresh.say(text_of(number))
    return timed(lambda: fresh.say(text_of(EARLY)))


def report(times: dict[str, list[float]]) -> bool:
    """Print the medians and their ratios; whether the targets are met."""
    p50 = {name: statistics.median(values) for name, values in times.items()}
    cheaper, flat = p50["stock early"] / p50["early"], p50["late"] / p50["early"]
    print(f"medians in ms of {len(times['early'])} turns of ours and {len(times['stock early'])} of stock, alternating")
    print(f"turn {EARLY:<3}                ours {p50['early']:6.1f}   stock {p50['stock early']:7.1f}")
    print(f"turn {LATE:<3}                ours {p50['late']:6.1f}   stock {p50['stock late']:7.1f}")
    print(f"turn {LATE}, fullest state ours {p50['full']:6.1f}")
    print(f"turn {LATE} / turn {EARLY}       ours {flat:6.3f}   stock {p50['stock late'] / p50['stock early']:7.3f}")
    print(f"target: stock at least {CHEAPER:g} times ours at turn {EARLY}: {cheaper:.2f}")
    print(f"target: our turn {LATE} at most {FLAT} times our turn {EARLY}: {flat:.3f}")
    return cheaper >= CHEAPER and flat <= FLAT


def main() -> int:
    """Start four servers, measure, stop them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40, help="measurements of each stock turn (ours: five times)")
    rounds = parser.parse_args().rounds
    ensure_model(print)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        settings = servers.settings_for(folder)
        stack.enter_context(servers.actions(settings, folder / "actions.log"))
        stack.enter_context(servers.rasa(settings, folder / "rasa.log"))
        theirs = stack.enter_context(stock(folder / "stock"))
        return 0 if report(measure(Ours(settings), theirs, rounds)) else 1


if __name__ == "__main__":
    sys.exit(main())
