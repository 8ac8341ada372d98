"""Replies of at most 130 words: the next step is said whole, and what is left out is offered as "more"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import MAILBOX, Player, answering, said
from tests.support.trees import library
from wayfinder.content.model import REPLY_WORDS
from wayfinder.engine import moves as m
from wayfinder.engine.blocks import Choices, Citation
from wayfinder.engine.length import words_of
from wayfinder.engine.walk_json import dumps, loads

FACTS = """
a: {label: First, ask: "First?", values: {x: Ex, y: Why, unknown: Not sure}}
seen: {label: Seen, values: {x: Ex, y: Why}, look_up: seen}
"""
FORTY = " ".join(["word"] * 40)
FIFTY = " ".join(["word"] * 50)
TREES = {
    "loop": f"""
        steps:
          one: {{tell: "One {FORTY}.", next: two}}
          two: {{tell: "Two {FORTY}.", next: three}}
          three: {{tell: "Three {FORTY}.", next: ask}}
          ask: {{try: ["Do it, {FORTY}."], otherwise: end}}
          end: {{tell: End.}}
        """,
    "found": f"""
        steps:
          one: {{tell: "One {FIFTY}.", next: two}}
          two: {{tell: "Two {FIFTY}.", next: seen}}
          seen: {{find: seen, quiet: "true", then: {{x: three, y: three, unknown: three}}}}
          three: {{tell: "Three {FIFTY}.", next: ask}}
          ask: {{find: a, then: {{x: end, y: end, unknown: end}}}}
          end: {{tell: End.}}
        """,
    "ends": f"steps: {{one: {{tell: [{', '.join([FORTY] * 4)}], next: end}}, end: {{human: A person.}}}}",
}


@pytest.fixture
def player(tmp_path: Path) -> Player:
    return Player(library(tmp_path, TREES, facts=FACTS), answering({"seen": "x"}))


def test_what_is_too_much_is_left_out_and_the_next_step_is_said_whole(player: Player) -> None:
    blocks = player.move(m.Topic("loop"))
    assert words_of(blocks) <= REPLY_WORDS
    assert "One word" in said(blocks)
    assert "Two word" in said(blocks)
    assert "Three word" not in said(blocks)
    assert "Do it, word" in said(blocks)


def test_what_was_left_out_is_said_when_it_is_asked_for(player: Player) -> None:
    choices = player.move(m.Topic("loop"))[-1]
    assert isinstance(choices, Choices)
    assert choices.options[-1].label == "More"
    player.walk = loads(dumps(player.walk))
    text = said(player.move(m.Choose(choices.options[-1].id)))
    assert text.startswith("Three word")
    assert text.endswith("Did that help?")


def test_it_is_no_longer_offered_after_another_message(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.move(m.Why())
    assert player.walk.rest == []
    assert "Three" not in said(player.move(m.More()))


def test_more_without_anything_left_says_all_of_the_open_question(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.move(m.Why())
    assert "Do it, word" in said(player.move(m.More()))


def test_a_reply_is_counted_over_its_look_ups(player: Player) -> None:
    blocks = player.move(m.Topic("found"))
    assert words_of(blocks) <= REPLY_WORDS
    assert "First?" in said(blocks)
    assert len([block for block in blocks if isinstance(block, Citation)]) == 1
    assert [words_of([block]) for block in player.walk.rest] == [51]  # its source was named already


def test_what_was_left_out_is_not_shown_once_a_grant_has_ended(player: Player) -> None:
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop"))
    assert player.walk.rest
    player.move(m.Grants([]))
    assert player.walk.rest == []
    assert "Three word" not in said(player.move(m.More()))


def test_what_ends_a_topic_is_said_whole(player: Player) -> None:
    assert words_of(player.move(m.Topic("ends"))) > REPLY_WORDS


def test_a_state_that_is_too_large_forgets_what_was_left_out_first(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.walk.rest.extend(player.walk.rest * 60)
    assert loads(dumps(player.walk)).rest == []
