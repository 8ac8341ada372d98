"""Drawings: what they contain, that they are well formed, and that nothing overlaps."""

from __future__ import annotations

import argparse
import random
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.random_content import TREES, random_library
from tests.support.trees import library
from wayfinder.cli import __main__ as cli
from wayfinder.cli import draw
from wayfinder.content.model import Library
from wayfinder.settings import ROOT
from wayfinder.workbench.drawing.draw import mermaid, svg
from wayfinder.workbench.drawing.layout import Layout, Link, Point, Size, layout
from wayfinder.workbench.drawing.model import Box, drawing
from wayfinder.workbench.drawing.notes import Note
from wayfinder.workbench.drawing.order import crossings

FACTS = """
route: {label: Route, ask: "Which way?", values: {x: This way, y: That way, unknown: Not sure}}
seen: {label: Seen, values: {x: Ex, y: Why}, look_up: account, proof: mailbox}
me.email: {label: E-mail, ask: "Which?", type: email, cannot: None}
"""
CASES = "help: {title: Ask for help, queue: q, fields: [{fact: me.email}]}"
LOOP = """
tree: loop
title: "A loop & <more>"
sources: [guide.login]
verified: "2026-01-01"
start: route
steps:
  route: {find: route, then: {x: seen, y: fix, unknown: fix}}
  seen: {find: seen, quiet: "true", then: {x: fix, other: sub, unknown: sub}}
  fix: {try: ["Press [Log In].", "Type {me.email|your address}."], exits: {email: "Something else"}, otherwise: sub}
  sub: {visit: sub, next: email}
  email: {need: me.email, next: file, unknown: person}
  file: {case: help, otherwise: bye}
  bye: {tell: "Quote \\" and #hash; `code` 1. x"}
  person: {human: A person goes on.}
"""
ASIDES = """
silent: [cost, what_next]
asides:
  - aspect: how_long
    asked: [how long is it valid, 'when does it "expire"']
    answer: [It is valid for 12 hours., "Ask {admins.names|an administrator} to press [Send] <then>."]
  - {aspect: who, asked: [who sends it, who can], answer: Your administrator.}
"""


@pytest.fixture
def content(tmp_path: Path) -> Library:
    return library(tmp_path, {"loop": LOOP, "sub": "steps: {say: {tell: Sub.}}"}, facts=FACTS, cases=CASES)


# --- what it contains --------------------------------------------------------------------------------


def test_every_step_is_a_box_in_words(content: Library) -> None:
    boxes = {box.id: box for box in drawing(content, content.trees["loop"]).boxes}
    assert boxes["route"] == Box("route", "find", ["Which way?"])
    assert boxes["seen"] == Box("seen", "quiet", ["Seen"], mark="looked up once the mailbox is proved")
    assert boxes["fix"] == Box("fix", "try", ["1. Press [Log In].", "2. Type your address."], ending="solved")
    assert boxes["sub"] == Box("sub", "visit", ["sub"], link="sub")
    assert boxes["file"] == Box("file", "case", ["Ask for help", "Collects: E-mail"], ending="case")
    assert [boxes[name].ending for name in ("bye", "person", "email")] == ["end", "human", None]


def test_every_branch_is_labelled_by_the_words_of_its_value(content: Library) -> None:
    arrows = {(arrow.start, arrow.end): arrow.labels for arrow in drawing(content, content.trees["loop"]).arrows}
    assert arrows == {
        ("route", "seen"): ["This way"],
        ("route", "fix"): ["That way", "not known"],
        ("seen", "fix"): ["Ex"],
        ("seen", "sub"): ["anything else", "not known"],
        ("fix", "email"): ["Something else"],
        ("fix", "sub"): ["it did not help"],
        ("sub", "email"): [],
        ("email", "file"): [],
        ("email", "person"): ["not known"],
        ("file", "bye"): ["not filed"],
    }


