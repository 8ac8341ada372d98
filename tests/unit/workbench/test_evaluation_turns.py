"""Sets of turns: their questions as they are open, and the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.scripted import Words, small
from wayfinder.content.yaml_file import ContentError
from wayfinder.engine import moves as m
from wayfinder.engine.question import Kind
from wayfinder.understanding.decision.turns import ToldBefore
from wayfinder.workbench.evaluation import turn_sets, turns
from wayfinder.workbench.evaluation.intervals import Share
from wayfinder.workbench.evaluation.tables import Table
from wayfinder.workbench.evaluation.turn_sets import Question, TurnSet, open_question
from wayfinder.workbench.evaluation.turns import Compared

SET = """\
questions:
  route:
    topic: first_topic
    text: "How have you come here?"
    kind: choice
    options: {walk: "On foot", ride: "By train", unknown: "I don't know"}
  helped: {topic: first_topic, text: "Did that help?", kind: remedies, proposes: [clear_cache]}
  case: {topic: first_topic, text: "Shall I file it?", kind: review}
  none: {text: "", kind: none}
turns:
  - {at: route, said: "=ride", meant: [{answer: ride}]}
  - {at: route, said: "mumble", meant: [{answer: walk}]}
  - {at: helped, said: "=solved", meant: [{result: solved}, {act: thanks}]}
  - {at: none, said: "first", meant: [{topic: first_topic}]}
"""
NOT_MEANT = """
  - {at: case, said: "=file", must_not: [case]}
  - {at: case, said: "=leave", must_not: [case, end]}
  - {at: helped, said: "person", must_not: [end]}
"""
LISTENER = Words({"first": m.Topic("first_topic"), "person": m.Human()})


def read(tmp_path: Path, text: str) -> TurnSet:
    path = tmp_path / "turns.yml"
    path.write_text(text, encoding="utf-8")
    return turn_sets.read(path)


def compared(tmp_path: Path, text: str) -> list[Compared]:
    found = read(tmp_path, text)
    return [turns.compare(said, found, small(), LISTENER) for said in found.turns]


def figures(table: Table) -> dict[str, list[tuple[int, int]]]:
    return {row.name: [(cell.hits, cell.of) for cell in row.cells if isinstance(cell, Share)] for row in table.rows}


def test_what_was_told_before_is_known_with_its_options() -> None:
    before = [ToldBefore("small.color", "red"), ToldBefore("not.there", "x")]
    question = open_question(Question("How many?", "value", value="text", told=before), small())
    assert [(each.fact, each.value, sorted(each.options)) for each in question.told] == [
        ("small.color", "red", sorted(small().facts["small.color"].values)),
        ("not.there", "x", []),
    ]


def test_a_choice_is_open_with_the_fact_that_it_asks() -> None:
    question = open_question(Question("Which color is it?", "choice", options={"red": "Red", "blue": "Blue"}), small())
    assert question.fact == "small.color"
    assert [(option.id, option.label) for option in question.options] == [("1.red", "Red"), ("1.blue", "Blue")]


def test_a_choice_that_nobody_declared_is_open_all_the_same() -> None:
    question = open_question(Question("Tea?", "choice", options={"oolong": "Oolong"}), small())
    assert question.fact == turn_sets.NAMELESS


def test_a_value_is_open_with_its_type_and_a_fact_of_that_type() -> None:
    question = open_question(Question("What is the Org ID?", "value", value="org_id"), small())
    assert (question.kind, question.fact) == ("org_id", "org.id")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("remedies", {"solved", "otherwise"}),
        ("procedure", {"done", "otherwise"}),
        ("review", {"file", "change", "leave"}),
    ],
)
def test_the_engines_own_questions_have_their_options(kind: Kind, values: set[str]) -> None:
    question = open_question(Question("?", kind, topic="first_topic"), small())
    assert values <= {option.value for option in question.options}
    assert question.fact is None


def test_nothing_is_open_where_nothing_is_asked() -> None:
    assert open_question(Question("", "none"), small()).number is None


def test_a_turn_at_a_question_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no question `way`"):
        read(tmp_path, SET.replace("at: route", "at: way"))


def test_exactly_what_was_meant_is_counted_by_what_was_open(tmp_path: Path) -> None:
    exact, _ = turns.tables(compared(tmp_path, SET))
    assert figures(exact) == {
        "choice": [(1, 2), (1, 2)],
        "remedies": [(0, 1), (0, 1)],
        "none": [(1, 1), (0, 1)],
        "several meanings": [(0, 1), (0, 1)],
        "all": [(2, 4), (1, 4)],
    }


def test_each_kind_of_meaning_has_precision_and_recall(tmp_path: Path) -> None:
    _, kinds = turns.tables(compared(tmp_path, SET))
    assert figures(kinds) == {
        "act": [(0, 0), (0, 1)],
        "answer": [(1, 1), (1, 2)],
        "result": [(1, 1), (1, 1)],
        "topic": [(1, 1), (1, 1)],
    }


def test_what_is_done_though_not_meant_is_counted(tmp_path: Path) -> None:
    head = SET.partition("turns:")[0] + "turns:"
    table = turns.not_meant(compared(tmp_path, head + NOT_MEANT))
    assert figures(table) == {
        "a topic ended": [(1, 2)],
        "a person called": [(0, 0)],
        "a case filed": [(1, 2)],
        "any of these": [(2, 3)],
    }
