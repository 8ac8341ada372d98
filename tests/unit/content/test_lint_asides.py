"""What lint says about asides: answers to side questions, and aspects on which the sources are silent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.trees import write
from wayfinder.content.files import read
from wayfinder.content.lint.run import problems

TOPICS = "loop: {area: login, title: Loop, status: ready, gist: So., sources: [guide.login]}"
FACTS = "admins.names: {label: Administrators, type: text}"
GOOD = """
steps: {a: {tell: Hello.}}
silent: [cost]
asides:
  - aspect: how_long
    asked: [how long is it valid, when does it expire]
    answer: It is valid for 12 hours.
  - aspect: how_long
    asked: [how long do I have to wait, when does it come]
    answer: [Up to 30 minutes., "Ask {admins.names|an administrator} to press [Send] then."]
    sources: [guide.login]
"""


def found(tmp_path: Path, text: str, topics: str = TOPICS, name: str = "loop") -> list[str]:
    data = write(tmp_path, {name: text}, topics=topics, facts=FACTS)
    return [str(problem) for problem in problems(read(data), date(2026, 11, 21))]


def test_sound_asides_have_no_problems(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD) == []


def test_a_topic_without_asides_has_no_problems(tmp_path: Path) -> None:
    assert found(tmp_path, "steps: {a: {tell: Hello.}}") == []


# What is written instead of a part of GOOD, the line of the problem, and what is said about it.
WRONG = {
    ("aspect: how_long", "aspect: how_log"): (
        9,
        "`how_log` is not a value of `aspect`: write one of what, how, how_long, who",
    ),
    ("[cost]", "[price]"): (7, "`price` is not a value of `silent`: write one of what, how, how_long, who"),
    ("[cost]", "[cost, how_long]"): (7, "`how_long` has an answer in `asides`: leave it out here, or there"),
    ("[cost]", "[cost, cost]"): (7, "`cost` is here twice: keep one"),
    ("asked: [how long is it valid, when does it expire]", "asked: [how long]"): (
        10,
        "write two to twelve examples of the question, not 1",
    ),
    ("[how long is it valid, when", "[a, b, c, d, e, f, g, h, i, j, k, l, when"): (
        10,
        "write two to twelve examples of the question, not 13",
    ),
    ("when does it come", "'How long: IS it valid'"): (13, "`How long: IS it valid` is an example twice in this tree"),
    ("when does it come", "''"): (13, "an example has no words: write a question that people ask"),
    ("when does it come", "'{admins.names|who} sends it'"): (13, "`{` would be shown as it is"),
    ("It is valid for 12 hours.", "''"): (11, "the answer has no words"),
    ("It is valid for 12 hours.", f"{'word ' * 61}"): (11, "61 words, at most 60 are read in passing: shorten it"),
    ("[Up to 30 minutes.,", f"[{'word ' * 54},"): (14, "61 words, at most 60 are read in passing: shorten it"),
    ("It is valid for 12 hours.", "Ask {admins.name|them}."): (11, "unknown detail `admins.name`: did you mean"),
    ("It is valid for 12 hours.", "Ask {admins.names}."): (
        11,
        "`{admins.names}` may be unknown: write {admins.names|words without it}",
    ),
    ("It is valid for 12 hours.", "It is <b>short</b>."): (11, "`<b` is HTML"),
    ("guide.login", "guide.logn"): (15, "unknown source section `guide.logn`: did you mean `guide.login`?"),
    ("    answer: It is valid for 12 hours.\n", ""): (9, "`answer` is missing"),
    ("answer: It", "anwser: It"): (11, "unknown key `anwser`: did you mean `answer`?"),
}


@pytest.mark.parametrize("written", WRONG, ids=lambda written: written[1] or "nothing")
def test_what_is_wrong_with_an_aside_is_named_with_its_line(tmp_path: Path, written: tuple[str, str]) -> None:
    assert written[0] in GOOD
    line, said = WRONG[written]
    messages = found(tmp_path, GOOD.replace(*written, 1))
    assert any(f"loop.yml:{line}: {said}" in message for message in messages), messages


def test_six_asides_of_one_aspect_are_too_many_to_be_told_apart(tmp_path: Path) -> None:
    more = [f"  - {{aspect: how_long, asked: [a{at}, b{at}], answer: So.}}\n" for at in range(4)]
    assert found(tmp_path / "five", GOOD + "".join(more[:3])) == []
    (message,) = found(tmp_path / "six", GOOD + "".join(more))
    assert "6 asides about `how_long`, at most 5 can be told apart" in message


def test_the_answer_may_have_sixty_words(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD.replace("It is valid for 12 hours.", "word " * 60)) == []


HEAD = "tree: loop\ntitle: Loop\nstart: a\nverified: 2026-01-01\nsteps: {a: {tell: Hello., sources: [guide.login]}}\n"


def test_an_aside_names_a_source_where_its_tree_names_none(tmp_path: Path) -> None:
    aside = "asides: [{aspect: who, asked: [a, b], answer: They., sources: [guide.login]}]"
    assert found(tmp_path / "named", HEAD + aside) == []
    (message,) = found(tmp_path / "not", HEAD + aside.replace(", sources: [guide.login]", ""))
    assert message == (
        "data/trees/login/loop.yml:6: `sources` is missing: name a section of data/topics.yml here or above the steps"
    )


def test_a_tree_that_is_only_visited_has_no_asides(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD, topics="") == [
        "data/trees/login/loop.yml:7: people ask about topics, and this tree is only visited by others: move `silent` "
        "to the tree of a topic",
        "data/trees/login/loop.yml:8: people ask about topics, and this tree is only visited by others: move `asides` "
        "to the tree of a topic",
    ]


def test_a_tree_of_the_conversation_has_no_asides(tmp_path: Path) -> None:
    (message,) = found(tmp_path, "steps: {a: {tell: x}}\nsilent: [cost]", topics="", name="conversation/thanks")
    assert "this one is about the conversation itself: move `silent` to the tree of a topic" in message