def test_ways_round_a_value_that_people_cannot_give_are_drawn(tmp_path: Path) -> None:
    cases = """
help:
  title: Help
  queue: q
  fields: [{fact: id, instead: name, without: "true"}, {fact: why, required: "false"}, {fact: me.email}]
plain: {title: Plain, queue: q, fields: [{fact: me.email}]}
"""
    facts = """
id: {label: Org ID, ask: Which?, type: org_id, invalid: No., cannot: None}
name: {label: Username, ask: Which?, type: username, invalid: No., cannot: None}
why: {label: Reason, ask: Why?, type: text, cannot: None}
me.email: {label: E-mail, ask: "Which?", type: email, invalid: No., cannot: None}
"""
    tree = """
    steps:
      a: {need: id, next: b}
      b: {need: id, next: c, unknown: c}
      c: {case: help, otherwise: d}
      d: {case: plain}
    """
    content = library(tmp_path, {"loop": tree}, facts=facts, cases=cases)
    boxes = {box.id: box.texts for box in drawing(content, content.trees["loop"]).boxes}
    assert boxes == {
        "a": ["Which?", "(Who can't give it: a person, or leave.)"],
        "b": ["Which?"],
        "c": [
            "Help",
            "Collects: Org ID, Reason, E-mail",
            "(Who can't give it: Username instead of Org ID; without Org ID.)",
        ],
        "d": ["Plain", "Collects: E-mail"],
    }


def test_remedies_are_drawn_with_when_they_are_left_out(tmp_path: Path) -> None:
    tree = """
    steps:
      a: {intro: One of these., remedies: [window, cache], otherwise: b}
      b: {try: [Clear it., Log in.], remedy: cache, otherwise: c, renews: [window, cache@colleague]}
      c: {tell: The end.}
    """
    remedies = "window: {words: 'Open a [window].', label: a window}\ncache: {words: Clear it., label: the cache}"
    content = library(tmp_path, {"loop": tree}, remedies=remedies)
    boxes = {box.id: box for box in drawing(content, content.trees["loop"]).boxes}
    once = "(Each is left out once it has failed.)"
    assert boxes["a"] == Box(
        "a", "remedies", [once, "One of these.", "• Open a [window].", "• Clear it."], ending="solved"
    )
    assert boxes["b"].texts == [
        "(Left out once this has failed: the cache.)",
        "(Worth another try from here on: a window, the cache.)",
        "1. Clear it.",
        "2. Log in.",
    ]
    assert "TO CHOOSE FROM" in svg(content, content.trees["loop"])
    assert "TO CHOOSE FROM" in mermaid(content, content.trees["loop"])


