"""Trees that change under an open walk, and content that `prove` has not checked."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.support.players import NOW, Player, asks, said
from tests.support.trees import library
from wayfinder.content.fact_key import FactKey
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import advance, open_question_of
from wayfinder.engine.blocks import Status
from wayfinder.engine.walk import Fact, Frame, Walk

FACTS = """
a: {label: First, ask: "First?", values: {x: Ex, y: Why, unknown: Not sure}}
b: {label: Second, ask: "Second?", values: {x: Ex, y: Why, unknown: Not sure}}
"""
BEFORE = {
    "loop": """
        steps:
          a: {find: a, then: {x: sub, y: sub, unknown: sub}}
          sub: {visit: sub, next: end}
          end: {tell: End.}
        """,
    "sub": """
        steps:
          b: {find: b, then: {x: fix, y: fix, unknown: fix}}
          fix: {try: [Do it.], otherwise: end}
          end: {tell: Sub end.}
        """,
}


@pytest.fixture
def player(tmp_path: Path) -> Player:
    player = Player(library(tmp_path / "before", BEFORE, facts=FACTS))
    player.move(m.Topic("loop"))
    player.say("x")
    return player


def after(tmp_path: Path, trees: dict[str, str], facts: str = FACTS) -> Library:
    return library(tmp_path / "after", {**BEFORE, **trees}, facts=facts)


def test_when_the_step_still_exists_the_walk_goes_on(player: Player, tmp_path: Path) -> None:
    player.library = after(tmp_path, {"sub": BEFORE["sub"].replace("Do it.", "Do it now.")})
    assert "Do it now." in said(player.say("x"))


def test_when_the_step_is_gone_the_tree_starts_again_with_the_known_facts_and_says_so(
    player: Player, tmp_path: Path
) -> None:
    player.library = after(tmp_path, {"sub": BEFORE["sub"].replace("b: {find", "new: {find")})
    choice = f"{player.walk.question}.x"
    assert said(player.move(m.Choose(choice))) == "(changed)\nSecond?"
    assert player.told == {"a": "x"}
    assert player.here == "sub/new"


def test_what_was_visited_is_left_when_the_caller_starts_again(player: Player, tmp_path: Path) -> None:
    player.library = after(tmp_path, {"loop": BEFORE["loop"].replace("sub:", "visit:").replace(": sub", ": visit")})
    player.library = after(
        tmp_path, {"loop": "steps: {first: {find: b, then: {x: end, y: end, unknown: end}}, end: {tell: E.}}"}
    )
    assert "(changed)" in said(player.move(m.Repeat()))
    assert player.here == "loop/first"


def test_a_topic_above_one_whose_step_is_gone_stays_open(player: Player, tmp_path: Path) -> None:
    trees = {"other": "steps: {ask: {find: a, then: {x: end, y: end, unknown: end}}, end: {tell: Other end.}}"}
    player.library = after(tmp_path / "both", trees)
    player.move(m.Correct({"a": ""}))
    player.move(m.Topic("other"))
    assert [frame.tree for frame in player.walk.stack] == ["loop", "other"]
    player.library = after(tmp_path / "cut", {**trees, "loop": BEFORE["loop"].replace("a: {find", "new: {find")})
    player.move(m.Repeat())
    assert [frame.here for frame in player.walk.stack] == ["loop/new", "other/ask"]


def test_a_tree_that_is_gone_is_left(player: Player, tmp_path: Path) -> None:
    trees = {name: tree for name, tree in after(tmp_path, {}).trees.items() if name not in BEFORE}
    player.library = msgspec.structs.replace(player.library, trees=trees)
    assert "(changed)" in said(player.move(m.Repeat()))
    assert player.walk.stack == []


def test_what_can_be_answered_now_in_changed_content(player: Player, tmp_path: Path) -> None:
    changed = after(tmp_path, {"sub": BEFORE["sub"].replace("b: {find", "new: {find")})
    assert open_question_of(changed, player.walk).options == []


def test_a_fact_that_is_gone_and_a_value_that_is_gone_are_forgotten(player: Player, tmp_path: Path) -> None:
    player.move(m.Give({"b": "y"}))
    facts = "a: {label: First, ask: 'First?', values: {y: Why, unknown: Not sure}}\nb: {label: B, ask: '?', type: text}"
    player.library = after(tmp_path, {"sub": "steps: {fix: {try: [It.], otherwise: end}, end: {tell: E.}}"}, facts)
    player.move(m.Repeat())
    assert [str(fact.key) for fact in player.walk.facts] == ["b"]


def test_back_passes_questions_whose_step_is_gone(player: Player, tmp_path: Path) -> None:
    player.say("x")
    player.library = after(tmp_path, {"sub": BEFORE["sub"].replace("b: {find", "new: {find")})
    assert player.here == "sub/fix"
    assert "First?" in said(player.move(m.Back()))


def test_an_answer_to_a_try_that_leads_nowhere_now_is_asked_again(tmp_path: Path) -> None:
    tree = """
    steps:
      fix: {try: [Do it.], exits: {more: More}, otherwise: end}
      more: {find: b, then: {x: end, y: end, unknown: end}}
      end: {tell: E.}
    """
    player = Player(library(tmp_path / "before", {"loop": tree}, facts=FACTS))
    player.move(m.Topic("loop"))
    player.say("more")
    shorter = "steps: {fix: {try: [Do it.], otherwise: end}, end: {tell: E.}}"
    player.library = library(tmp_path / "after", {"loop": shorter})
    blocks = player.move(m.Repeat())
    assert "Do it." in said(blocks)
    assert asks(blocks)


# --- content and state that are not valid -----------------------------------------------------------


def test_a_walk_without_an_end_is_an_honest_error(tmp_path: Path) -> None:
    content = library(tmp_path, {"loop": "steps: {a: {tell: A., next: b}, b: {tell: B., next: a}}"})
    moved = advance(content, Walk(), [m.Topic("loop")], NOW)
    assert said(moved.blocks) == "(failure)"
    assert [block.outcome for block in moved.blocks if isinstance(block, Status)] == ["error"]
    assert moved.walk.stack == []


def test_not_even_the_failure_tree_can_keep_it_going(tmp_path: Path) -> None:
    endless = "steps: {a: {tell: A., next: b}, b: {tell: B., next: a}}"
    content = library(tmp_path, {"loop": endless, "conversation/failure": endless})
    assert advance(content, Walk(), [m.Topic("loop")], NOW).walk.stack == []


def test_trees_that_visit_each_other_end(tmp_path: Path) -> None:
    trees = {"one": "steps: {go: {visit: two}}", "two": "steps: {go: {visit: one}}"}
    moved = advance(library(tmp_path, trees), Walk(), [m.Topic("one")], NOW)
    assert moved.walk.stack == []
    assert moved.blocks


def test_a_value_without_a_branch_falls_off(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": "steps: {a: {find: a, then: {x: end}}, end: {tell: E.}}"}, facts=FACTS))
    player.move(m.Topic("loop"))
    assert "(closing)" in said(player.say("y"))


def test_an_invented_walk_is_put_right(tmp_path: Path) -> None:
    content = library(tmp_path, BEFORE, facts=FACTS)
    made_up = Walk(stack=[Frame("nowhere", "x", "topic", ""), Frame("loop", "nowhere", "visit", "")])
    moved = advance(content, made_up, [m.Choose("0.x")], NOW)
    assert moved.walk.stack == []
    assert said(moved.blocks) == "(changed)"


def test_an_invented_derived_fact_is_forgotten(player: Player) -> None:
    made_up = Fact(FactKey("zz/b"), "x", "derived", NOW, 1)
    player.walk = msgspec.structs.replace(player.walk, facts=[*player.walk.facts, made_up])
    player.move(m.Give({"b": "y"}))
    assert {str(fact.key): fact.value for fact in player.walk.facts} == {"a": "x", "b": "y"}


def test_an_invented_question_cannot_be_gone_back_to(player: Player) -> None:
    data = {"conversation.go_back": "yes", "conversation.to": "9" * 4_400}
    asked = Frame("go_back", "ask", "repair", "ffffff", data)
    steps = player.library.trees["go_back"].steps
    asked = msgspec.structs.replace(asked, step=next(iter(steps)))
    player.walk = msgspec.structs.replace(player.walk, stack=[*player.walk.stack, asked], marks=[])
    player.move(m.Repeat())
    assert player.here == "sub/b"
