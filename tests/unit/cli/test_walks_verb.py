"""`./run walks` describes where a walk of tests/trees differs from what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.trees import write
from wayfinder.cli.__main__ import main

LOOP = """
steps:
  a: {try: [Do this.], otherwise: b}
  b: {human: A person.}
"""
WALKS = """\
walks:
  it does not help:
    play:
      - do: topic loop
        at: loop/a
      - do: not solved
        ends: human
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path, {"loop": LOOP})


def run(data: Path, walks: str, *trees: str) -> int:
    path = data.parent / "tests" / "trees" / "login" / "loop.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(walks, encoding="utf-8")
    return main(["walks", *trees, "--data", str(data)])


def test_walks_that_go_as_expected_are_counted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, WALKS) == 0
    assert capsys.readouterr().out == "1 walks of 1 trees: all as expected.\n"


def test_a_difference_names_the_line_the_walk_the_move_and_both_sides(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, WALKS.replace("ends: human", "ends: solved\n        says: Hello")) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("tests/trees/login/loop.yml:6: it does not help\n  move 2, `not solved`\n")
    assert "expected the words: Hello\n" in shown
    assert "expected ends: solved, found: human\n" in shown
    assert "said:\n    A person.\n" in shown
    assert "1 walks of 1 trees: 1 differ." in shown


def test_a_step_that_no_walk_reaches_is_a_difference(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, WALKS.replace("not solved", "solved").replace("human", "solved")) == 1
    assert "tests/trees/login/loop.yml: no walk reaches step `b`" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("walks", "problem"),
    [
        (WALKS.replace("ends:", "end:"), "loop.yml:7: unknown key `end`: did you mean `ends`?"),
        (WALKS.replace("    play:", "    proof: nobody\n    play:"), "must be one of none, mailbox, admin"),
        ("walks: {a: {}}", "loop.yml:1: `play` is missing"),
        ("walks: [", "loop.yml:1: [ has no ]"),
        ("content: gone\n" + WALKS, "tests/content/gone:0: there is no such folder"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_without_a_traceback(
    data: Path, walks: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, walks) == 2
    assert problem in capsys.readouterr().err


@pytest.mark.parametrize(
    ("do", "problem"),
    [
        ("jump", "there is no such move"),
        ("topic", "there is no such move"),
        (
            "ask how_log",
            "`how_log` is no side question: write ASPECT [of TOPIC] [(EXAMPLE)], and one of what, how, how_long,",
        ),
        ("click yes", "no option `yes` was offered: offered were solved, otherwise"),
    ],
)
def test_an_unknown_move_is_named(data: Path, do: str, problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, WALKS.replace("not solved", do)) == 1
    assert problem in capsys.readouterr().out


def test_a_tree_without_walks_is_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, WALKS, "other") == 2
    assert "There are no walks of other" in capsys.readouterr().err


def test_walks_may_be_played_on_small_content(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The conversation trees stay the same, the topics are those of the small content."""
    write(data.parent / "tests" / "content", {"loop": LOOP.replace("Do this.", "Do that.")})
    (data.parent / "tests" / "content" / "data").rename(data.parent / "tests" / "content" / "small")
    assert run(data, "content: small\n" + WALKS.replace("at: loop/a", "says: Do that.")) == 0
    assert "all as expected" in capsys.readouterr().out
