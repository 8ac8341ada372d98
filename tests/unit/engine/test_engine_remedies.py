"""Remedies: proposed while they are worth it, reported before or after, and never proposed again once they failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import Player, asks, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block, Status, Steps, Text

FACTS = 'a: {label: First, ask: "First?", values: {x: Ex, y: Why, unknown: Not sure}}'
REMEDIES = """
window: {words: "Open a [private window].", label: a private window}
cache: {words: Clear the cache., label: clearing the cache}
browser: {words: Take another browser., label: another browser}
"""
TOPICS = """
loop: {area: login, title: Going in circles, status: ready, gist: ""}
view: {area: login, title: View, status: ready, gist: ""}
"""
LOOP = """
steps:
  clean: {intro: One of these., remedies: [window, cache, browser], otherwise: ask, exits: {error: I get an error},
          examples: {error: [a red box]}}
  ask: {find: a, then: {x: fresh, y: again, unknown: again}}
  fresh: {tell: A fresh one., renews: [window], next: again}
  again: {intro: Once more., remedies: [window], otherwise: procedure}
  procedure: {try: [Clear it., Log in.], remedy: cache, otherwise: end}
  error: {tell: An error.}
  end: {tell: The end.}
"""
VIEW = """
steps:
  window: {try: [Open one., Log in.], remedy: window, otherwise: hers}
  hers: {intro: For them., remedies: [window, cache], about: colleague, otherwise: end}
  end: {tell: The end.}
