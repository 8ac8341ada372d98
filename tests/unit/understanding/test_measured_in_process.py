"""What evaluation measures in its own process: trained phrases, facts and moves, as in Rasa's graph."""

from __future__ import annotations

from pathlib import Path

from tests.support.examples import SMALL
from wayfinder.engine.open_question import OpenQuestion
from wayfinder.workbench.conversations.sandbox import NOW
from wayfinder.workbench.evaluation.understanding import trained


def test_a_message_is_heard_with_its_ranking_its_facts_and_its_move(tmp_path: Path) -> None:
    (tmp_path / "nlu").mkdir()
    by_intent: dict[str, list[str]] = {}
    for text, intent in SMALL:
        by_intent.setdefault(intent, []).append(text)
    lines = ['version: "3.1"', "nlu:"]
    for intent, texts in by_intent.items():
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {text}" for text in texts)]
    (tmp_path / "nlu" / "small.yml").write_text("\n".join(lines), encoding="utf-8")
    text, intent = SMALL[0]
    heard = trained(tmp_path).hear(f"{text}, my address is ann@acme.example", OpenQuestion(), NOW)
    assert heard.ranking[0][0] == intent
    assert heard.moves
    assert heard.rule
