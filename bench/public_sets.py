"""How the model and the decision do on public sets: `.venv/bin/python -m bench.public_sets FILE.json ...`.

The sets are not part of the project. One of intents is `{name, train: [[text, intent]], test: [[text, intent]]}`, with
"oos" for a message of no intent: the model is trained on it here. One of answers is `{name, rows: [{question, label,
message, gold: yes, no or question}]}`: nothing is trained on it, and the decision of the present model reads it.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import matthews_corrcoef, roc_auc_score

from wayfinder import settings
from wayfinder.content.load import load
from wayfinder.engine.moves import Choose
from wayfinder.engine.question import OpenOption, OpenQuestion
from wayfinder.settings import ROOT
from wayfinder.understanding.classifier import hybrid
from wayfinder.understanding.classifier.encoder import shared_encoder
from wayfinder.workbench.evaluation.understanding import Understanding, trained

STRANGER = "oos"
THRESHOLDS = 50
Row = dict[str, str]


def main() -> None:
    """Print one line for each set."""
    for name in sys.argv[1:]:
        content: dict[str, Any] = json.loads(Path(name).read_text(encoding="utf-8"))
        print(content["name"], _answers(content["rows"]) if "rows" in content else _intents(content), flush=True)


def _intents(content: dict[str, Any]) -> str:
    began = time.perf_counter()
    model = hybrid.train([(text, intent) for text, intent in content["train"]], shared_encoder())
    seconds = time.perf_counter() - began
    ranked = [model.rank(text)[:1] or [(STRANGER, 0.0)] for text, _ in content["test"]]
    found = np.array([best[0][0] for best in ranked])
    sure = np.array([best[0][1] for best in ranked])
    meant = np.array([intent for _, intent in content["test"]])
    known = meant != STRANGER
    line = f"in scope {np.mean(found[known] == meant[known]):.1%} of {known.sum()}, trained in {seconds:.1f} s"
    return line if known.all() else f"{line}; {_of_strangers(found, sure, meant)}"


def _of_strangers(found: Any, sure: Any, meant: Any) -> str:
    """How well confidence tells what is out of scope, and the best Matthews coefficient of any threshold."""
    bars = np.quantile(sure, np.linspace(0, 1, THRESHOLDS))
    best = max(matthews_corrcoef(meant, np.where(sure >= bar, found, STRANGER)) for bar in bars)
    return f"out of scope: AUROC {roc_auc_score(meant != STRANGER, sure):.1%}, best MCC {best:.1%}"


def _answers(rows: list[Row]) -> str:
    """Read with the flowchart's question open, and the options "Yes" (its label says the same) and "No"."""
    listener = trained(ROOT / "data", settings.load().state_folder / "evaluation")
    topic = next(iter(load(ROOT / "data").topics))
    read = [(_read(listener, row, topic), row["gold"]) for row in rows]
    answers = [(option, gold) for option, gold in read if gold != "question"]
    questions = [option for option, gold in read if gold == "question"]
    right = sum(option == gold for option, gold in answers) / len(answers)
    wrong = sum(option not in (None, gold) for option, gold in answers) / len(answers)
    taken = sum(option is not None for option in questions) / len(questions)
    asked = f"questions taken for an answer {taken:.1%} of {len(questions)}"
    return f"right {right:.1%}, wrong {wrong:.1%} of {len(answers)}; {asked}"


def _read(listener: Understanding, row: Row, topic: str) -> str | None:
    """The option that is chosen."""
    options = [OpenOption("1.yes", "Yes", "yes", [row["label"]]), OpenOption("1.no", "No", "no")]
    question = OpenQuestion("asked.here", topic=topic, options=options, number=1, step="choice", words=row["question"])
    moves = listener.hear(row["message"], question, time.time()).moves
    return next((move.id.partition(".")[2] for move in moves if isinstance(move, Choose)), None)


if __name__ == "__main__":
    main()
