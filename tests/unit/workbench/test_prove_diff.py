from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.trees import library, write
from wayfinder.cli.__main__ import main
from wayfinder.content.files import read
from wayfinder.workbench.proof.changes import Changes, Difference
from wayfinder.workbench.proof.diff import diff
from wayfinder.workbench.proof.edits import Edit, edits

FACTS = """
route: {label: Route, ask: How?, values: {mail: By mail, web: On the web}}
state: {label: State, ask: What?, values: {open: Open, shut: Shut}, look_up: account, proof: mailbox}
"""
CASES = "help: {title: Help, queue: support, fields: [{fact: route}, {fact: me.email}]}"
LOOP = """
steps:
  a: {find: route, then: {mail: b, web: c, unknown: c}}
  b: {find: state, then: {open: c, shut: d, unknown: c}}
  c: {try: [Do this.], otherwise: d}
  d: {human: A person.}
"""
AROUND = "steps: {a: {visit: loop, next: b}, b: {tell: Bye.}}"


def changes(tmp_path: Path, before: dict[str, str], after: dict[str, str], facts: str = FACTS) -> dict[str, Changes]:
    was = library(tmp_path / "was", before, facts=FACTS, cases=CASES)
    return diff(was, library(tmp_path / "now", after, facts=facts, cases=CASES))


def test_trees_that_say_the_same_are_not_named(tmp_path: Path) -> None:
    again = LOOP.replace("steps:", "# a comment\nsteps:")
    assert changes(tmp_path, {"loop": LOOP}, {"loop": again}) == {}


def test_states_that_end_differently_are_named_by_their_facts(tmp_path: Path) -> None:
    after = LOOP.replace("shut: d", "shut: c")
    found = changes(tmp_path, {"loop": LOOP}, {"loop": after})["loop"]
    # three states of the account, of which `shut` has changed and then asks whether it helped, and the two other routes
    assert found.states == 6
    assert (found.ends, found.reads) == (1, 1)
    assert found.examples[0] == Difference(
        {"route": "mail", "state": "shut", "loop/c": "solved"}, before="human", after="solved"
    )


def test_a_tree_in_which_only_words_have_changed_is_not_played(tmp_path: Path) -> None:
    found = changes(tmp_path, {"loop": LOOP}, {"loop": LOOP.replace("Do this.", "Do that.")})
    assert found == {"loop": Changes(words_only=True)}


def test_a_state_reads_differently_from_the_first_words_that_do(tmp_path: Path) -> None:
    after = LOOP.replace("Do this.", "Do that.").replace("shut: d", "shut: c")
    found = changes(tmp_path, {"loop": LOOP}, {"loop": after})["loop"]
    assert Difference({"route": "web"}, "goes on", "goes on") in found.examples


def test_what_comes_after_the_last_change_is_not_played(tmp_path: Path) -> None:
    """Thirty questions come after the change, which would be 3 to the power of 30 states to be tried one by one."""
    facts = FACTS + "\n".join(f"f{at}: {{label: F, ask: F?, values: {{a: A, b: B}}}}" for at in range(30))
    ways = ", ".join(f"{value}: s{{0}}" for value in ("a", "b", "unknown"))
    asks = "".join(f"  s{at}: {{find: f{at}, then: {{{ways.format(at + 1)}}}}}\n" for at in range(30))
    before = LOOP.replace("d: {human: A person.}", "d: {tell: Well., next: s0}\n" + asks + "  s30: {human: A person.}")
    was = library(tmp_path / "was", {"loop": before}, facts=facts, cases=CASES)
    now = library(tmp_path / "now", {"loop": before.replace("shut: d", "shut: c")}, facts=facts, cases=CASES)
    found = diff(was, now)["loop"]
    assert not found.more
    assert found.reads == 1


def test_a_text_that_is_left_out_before_a_question_reads_differently(tmp_path: Path) -> None:
    before = LOOP.replace("web: c", "web: e") + "  e: {tell: One moment., next: c}\n"
    found = changes(tmp_path, {"loop": before}, {"loop": before.replace("web: e", "web: c")})["loop"]
    assert (found.ends, found.reads) == (0, 1)
    assert found.examples == [Difference({"route": "web"}, "goes on", "goes on")]


def test_another_order_of_questions_is_not_another_ending(tmp_path: Path) -> None:
    before = """
    steps:
      a: {find: route, then: {other: b, unknown: b}}
      b: {find: state, then: {open: c, other: d, unknown: c}}
      c: {human: x}
      d: {tell: y}
    """
    after = """
    steps:
      b: {find: state, then: {open: a, other: e, unknown: a}}
      a: {find: route, then: {other: c, unknown: c}}
      e: {find: route, then: {other: d, unknown: d}}
      c: {human: x}
      d: {tell: y}
    """
    found = changes(tmp_path, {"loop": before}, {"loop": after})["loop"]
    assert (found.states, found.ends) == (9, 0)


def test_a_change_shows_in_the_trees_that_visit_it_too(tmp_path: Path) -> None:
    after = {"loop": LOOP.replace("A person.", "Somebody."), "around": AROUND}
    found = changes(tmp_path, {"loop": LOOP, "around": AROUND}, after)
    assert found.keys() == {"loop", "around"}
    assert found["around"] == found["loop"] == Changes(words_only=True)


def test_an_exit_that_is_new_is_a_state_that_was_not_offered(tmp_path: Path) -> None:
    found = changes(tmp_path, {"loop": LOOP}, {"loop": LOOP.replace("otherwise: d", "otherwise: d, exits: {d: Else}")})
    assert Difference({"route": "web", "loop/c": "d"}, "`d` is not offered", "human") in found["loop"].examples