"""


@pytest.fixture
def player(tmp_path: Path) -> Player:
    trees = {"loop": LOOP, "view": VIEW}
    return Player(library(tmp_path, trees, facts=FACTS, remedies=REMEDIES, topics=TOPICS))


def proposed(blocks: list[Block]) -> list[str]:
    """What is to be done, an item each."""
    items = (item for block in blocks if isinstance(block, Steps) for item in block.items)
    return [said([Text(item)]) for item in items]


def outcomes(player: Player) -> list[tuple[str, str, str]]:
    """The remedies that the walk remembers: remedy, problem, outcome."""
    return [(each.remedy, each.problem, each.outcome) for each in player.walk.remedies]


def ended(blocks: list[Block]) -> list[str]:
    """The endings shown."""
    return [block.outcome for block in blocks if isinstance(block, Status)]


def test_alternatives_are_proposed_together_and_it_is_asked_whether_they_helped(player: Player) -> None:
    blocks = player.move(m.Topic("loop"))
    assert proposed(blocks) == ["Open a private window.", "Clear the cache.", "Take another browser."]
    now = open_question_of(player.library, player.walk)
    assert [option.value for option in now.options] == ["solved", "error", "otherwise"]
    assert [option.examples for option in now.options if option.value == "error"] == [["a red box"]]
    assert now.remedies == ["window", "cache", "browser"]


def test_it_helped_ends_the_topic(player: Player) -> None:
    player.move(m.Topic("loop"))
    assert ended(player.say("solved")) == ["solved"]


def test_it_did_not_help_counts_for_all_that_were_proposed(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.say("otherwise")
    assert player.here == "loop/ask"
    assert outcomes(player) == [(name, "loop", "failed") for name in ("window", "cache", "browser")]
    assert proposed(player.say("y")) == []
    assert player.walk.stack == []


def test_what_renews_a_remedy_makes_it_worth_another_try(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.say("otherwise")
    assert proposed(player.say("x")) == ["Open a private window."]
    blocks = player.say("otherwise")
    assert (proposed(blocks), "The end." in said(blocks)) == ([], True)


def test_a_topic_that_is_walked_again_does_not_renew_what_has_failed_since(tmp_path: Path) -> None:
    tree = """
    steps:
      first: {remedies: [window], otherwise: ask}
      ask: {find: a, then: {x: fresh, y: fresh, unknown: fresh}}
      fresh: {tell: A fresh one., renews: [window], next: again}
      again: {remedies: [window], otherwise: more}
      more: {find: b, then: {x: end, y: end, unknown: end}}
      end: {tell: The end.}
    """
    facts = f"{FACTS}\nb: {FACTS.partition(': ')[2]}"
    player = Player(library(tmp_path, {"loop": tree}, facts=facts, remedies=REMEDIES))
    player.move(m.Topic("loop"))
    player.say("otherwise")
    player.say("x")
    player.say("otherwise")
    assert player.here == "loop/more"
    assert proposed(player.move(m.Correct({"a": "y"}))) == []
    assert player.here == "loop/more"


def test_an_exit_says_nothing_about_the_remedies(player: Player) -> None:
    player.move(m.Topic("loop"))
    assert "An error." in said(player.say("error"))
    assert outcomes(player) == []


@pytest.mark.parametrize("outcome", ["done", "failed", "impossible"])
def test_what_was_reported_before_it_is_proposed_is_left_out(player: Player, outcome: str) -> None:
    player.move(m.Report({"window": outcome, "browser": outcome}))
    blocks = player.move(m.Topic("loop"))
    assert proposed(blocks) == ["Clear the cache."]
    assert "One of these." in said(blocks)
    assert outcomes(player) == [("window", "loop", outcome), ("browser", "loop", outcome)]


def test_what_is_left_of_a_proposal_is_said_briefly(player: Player) -> None:
    player.move(m.Topic("loop"))
    blocks = player.move(m.Report({"window": "failed"}))
    assert proposed(blocks) == ["Clear the cache.", "Take another browser."]
    assert said(blocks).splitlines()[-1] == "Did that help?"
    assert "One of these." not in said(blocks)
    assert proposed(player.move(m.Report({"cache": "done"}))) == ["Take another browser."]


def test_none_left_is_not_solved(player: Player) -> None:
    player.move(m.Topic("loop"))
    blocks = player.move(m.Report({"window": "done", "cache": "impossible", "browser": "failed"}))
    assert (player.here, ended(blocks)) == ("loop/ask", [])


def test_a_topic_whose_remedies_were_all_reported_goes_on_at_once(player: Player) -> None:
    player.move(m.Report({"window": "done", "cache": "done", "browser": "done"}))
    blocks = player.move(m.Topic("loop"))
    assert (player.here, proposed(blocks)) == ("loop/ask", [])
    assert "One of these." not in said(blocks)


def test_a_remedy_that_worked_ends_the_problem(player: Player) -> None:
    player.move(m.Topic("loop"))
    blocks = player.move(m.Report({"window": "failed", "browser": "worked"}))
    assert ended(blocks) == ["solved"]
    assert outcomes(player) == [("window", "loop", "failed"), ("browser", "loop", "worked")]
    assert proposed(player.move(m.Topic("loop"))) == ["Clear the cache.", "Take another browser."]


def test_a_report_at_another_question_is_kept_and_the_question_asked_again(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.say("otherwise")
    blocks = player.move(m.Report({"cache": "failed"}))
    assert (player.here, asks(blocks)) == ("loop/ask", True)


@pytest.mark.parametrize(
    "report", [{}, {"windo": "failed"}, {"window": "renewed"}, {"window": ""}, {"@colleague": "done"}]
)
def test_a_report_of_nothing_that_we_know_is_not_understood(player: Player, report: dict[str, str]) -> None:
    player.move(m.Topic("loop"))
    assert "(not_understood)" in said(player.move(m.Report(report)))
    assert outcomes(player) == []


def test_a_procedure_with_a_name_is_left_out_when_it_has_failed(player: Player) -> None:
    player.move(m.Report({"window": "failed"}))
    assert "For them." in said(player.move(m.Topic("view")))


def test_a_procedure_with_a_name_is_said_whole_and_fails_under_that_name(player: Player) -> None:
    assert proposed(player.move(m.Topic("view"))) == ["Open one.", "Log in."]
    player.say("otherwise")
    assert (outcomes(player), player.walk.tries) == ([("window", "view", "failed")], [])


@pytest.mark.parametrize(
    ("outcome", "words"), [("done", "Go on."), ("failed", "Then not."), ("impossible", "Then not.")]
)
def test_a_named_part_of_something_longer_leads_on_when_it_was_done(tmp_path: Path, outcome: str, words: str) -> None:
    tree = """
    steps:
      part: {try: [Clear it.], remedy: cache, done: on, otherwise: not}
      on: {tell: Go on.}
      not: {tell: Then not.}
    """
    player = Player(library(tmp_path, {"loop": tree}, remedies=REMEDIES))
    assert words in said(player.move(m.Topic("loop"), m.Report({"cache": outcome})))


def test_a_colleague_is_another_person(player: Player) -> None:
    player.move(m.Topic("view"))
    assert proposed(player.say("otherwise")) == ["Open a private window.", "Clear the cache."]
    player.move(m.Report({"cache@colleague": "done"}))
    player.say("otherwise")
    told = [("window", "failed"), ("cache@colleague", "done"), ("window@colleague", "failed")]
    assert outcomes(player) == [(remedy, "view", outcome) for remedy, outcome in told]


def test_in_another_problem_it_is_proposed_again_and_said_that_it_was_tried(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.say("otherwise")
    blocks = player.move(m.Topic("view"))
    assert proposed(blocks) == ["Open one.", "Log in."]
    assert said(blocks).splitlines()[0] == "You tried a private window for loop."
    assert player.walk.stack[-1].data == {}


def test_what_could_not_be_done_for_another_problem_was_not_tried(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.move(m.Report({"window": "impossible"}))
    assert "You tried" not in said(player.move(m.Topic("view")))


def test_what_one_message_reports_and_names_belong_together(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.move(m.Report({"cache": "failed"}))
    blocks = player.move(m.Topic("view"), m.Report({"window": "failed", "cache@colleague": "failed"}))
    assert (player.here, proposed(blocks)) == ("view/hers", ["Open a private window."])
    told = [("cache", "loop"), ("window", "view"), ("cache@colleague", "view")]
    assert outcomes(player) == [(remedy, problem, "failed") for remedy, problem in told]


def test_an_answer_in_the_same_message_counts_for_what_is_left(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.move(m.NotSolved(), m.Report({"window": "impossible"}))
    told = [("window", "impossible"), ("cache", "failed"), ("browser", "failed")]
    assert outcomes(player) == [(remedy, "loop", outcome) for remedy, outcome in told]
    assert player.here == "loop/ask"


def test_an_answer_about_remedies_is_kept_when_a_correction_closes_the_question(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.say("otherwise")
    player.say("x")
    player.move(m.Correct({"a": "y"}), m.Choose(f"{player.walk.question}.otherwise"))
    assert outcomes(player)[-1] == ("window", "loop", "failed")
    assert player.walk.stack == []


def test_a_question_that_comes_back_says_its_remedies_only_when_asked_for_all_of_it(player: Player) -> None:
    player.move(m.Topic("loop"))
    assert proposed(player.move(m.Why())) == []
    assert len(proposed(player.move(m.Repeat()))) == 3


def test_going_back_forgets_what_was_reported_after_the_question(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.say("otherwise")
    player.move(m.Back())
    assert (player.here, outcomes(player)) == ("loop/clean", [])
    player.move(m.Report({"window": "failed"}))
    blocks = player.move(m.Back())
    assert len(proposed(blocks)) == 3


def test_going_back_before_a_renewal_forgets_it_too(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.say("otherwise")
    player.say("x")
    player.move(m.Back())
    assert player.here == "loop/ask"
    assert proposed(player.say("y")) == []


def test_restart_forgets_what_was_tried(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.say("otherwise")
    player.move(m.Restart())
    assert len(proposed(player.move(m.Topic("loop")))) == 3


def test_a_topic_that_comes_up_again_still_knows_what_failed(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.move(m.Report({"window": "failed"}))
    player.move(m.Stop())
    assert proposed(player.move(m.Topic("loop"))) == ["Clear the cache.", "Take another browser."]


def test_a_topic_that_comes_up_again_renews_again(player: Player) -> None:
    player.move(m.Topic("loop"))
    player.say("otherwise")
    player.say("x")
    player.say("otherwise")
    assert proposed(player.move(m.Topic("loop"))) == ["Open a private window."]
    assert [each.step for each in player.walk.remedies if each.outcome == "renewed"] == ["loop/fresh"]


def test_a_remedy_that_is_no_longer_in_the_content_is_forgotten(player: Player, tmp_path: Path) -> None:
    player.move(m.Topic("loop"))
    player.move(m.Report({"window": "failed", "cache": "failed"}))
    less = {
        "loop": LOOP.replace("window, cache, browser", "browser")
        .replace("[window]", "[browser]")
        .replace("cache", "browser")
    }
    player.library = library(tmp_path / "less", less, facts=FACTS, remedies="browser: {words: B., label: b}")
    player.move(m.Repeat())
    assert outcomes(player) == []


# --- taken in -----------------------------------------------------------------------------------


def test_what_is_reported_is_taken_in(player: Player) -> None:
    player.move(m.Topic("loop"))
    blocks = player.move(m.Report({"window": "failed", "cache": "impossible"}))
    assert "(left out: a private window, clearing the cache)" in said(blocks)


def test_a_remedy_that_worked_is_not_left_out(player: Player) -> None:
    player.move(m.Topic("loop"))
    assert "left out" not in said(player.move(m.Report({"window": "worked"})))


def test_what_was_reported_before_is_not_taken_in_twice(player: Player) -> None:
    player.move(m.Topic("loop"), m.Report({"window": "failed"}))
    assert "(left out: clearing the cache)" in said(player.move(m.Report({"window": "failed", "cache": "failed"})))
