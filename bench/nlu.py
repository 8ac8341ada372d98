"""How well and how fast messages are understood: `.venv/bin/python -m bench.nlu`.

Trains on data/nlu in this process and measures on the messages of tests/understanding, which are
never trained on. docs/understanding.md says what the figures mean.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import numpy as np

from wayfinder.engine.moves import Topic
from wayfinder.engine.question import OpenQuestion
from wayfinder.settings import ROOT
from wayfinder.understanding.classifier import hybrid
from wayfinder.understanding.classifier.encoder import shared_encoder
from wayfinder.understanding.classifier.hybrid import Hybrid
from wayfinder.understanding.classifier.phrases import load_messages, load_phrases
from wayfinder.understanding.entities import pipeline
from wayfinder.understanding.entities.extract import extract
from wayfinder.understanding.interpret.intents import CONVERSATION
from wayfinder.understanding.interpret.interpret import interpret
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.normalise import normalised

Pairs = list[tuple[str, str]]
STRANGER = "out_of_scope"
TYPO_SHARE = 0.3
TYPO_ROUNDS = 3
SETS = ("messages.yml", "messy.yml")


def main() -> None:
    """Print one line for each measure."""
    phrases = load_phrases(ROOT / "data" / "nlu")
    began = time.perf_counter()
    model = hybrid.train(phrases, shared_encoder())
    print(f"trained on {len(phrases)} phrases of {len(model.intents)} intents in {time.perf_counter() - began:.1f} s")
    for name in SETS:
        _report(model, ROOT / "tests" / "understanding" / name)
    _report_entities()


def _report(model: Hybrid, path: Path) -> None:
    messages = load_messages(path)
    known = [pair for pair in messages if pair[1] != STRANGER]
    strangers = [text for text, intent in messages if intent == STRANGER]
    clean, typed = _accuracy(model, known), _accuracy_with_typos(model, known)
    refused = sum(not _jumps(model, text) for text in strangers) / len(strangers)
    print(f"{path.name}: {len(known)} in scope, {len(strangers)} out of scope")
    print(f"  in-scope accuracy {clean:.1%}, with typos {typed:.1%} ({(typed - clean) * 100:+.1f} points)")
    print(f"  out of scope and led to no topic {refused:.1%}")
    print(f"  one message {_times(model.rank, [text for text, _ in messages])}")


def _report_entities() -> None:
    """What finding facts adds, on all messages. Lines of entities.yml are read with their YAML, so they are longer."""
    reader, now = pipeline.build(), datetime.now(timezone.utc)
    texts = [text for name in SETS for text, _ in load_messages(ROOT / "tests" / "understanding" / name)]
    telling = (ROOT / "tests" / "understanding" / "entities.yml").read_text(encoding="utf-8").splitlines()
    print("facts")
    print(f"  one message {_times(lambda text: extract(reader, normalised(text), now), texts)}")
    print(f"  one that tells something {_times(lambda text: extract(reader, normalised(text), now), telling)}")


def _accuracy(model: Hybrid, messages: Pairs) -> float:
    return sum(model.rank(text)[0][0] == intent for text, intent in messages) / len(messages)


def _accuracy_with_typos(model: Hybrid, messages: Pairs) -> float:
    dice = random.Random(7)
    rounds = [_accuracy(model, [(_typos(text, dice), intent) for text, intent in messages]) for _ in range(TYPO_ROUNDS)]
    return sum(rounds) / len(rounds)


def _jumps(model: Hybrid, text: str) -> bool:
    moves = interpret(Parse(text, model.rank(text)), OpenQuestion()).moves
    return any(isinstance(move, Topic) and move.id not in CONVERSATION for move in moves)


def _typos(text: str, dice: random.Random) -> str:
    """One slip in about a third of the words of more than three letters."""
    return " ".join(
        _slip(word, dice) if len(word) > 3 and dice.random() < TYPO_SHARE else word for word in text.split()
    )


def _slip(word: str, dice: random.Random) -> str:
    at = dice.randrange(len(word) - 1)
    slips = [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + dice.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :],
    ]
    return dice.choice(slips)


def _times(read: Callable[[str], object], texts: list[str]) -> str:
    p50, p99 = np.percentile([_milliseconds(read, text) for text in texts * 3], [50, 99])
    return f"p50 {p50:.2f} ms, p99 {p99:.2f} ms"


def _milliseconds(read: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    read(text)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
