"""`./run walk`: a tree played in the terminal, and what happens while its file is edited."""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console

from tests.support.trees import write
from wayfinder.cli import __main__ as cli
from wayfinder.cli.walk_game import WalkGame
from wayfinder.cli.walk_shell import MOVES, WalkShell

FACTS = """
route: {label: Route, ask: "Which way?", why: It matters., values: {x: This way, y: That way, unknown: Not sure}}
seen:
  label: Seen
  ask: "What do you see?"
  values: {full: Full, limited: Limited, unknown: Not sure}
  look_up: account
  proof: mailbox
me.email: {label: E-mail, ask: "Which address?", type: email, invalid: No address., cannot: None}
"""
CASES = "help: {title: Help, queue: q, fields: [{fact: me.email}]}"
TREE = """
steps:
  route: {find: route, then: {x: seen, y: case, unknown: case}}
  seen: {find: seen, then: {full: fine, limited: fix, unknown: fix}}
  fine: {tell: You see it all.}
  fix: {try: [Ask for more.], remedy: more, otherwise: case}
  case: {case: help}
silent: [cost]
asides: [{aspect: who, asked: [who can help, who is it], answer: Your administrator.}]
"""
TOPICS = "loop: {area: login, title: loop, status: ready, gist: The gist., sources: [guide.login]}"
Edit = Callable[[], object]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    trees = {"loop": TREE, "other": "steps: {say: {tell: Another.}}"}
    remedies = "more: {words: Ask for more., label: asking for more}"
    return write(tmp_path, trees, facts=FACTS, cases=CASES, topics=TOPICS, remedies=remedies)


