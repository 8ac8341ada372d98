"""First messages and the figures made of them, and the figures of conversations, as text and as a page."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.support.scripted import Words, reply, say, script
from wayfinder.content.yaml_file import ContentError
from wayfinder.engine import moves as m
from wayfinder.settings import ROOT
from wayfinder.workbench.conversations.check import Checked, Verdict
from wayfinder.workbench.conversations.files import Expected
from wayfinder.workbench.conversations.player import Exchange, Heard, PlayedMessage
from wayfinder.workbench.evaluation import conversations, first_messages, messages
from wayfinder.workbench.evaluation.intervals import Share
from wayfinder.workbench.evaluation.messages import Answered
from wayfinder.workbench.evaluation.page import page
from wayfinder.workbench.evaluation.tables import Row, Table, shown

SET = """\
messages:
  - {said: "loop", topic: login_loop, style: terse}
  - {said: "maybe loop", topic: login_loop, style: terse}
  - {said: "reset", topic: login_loop, style: angry}
  - {said: "tea", topic: login_loop, style: angry}
  - {said: "human", act: human}
  - {said: "tea", act: out_of_scope, style: far}
  - {said: "maybe loop", act: out_of_scope, style: near}
"""
TOPICS = {"login_loop", "reset_password"}
RANKER = Words(
    {
        "loop": m.Topic("login_loop"),
        "maybe loop": m.Clarify(["reset_password", "login_loop"]),
        "reset": m.Topic("reset_password"),
        "human": m.Human(),
        "tea": m.Topic("out_of_scope"),
    },
    {
        "loop": [("login_loop", 0.9)],
        "maybe loop": [("reset_password", 0.4), ("login_loop", 0.3)],
        "reset": [("reset_password", 0.8)],
        "human": [("talk_to_human", 1.0)],
        "tea": [("out_of_scope", 0.7)],
    },
)


def answered(tmp_path: Path, text: str = SET) -> list[Answered]:
    path = tmp_path / "first_messages.yml"
    path.write_text(text, encoding="utf-8")
    return [messages.answer(each, RANKER, TOPICS) for each in messages.read(path)]


def cells(table: Table) -> dict[str, list[tuple[int, int] | str]]:
    return {
        row.name: [(cell.hits, cell.of) if isinstance(cell, Share) else str(cell) for cell in row.cells]
        for row in table.rows
    }


def test_a_message_has_a_topic_or_an_act(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="either a topic or an act"):
        answered(tmp_path, 'messages: [{said: "both", topic: login_loop, act: thanks}]')


def test_topics_are_counted_by_style(tmp_path: Path) -> None:
    table = first_messages.tables(answered(tmp_path))[0]
    assert cells(table) == {
        "terse": [(1, 2), (2, 2), (1, 2), (2, 2)],
        "angry": [(0, 2), (0, 2), (0, 2), (0, 2)],
        "all": [(1, 4), (2, 4), (1, 4), (2, 4)],
    }


def test_acts_are_known_by_their_intents(tmp_path: Path) -> None:
    table = first_messages.tables(answered(tmp_path))[1]
    assert cells(table) == {"human": [(1, 1), (1, 1)], "all": [(1, 1), (1, 1)]}


def test_out_of_scope_is_caught_when_no_topic_is_begun_or_offered(tmp_path: Path) -> None:
    table = first_messages.tables(answered(tmp_path))[2]
    assert cells(table) == {
        "caught, far": [(1, 1)],
        "caught, near": [(0, 1)],
        "false alarms, of messages about topics": [(1, 4)],
    }


def test_the_worst_confusions_are_named(tmp_path: Path) -> None:
    table = first_messages.tables(answered(tmp_path))[3]
    assert cells(table)["login_loop taken for reset_password"] == ["2"]


def test_confidence_and_times_have_figures(tmp_path: Path) -> None:
    assert list(cells(first_messages.tables(answered(tmp_path))[4])) == [
        "calibration error",
        "one message, p50",
        "one message, p99",
    ]


def test_the_first_messages_of_the_project_can_be_read() -> None:
    assert messages.read(ROOT / "tests" / "evaluation" / "first_messages.yml")


def test_expectations_are_counted_by_topic_mechanism_kind_and_cause() -> None:
    ready = [
        Verdict(Expected(section="a"), False, None),
        Verdict(Expected(ending="solved"), True, "understood otherwise"),
    ]
    planned = [Verdict(Expected(section="a"), False, "not understood")]
    overall, mechanism, kind, cause, commonest = conversations.tables([_checked(ready, True), _checked(planned, False)])
    assert cells(overall)["ready topics, and the conversation itself"] == ["1", (1, 2), (1, 1), (0, 1)]
    assert cells(overall)["other topics"] == ["1", (0, 1), (0, 1), (0, 0)]
    assert cells(mechanism)["answer"] == ["2", (1, 2), (1, 3)]
    assert cells(kind) == {"section": [(1, 1), (1, 2)], "never ending: solved": [(0, 1), (0, 1)]}
    assert cells(cause)["not understood"] == [(0, 2), (1, 3)]
    assert cells(commonest) == {"never ending: solved: understood otherwise": ["1"]}


def _checked(verdicts: list[Verdict], ready: bool) -> Checked:
    message = say("hello")
    played = PlayedMessage(message, [Exchange("hello", Heard([]), reply("Hello."))])
    return Checked(script(message, ready=ready), [played], [verdicts])


def test_a_share_is_shown_with_its_interval_and_count() -> None:
    assert shown(Share(9, 10, 0.6, 0.98)) == "90.0 % (60.0\u201398.0)  9/10"
    assert shown(Share(0, 0, 0, 1)) == "none"
    assert shown(None) == ""


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        self.links += [str(value) for name, value in attrs if name in ("src", "href")]


def test_the_page_has_a_bar_for_each_share_and_loads_nothing() -> None:
    table = Table("A <table>", "About & more", ["share"], [Row("one", [Share(1, 2, 0.2, 0.8)]), Row("two", ["text"])])
    text = page("Title", "About", [table])
    tags = Tags(text)
    assert tags.opened.count("svg") == 1
    assert tags.links == []
    assert "A &lt;table&gt;" in text