def test_words_of_a_fact_count(tmp_path: Path) -> None:
    found = changes(tmp_path, {"loop": LOOP}, {"loop": LOOP}, FACTS.replace("How?", "How so?"))
    assert found == {"loop": Changes(words_only=True)}


def test_words_of_a_fact_that_a_tree_never_asks_for_are_not_its_own(tmp_path: Path) -> None:
    trees = {"loop": LOOP, "other": "steps: {a: {tell: Hello.}}"}
    assert changes(tmp_path, trees, trees, FACTS.replace("How?", "How so?")).keys() == {"loop"}


def test_texts_and_branches_are_listed_old_and_new(tmp_path: Path) -> None:
    after = LOOP.replace("[Do this.]", "[First this., Do this.]").replace("shut: d", "shut: c")
    was = library(tmp_path / "was", {"loop": LOOP}, facts=FACTS, cases=CASES)
    now = library(tmp_path / "now", {"loop": after}, facts=FACTS.replace("How?", "How so?"), cases=CASES)
    assert edits(was, now) == [
        Edit("loop/b", "then.shut", "d", "c"),
        Edit("loop/c", "try", None, "First this."),
        Edit("facts: route", "ask", "How?", "How so?"),
    ]


# --- the command -----------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    name = ["-c", "user.name=Kim", "-c", "user.email=kim@example.com"]
    subprocess.run(["git", "-C", str(folder), *name, *arguments], check=True, capture_output=True)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = write(tmp_path, {"loop": LOOP}, facts=FACTS, cases=CASES)
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    return data


def run(data: Path, *arguments: str) -> int:
    return main(["prove", *arguments, "--data", str(data)])


def test_the_words_of_a_side_question_are_listed_old_and_new(tmp_path: Path) -> None:
    was, now = "answer: In 12 hours.", "answer: In 24 hours."
    asides = (
        "asides: [{aspect: who, asked: [who, by whom], answer: You.}, {aspect: how_long, asked: [how long, when], %s}]"
    )
    before, after = ({"loop": f"{LOOP}{asides % answer}"} for answer in (was, now))
    assert changes(tmp_path, before, after) == {}
    found = edits(library(tmp_path / "a", before, facts=FACTS, cases=CASES), read(tmp_path / "now" / "data").library)
    assert found == [Edit("loop/how_long “how long”", "answer", "In 12 hours.", "In 24 hours.")]


def test_the_command_compares_with_a_git_revision(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "--diff", "HEAD") == 0
    assert "Every state ends and reads as in HEAD." in capsys.readouterr().out
    trees = {"loop": LOOP.replace("shut: d", "shut: c"), "fresh": "steps: {a: {tell: x}}"}
    write(data.parent, trees, facts=FACTS, cases=CASES)
    assert run(data, "--diff", "HEAD") == 0
    shown = capsys.readouterr().out
    assert "loop/b, then.shut\n  was: d\n  now: c\n" in shown
    assert "loop: of 6 states 1 end differently, 1 read differently" in shown
    assert "human → solved: route = mail, state = shut, loop/c = solved" in " ".join(shown.split())
    assert "New: fresh" in shown
    assert run(data, "--diff", "HEAD", "--json") == 0
    assert json.loads(capsys.readouterr().out)["changes"]["loop"]["ends"] == 1


def test_a_reword_shows_the_old_words_beside_the_new(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "Do this. " * 40
    write(data.parent, {"loop": LOOP.replace("Do this.", long)}, facts=FACTS, cases=CASES)
    git(data.parent, "commit", "-am", "long")
    write(data.parent, {"loop": LOOP.replace("Do this.", long + "Then wait.")}, facts=FACTS, cases=CASES)
    assert run(data, "--diff", "HEAD") == 0
    shown = capsys.readouterr().out
    assert "loop/c, try\n  was: …" in shown
    assert "Do this. Then wait.\n" in shown
    assert "Ends as before, with other words: loop\n" in shown
    assert max(map(len, shown.splitlines())) < 120


def test_a_long_comparison_says_now_and_then_how_far_it_is(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wayfinder.cli.prove_diff.SECONDS_BETWEEN_LINES", 0)
    write(data.parent, {"loop": LOOP.replace("shut: d", "shut: c")}, facts=FACTS, cases=CASES)
    assert run(data, "--diff", "HEAD", "--json") == 0
    shown = capsys.readouterr()
    assert "Comparing loop: 1 states" in shown.err
    assert json.loads(shown.out)["edits"] == [{"where": "loop/b", "key": "then.shut", "old": "d", "new": "c"}]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x"])
def test_a_revision_that_does_not_exist_is_named(data: Path, revision: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, f"--diff={revision}") == 2
    assert revision in capsys.readouterr().err


def test_the_command_shows_every_tree_and_fails_where_a_proof_does(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data) == 0
    assert "every walk ends" in capsys.readouterr().out
    assert run(data, "loop", "--json") == 0
    proofs = json.loads(capsys.readouterr().out)
    assert [(each["tree"], each["failures"]) for each in proofs] == [("loop", [])]
    write(data.parent, {"loop": "steps: {a: {try: [x], otherwise: a}}"}, facts=FACTS, cases=CASES)
    assert run(data) == 1
    assert "loop: a walk does not end: loop/a → loop/a" in capsys.readouterr().out
    assert run(data, "nothing") == 2
    assert "There is no tree nothing" in capsys.readouterr().err


def test_content_that_lint_refuses_is_not_proved(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(data.parent, {"loop": "steps: {a: {visit: gone}}"}, facts=FACTS, cases=CASES)
    assert run(data) == 2
    assert "loop.yml:6: unknown tree `gone`" in capsys.readouterr().err