def test_the_svg_says_it_all_and_is_well_formed(content: Library) -> None:
    text = svg(content, content.trees["loop"])
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    ids = {element.get("id"): "".join(element.itertext()) for element in root if element.get("id")}
    assert root.get("aria-labelledby") == "loop-title loop-desc"
    assert ids["loop-title"] == "A loop & <more>"
    assert "fix (to try): 1. Press [Log In]." in ids["loop-desc"]
    words = " ".join("".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text"))
    for part in (
        "QUESTION · route",
        "✔ ends solved",
        "→ ends with a person",
        "2026-01-01",
        "Guide: Logging in",
        "not filed",
    ):
        assert part in words
    assert [element.get("href") for element in root.iter("{http://www.w3.org/2000/svg}a")] == ["sub.svg"]
    assert "prefers-color-scheme:dark" in text


def test_a_legend_explains_only_what_is_there(content: Library) -> None:
    small = svg(content, content.trees["sub"])
    assert "a visited tree returns" in small
    assert "when the case is filed" not in small


def test_long_texts_are_shortened_and_kept_as_a_tooltip(tmp_path: Path) -> None:
    words = " ".join(f"word{at}" for at in range(100))
    content = library(tmp_path, {"loop": f"steps: {{say: {{tell: {words}}}}}"})
    root = ET.fromstring(svg(content, content.trees["loop"]))
    shown = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert not [text for text in shown if "word99" in text]
    assert [e for e in root.iter("{http://www.w3.org/2000/svg}title") if "word99" in (e.text or "")]


def test_mermaid_has_every_step_and_branch_and_escapes_texts(content: Library) -> None:
    lines = mermaid(content, content.trees["loop"]).splitlines()
    assert "flowchart TD" in lines
    assert '  s1{{"QUESTION · route<br/>Which way?"}}:::find' in lines
    assert '  s1 -->|"That way / not known"| s3' in lines
    assert '  click s4 href "sub.svg"' in lines
    assert any("Quote #quot; and #35;hash; #96;code#96;" in line for line in lines)
    assert "  accTitle: A loop & <more>" in lines


# --- its side questions ------------------------------------------------------------------------------


@pytest.fixture
def asked(tmp_path: Path) -> Library:
    facts = f"{FACTS}admins.names: {{label: Administrators, type: text}}"
    return library(tmp_path, {"loop": LOOP + ASIDES, "sub": "steps: {say: {tell: S.}}"}, facts=facts, cases=CASES)


def test_side_questions_are_notes_with_their_answers(asked: Library) -> None:
    assert drawing(asked, asked.trees["loop"]).notes == [
        Note(
            'How long? “how long is it valid”, “when does it "expire"”',
            "It is valid for 12 hours. Ask an administrator to press [Send] <then>.",
        ),
        Note("Who? “who sends it”, “who can”", "Your administrator."),
        Note("What does it cost? What next?", "The sources say nothing about it."),
    ]


def test_the_svg_says_the_side_questions_beneath_the_boxes(asked: Library, content: Library) -> None:
    text = svg(asked, asked.trees["loop"])
    root = ET.fromstring(text)
    words = " ".join("".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text"))
    for part in ("Who? “who sends it”", "press [Send] <then>.", "The sources say nothing about it."):
        assert part in words
        assert part in "".join(next(element for element in root if element.get("id") == "loop-desc").itertext())
    without = ET.fromstring(svg(content, content.trees["loop"]))
    assert float(root.get("height") or 0) > float(without.get("height") or 0)
    lowest = max(float(e.get("y") or 0) for e in root[-1].iter("{http://www.w3.org/2000/svg}text"))
    top = float((root[-1].get("transform") or "").split()[1].rstrip(")"))
    assert top + lowest < float(root.get("height") or 0)


def test_a_tree_without_side_questions_has_no_notes(content: Library) -> None:
    assert drawing(content, content.trees["loop"]).notes == []
    assert "Said besides" not in svg(content, content.trees["loop"])


def test_mermaid_has_the_side_questions_as_boxes_without_arrows(asked: Library) -> None:
    lines = mermaid(asked, asked.trees["loop"]).splitlines()
    assert '  n2["Who? “who sends it”, “who can”<br/>Your administrator."]:::note' in lines
    assert not [line for line in lines if "n2 -->" in line or "--> n2" in line]


# --- where it is ------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_nothing_overlaps(seed: int) -> None:
    dice = random.Random(seed)
    names = [f"n{at}" for at in range(dice.randint(1, 14))]
    boxes: dict[str, Size] = {name: (dice.uniform(40, 300), dice.uniform(20, 150)) for name in names}
    ways = {(a, b) for a, b in ((dice.choice(names), dice.choice(names)) for _ in range(20)) if a != b}
    links = [Link(a, b, dice.choice([(0.0, 0.0), (90.0, 34.0)])) for a, b in sorted(ways)]
    laid = layout(boxes, links)
    rectangles = [(*laid.boxes[name], *size) for name, size in boxes.items()]
    labels = [(*route.label, *link.label) for route, link in zip(laid.routes, links, strict=True) if link.label[0]]
    assert not [pair for pair in combinations(rectangles + labels, 2) if _overlap(*pair)]
    for route in laid.routes:
        assert not [point for point in _along(route.points) for it in rectangles if _inside(point, it)]
    assert all(_within(rectangle, laid) for rectangle in rectangles + labels)


@pytest.mark.parametrize("seed", range(40))
def test_any_tree_can_be_drawn(seed: int) -> None:
    content = random_library(seed, 15)
    for name in TREES:
        ET.fromstring(svg(content, content.trees[name]))
        assert mermaid(content, content.trees[name])


def test_a_loop_runs_upwards() -> None:
    laid = layout({"a": (50, 20), "b": (50, 20)}, [Link("a", "b", (0, 0)), Link("b", "a", (0, 0))])
    down, up = laid.routes
    assert (down.upward, up.upward) == (False, True)
    assert up.points[0][1] > up.points[-1][1]


def test_crossings_are_counted() -> None:
    assert crossings([[0, 1], [2, 3]], [(0, 3), (1, 2)]) == 1
    assert crossings([[0, 1], [2, 3]], [(0, 2), (1, 3)]) == 0


Rectangle = tuple[float, float, float, float]


def _overlap(a: Rectangle, b: Rectangle) -> bool:
    return abs(a[0] - b[0]) < (a[2] + b[2]) / 2 - 0.01 and abs(a[1] - b[1]) < (a[3] + b[3]) / 2 - 0.01


def _inside(point: Point, it: Rectangle) -> bool:
    return abs(point[0] - it[0]) < it[2] / 2 - 0.01 and abs(point[1] - it[1]) < it[3] / 2 - 0.01


def _within(it: Rectangle, laid: Layout) -> bool:
    return (
        it[0] - it[2] / 2 > -0.01
        and it[0] + it[2] / 2 < laid.size[0] + 0.01
        and it[1] + it[3] / 2 < laid.size[1] + 0.01
    )


def _along(points: list[Point]) -> list[Point]:
    """Points along the curve that is drawn."""
    found = []
    for (x0, y0), (x1, y1) in pairwise(points):
        for at in range(11):
            t = at / 10
            middle = (y0 + y1) / 2
            y = (1 - t) ** 3 * y0 + 3 * (1 - t) ** 2 * t * middle + 3 * (1 - t) * t**2 * middle + t**3 * y1
            x = ((1 - t) ** 3 + 3 * (1 - t) ** 2 * t) * x0 + (3 * (1 - t) * t**2 + t**3) * x1
            found.append((x, y))
    return found


# --- the verb -----------------------------------------------------------------------------------------


def test_the_verb_writes_files(content: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["draw", "--data", str(tmp_path / "data"), "-o", str(tmp_path / "out")]
    assert cli.main([*arguments, "loop"]) == 0
    assert cli.main([*arguments, "--all", "--mermaid"]) == 0
    assert (tmp_path / "out" / "loop.svg").read_text(encoding="utf-8") == svg(content, content.trees["loop"])
    assert (tmp_path / "out" / "sub.mmd").exists()
    assert cli.main([*arguments, "nothing"]) == 1
    told = capsys.readouterr()
    assert str(tmp_path / "out" / "loop.svg") in told.out
    assert "No such tree: nothing. Trees: " in told.err


def test_the_verb_leaves_the_drawings_of_the_docs_alone() -> None:
    parser = argparse.ArgumentParser()
    draw.add_arguments(parser)
    assert parser.parse_args([]).output == ROOT / "results" / "drawings"


# --- what a topic says first, waiting, and parts of a procedure -------------------------------------


def test_the_gist_and_what_people_wait_for_are_shown(tmp_path: Path) -> None:
    tree = """
        steps:
          ask: {try: [Ask them.], waits: a new card, otherwise: part}
          part: {try: [Part one.], done: rest, otherwise: rest}
          rest: {tell: The rest.}
        """
    topics = "loop: {area: login, title: A loop, status: ready, gist: 'Help at {link.site}.', sources: [guide.login]}"
    content = library(tmp_path, {"loop": tree}, topics=topics, links="site: {text: the site}")
    drawn = drawing(content, content.trees["loop"])
    assert [note.text for note in drawn.notes] == ["Help at the site."]
    assert "(People may wait here for a new card, and come back.)" in drawn.boxes[0].texts
    assert [box.ending for box in drawn.boxes] == ["solved", None, "end"]
    assert [arrow.labels for arrow in drawn.arrows if arrow.start == "part"] == [["done", "it did not help"]]