@pytest.fixture
def play(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Types these lines (or makes these edits) and returns what was shown; `code` is the expected exit code."""

    def typed(*lines: str | Edit, arguments: tuple[str, ...] = (), tree: str = "loop", code: int = 0) -> str:
        left = iter(lines)
        monkeypatch.setattr(builtins, "input", lambda _prompt="": _next(left))
        monkeypatch.setenv("COLUMNS", "200")
        assert cli.main(["walk", tree, "--data", str(data), *arguments]) == code
        return capsys.readouterr().out

    return typed


def _next(lines: Iterator[str | Edit]) -> str:
    for line in lines:
        if isinstance(line, str):
            return line
        line()
    raise EOFError


def edited(data: Path, old: str, new: str) -> Edit:
    path = data / "trees" / "login" / "loop.yml"

    def edit() -> None:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        os.utime(path, ns=(1, hash(new) % 10**15))

    return edit


def test_numbers_words_and_values_answer(play: Callable[..., str]) -> None:
    shown = play("That way", "kim", "kim@example.com", "1")
    assert "[2] That way" in shown
    assert "(invalid)" in shown
    assert "E-mail: kim@example.com" in shown
    assert "A case has been filed. Reference: WALK-C1" in shown


def test_every_move_of_a_person_has_a_command(play: Callable[..., str]) -> None:
    shown = play(":why", "1", ":back", ":topic other", ":stop", ":human", "kim@example.com")
    assert shown.count("Which way?") >= 3
    assert "Another." in shown
    assert "Reference: WALK-H1" in shown


def test_side_questions_are_listed_and_asked(play: Callable[..., str]) -> None:
    shown = play(":ask", ":ask cost", ":ask who of other", ":ask who")
    assert "who (who can help) (who is it)\ncost: silent\n" in shown
    assert "(silent)" in shown
    assert "(no_answer)" in shown
    assert shown.index("(no_answer)") < shown.index("Your administrator.") < shown.rindex("Which way?")


def test_where_there_are_no_side_questions_walk_says_so(play: Callable[..., str]) -> None:
    assert "There are no side questions here." in play(":ask", tree="other")


def test_facts_and_steps_are_shown(play: Callable[..., str]) -> None:
    shown = play(":facts", "1", ":facts", ":steps")
    assert "Nothing is known yet." in shown
    assert "route = x (told)" in shown
    assert "loop/route → loop/route → loop/seen" in shown


def test_remedies_are_reported_and_shown(play: Callable[..., str]) -> None:
    shown = play(":remedies", ":report more=failed", "1", "2", ":remedies")
    assert "No remedy was tried yet." in shown
    assert "Ask for more." not in shown
    assert "Which address?" in shown
    assert "more = failed (loop)" in shown


def test_a_fact_can_be_set_before_the_start(play: Callable[..., str]) -> None:
    assert "You see it all." in play(arguments=("--set", "seen=full", "--set", "route=x", "--grant", "mailbox"))


def test_a_look_up_that_nobody_set_is_answered_by_hand(play: Callable[..., str]) -> None:
    assert "You see it all." in play(":grant mailbox", "1", "full")
    assert "What do you see?" in play(":grant mailbox", "1", "")


def test_what_becomes_of_a_wish_to_look_something_up_is_set_by_hand(play: Callable[..., str]) -> None:
    assert "(impossible: " in play("1", "look it up for me")
    shown = play(":set seen=full", ":proof granted", "1", "look it up")
    assert "“Look it up for me” will be granted." in shown
    assert "You see it all." in shown
    assert "(declined)" in play(":proof declined", "1", "look it up for me")
    assert "“Look it up for me” will be impossible." in play(":proof nonsense")


def test_ending_a_proof_and_passing_time_have_an_effect(play: Callable[..., str]) -> None:
    shown = play(":set seen=limited", ":grant", "1", ":revoke")
    assert "Ask for more." in shown
    assert shown.rstrip("> \n").endswith("[4] Look it up for me")
    assert play(":set seen=limited", ":grant", "1", ":later 16", ":facts").count("seen = limited (looked_up)") == 1


def test_a_back_office_that_is_down(play: Callable[..., str]) -> None:
    shown = play(":down", "2", ":tell me.email=kim@example.com", "1", ":up", "1", "1")
    assert "Try again?" in shown
    assert "A case has been filed" in shown


def test_a_command_that_cannot_be_carried_out_says_so(play: Callable[..., str]) -> None:
    shown = play(":fly", ":set nothing=x", ":set seen=nonsense", ":correct", ":later soon")
    assert "There is no command :fly." in shown
    assert shown.count("is not a fact with a value that it can have") == 2
    assert "(nothing_to_undo)" in shown


def test_help_has_a_line_for_every_command_and_names_every_move(play: Callable[..., str]) -> None:
    shown = play(":help")
    for name in dir(WalkShell):
        if name.startswith("do_") and name != "do_q":
            assert f"  :{name.removeprefix('do_')} " in shown
    assert all(f":{name}" in shown for name in MOVES)


def test_an_empty_line_says_the_open_question_again_and_not_the_last_command(play: Callable[..., str]) -> None:
    shown = play(":facts", "")
    assert shown.count("Nothing is known yet.") == 1
    assert shown.count("Which way?") == 2


@pytest.mark.parametrize(
    ("line", "begins", "completed"), [(":gr", 1, ["grant"]), (":not", 1, ["not_solved"]), ("gr", 0, [])]
)
def test_tab_completes_commands_after_a_colon(data: Path, line: str, begins: int, completed: list[str]) -> None:
    shell = WalkShell(WalkGame(Console(), data, "loop"))
    assert shell.completedefault(line[begins:], line, begins, len(line)) == completed


def test_nothing_is_read_after_quit(play: Callable[..., str]) -> None:
    assert "What do you see?" not in play(":quit", "1")


def test_ctrl_c_ends_the_walk(play: Callable[..., str]) -> None:
    def ctrl_c() -> None:
        raise KeyboardInterrupt

    assert "What do you see?" not in play(ctrl_c, "1")


def test_a_tree_that_does_not_exist(play: Callable[..., str]) -> None:
    shown = play("1", tree="nothing", code=1)
    assert "There is no tree nothing." in shown
    assert "loop" in shown


# --- while the file is edited -----------------------------------------------------------------------


def test_a_saved_file_is_read_again_and_the_question_shown(play: Callable[..., str], data: Path) -> None:
    shown = play("1", edited(data, "find: seen,", 'find: seen, ask: "How does it look?",'), "", "limited")
    assert "The content has changed and was read again." in shown
    assert "How does it look?" in shown
    assert "Ask for more." in shown


def test_an_answer_to_a_question_that_has_changed_is_not_taken(play: Callable[..., str], data: Path) -> None:
    shown = play(edited(data, "x: seen, y: case", "x: case, y: seen"), "1", ":facts")
    assert "Nothing is known yet." in shown


def test_a_broken_file_is_explained_with_its_line_and_the_walk_goes_on(play: Callable[..., str], data: Path) -> None:
    shown = play(
        edited(data, "unknown: fix", "unknown: fxi"), "1", edited(data, "unknown: fxi", "unknown: fix"), "", "1"
    )
    assert "data/trees/login/loop.yml:8: " in shown
    assert "The walk goes on with the last version that could be read" in shown
    assert "What do you see?" in shown
    assert "read again" in shown
    assert "You see it all." in shown


def test_a_walk_waits_for_a_file_that_is_broken_at_the_start(play: Callable[..., str], data: Path) -> None:
    edited(data, "steps:", "steps: [")()
    shown = play("", ":facts", edited(data, "steps: [", "steps:"), "", "1")
    assert "cannot walk" not in shown
    assert "[ has no ]" in shown
    assert "The walk begins once this is fixed" in shown
    assert "What do you see?" in shown


def test_a_shared_file_that_is_broken_keeps_the_last_good_content(play: Callable[..., str], data: Path) -> None:
    def broken() -> None:
        (data / "facts.yml").write_text("facts: [")

    shown = play(broken, "", "1")
    assert "data/facts.yml:1: [ has no ]" in shown
    assert "goes on with the last version that could be read" in shown
