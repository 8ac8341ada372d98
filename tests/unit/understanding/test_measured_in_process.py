"""What evaluation measures in its own process: trained phrases, facts and moves, as in Rasa's graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.examples import SMALL
from wayfinder.engine.question import OpenQuestion
from wayfinder.workbench.conversations.sandbox import NOW
from wayfinder.workbench.evaluation.understanding import trained


def phrases(data: Path) -> None:
    (data / "nlu").mkdir(parents=True)
    by_intent: dict[str, list[str]] = {}
    for text, intent in SMALL:
        by_intent.setdefault(intent, []).append(text)
    lines = ['version: "3.1"', "nlu:"]
    for intent, texts in by_intent.items():
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {text}" for text in texts)]
    (data / "nlu" / "small.yml").write_text("\n".join(lines), encoding="utf-8")


def models(kept: Path) -> list[Path]:
    return [path for path in kept.iterdir() if path.is_dir()]


def test_a_message_is_heard_with_its_ranking_its_facts_and_its_move(tmp_path: Path) -> None:
    phrases(tmp_path / "data")
    text, intent = SMALL[0]
    heard = trained(tmp_path / "data", tmp_path / "kept").hear(f"{text}, I am ann@acme.example", OpenQuestion(), NOW)
    assert heard.ranking[0][0] == intent
    assert heard.moves
    assert heard.rule


def test_a_model_is_kept_until_its_phrases_change(tmp_path: Path) -> None:
    data, kept = tmp_path / "data", tmp_path / "kept"
    phrases(data)
    first, again = (trained(data, kept).hear(SMALL[0][0], OpenQuestion(), NOW).ranking[0] for _ in range(2))
    assert again[0] == first[0]
    assert again[1] == pytest.approx(first[1], abs=1e-6)
    assert len(models(kept)) == 1
    with (data / "nlu" / "small.yml").open("a", encoding="utf-8") as file:
        file.write("\n    - one more good morning")
    trained(data, kept)
    assert len(models(kept)) == 2
