"""The slips that people make in YAML: one problem each, at the line where it was made, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.trees import write
from wayfinder.content.files import read
from wayfinder.content.lint.run import problems
from wayfinder.content.slips.lines import LINED_UP
from wayfinder.content.yaml_file import YamlFile

TREE = """\
tree: loop
title: Loop
sources: [guide.login]
verified: 2026-01-01
start: a
steps:
  a:
    intro: Before you begin.
    try:
      - One thing.
      - Another thing.
    otherwise: b
  b:
    human: A person goes on.
"""

# What is written instead of what, and the problem.
SLIPS = {
    "a colon in a text": (
        "A person goes on.",
        "Please note: a person goes on.",
        "14: put quotes around this text, it has `: ` in it",
    ),
    "a colon in an item": (
        "One thing.",
        "Note: one thing.",
        "10: put quotes around this text, it has `: ` in it",
    ),
    "a colon in the second line of a text": (
        "A person goes on.",
        "A person goes on.\n      Note: soon.",
        "15: put quotes around this text, it has `: ` in it",
    ),
    "a colon at the end": ("Before you begin.", "Do this:", "8: put quotes around this text, it ends with `:`"),
    "a tab": ("    otherwise", "\totherwise", "12: this line begins with a tab: indent it with spaces"),
    "[ first": ("A person", "[Log In] a person", "14: put quotes around this text, it begins with ["),
    "[ first in an item": ("One thing.", "[Log In] first.", "10: put quotes around this text, it begins with ["),
    "[ alone in an item": ("One thing.", "[Log In]", "10: put quotes around this text, it begins with ["),
    "{ first": ("Before you", "{link.home} before you", "8: put quotes around this text, it begins with {"),
    "{ alone": ("Before you begin.", "{link.home}", "8: put quotes around this text, it begins with {"),
    "[ first in a text with a colon": (
        "One thing.",
        "[Log In]: first.",
        "10: put quotes around this text, it begins with [",
    ),
    "* first": ("Before you", "*Before* you", "8: put quotes around this text, it begins with *"),
    "& first": ("Before you", "&Before you", "8: put quotes around this text, it begins with &"),
    "@ first": ("Before you", "@home before you", "8: put quotes around this text, it begins with @"),
    "` first": ("Before you", "`Before` you", "8: put quotes around this text, it begins with `"),
    "% first": ("Before you", "%Before you", "8: put quotes around this text, it begins with %"),
    "! first": ("Before you", "!Before you", "8: put quotes around this text, it begins with !"),
    "> first": ("Before you", "> Before you", "8: put quotes around this text, it begins with >"),
    "- first": ("Before you", "- Before you", "8: put quotes around this text, it begins with -"),
    "an open quote": (
        "Before you begin.",
        '"Before you begin.',
        '8: this text begins with " and does not end with it: write " at its end too',
    ),
    "an open quote that the next one closes": (
        "Before you begin.\n    try:\n      - One thing.",
        "'Before you begin.\n    try:\n      - 'One thing.'",
        "8: this text begins with ' and does not end with it: write ' at its end too",
    ),
    "an apostrophe in single quotes": (
        "A person goes on.",
        "'It's for a person.'",
        "14: put double quotes around the whole of this text, it has ' in it",
    ),
    "words after a quote": (
        "A person goes on.",
        '"Log In" is next.',
        '14: put single quotes around the whole of this text, it has " in it',
    ),
    "an open bracket": (
        "sources: [guide.login]",
        "sources: [guide.login",
        "3: [ has no ]: write it at the end, or put quotes around this if it is a text",
    ),
    "an open bracket at the end": (
        "human: A person goes on.",
        "tell: [",
        "14: [ has no ]: write it at the end, or put quotes around this if it is a text",
    ),
    "an open bracket in a text in brackets": (
        "human: A person goes on.\n",
        "find: route\n    then: {unknown: a, other: [a}\n",
        "15: between [ and ] put quotes around each text that has more than words in it",
    ),
    "a key too far out": (
        "    otherwise: b",
        "   otherwise: b",
        f"12: {LINED_UP}",
    ),
    "a key too far in": (
        "    try:",
        "     try:",
        f"9: {LINED_UP}",
    ),
    "a first key too far in, before one with brackets": (
        "    human: A person goes on.\n",
        "     human: A person goes on.\n    sources: [guide.login]\n",
        f"15: {LINED_UP}",
    ),
    "an item too far out": (
        "      - Another",
        "     - Another",
        f"11: {LINED_UP}",
    ),
    "an item too far in": (
        "      - Another",
        "       - Another",
        f"11: {LINED_UP}",
    ),
    "a key of a step where steps stand": (
        "    human: A person goes on.",
        "    human: A person goes on.\n  sources: [guide.login]",
        "15: `sources` is a key of a step but is indented like a step: indent it further",
    ),
    "steps that are not under `steps`": (
        TREE.partition("steps:\n")[2],
        TREE.partition("steps:\n")[2].replace("\n  ", "\n").removeprefix("  "),
        "6: there is nothing under `steps`: indent the steps",
    ),
    "a key without its colon": (
        "    otherwise: b\n",
        "    otherwise b\n    why: So.\n",
        "12: write `: ` after `otherwise` if that is a key; a line that goes on with a text is indented further",
    ),
    "a step without its colon": (
        "  b:\n",
        "  b\n",
        "13: write `: ` after `b` if that is a key; a line that goes on with a text is indented further",
    ),
    "a text that goes on in the column of its key": (
        "Before you begin.",
        "Before\n    you begin.",
        "9: write `: ` after `you` if that is a key; a line that goes on with a text is indented further",
    ),
    "a first step without its colon": (
        "  a:\n",
        "  a\n",
        "7: write `: ` after `a` if that is a key; a line that goes on with a text is indented further",
    ),
    "a sign that no text can have": (
        "Before",
        "Be\x07fore",
        "8: this line has a sign that no text can have: remove it",
    ),
    "a second document": ("  b:\n", "---\n  b:\n", "13: `---` begins another document: remove it"),
    "a number sign in a text": (
        "Before you begin.",
        "Partner # Operations",
        "8: all from ` #` on is left out: put quotes around this text, or give the comment a line of its own",
    ),
    "a number sign first": (
        "One thing.",
        "#1 of two things.",
        "10: all from ` #` on is left out: put quotes around this text, or give the comment a line of its own",
    ),
    "a comment after a value": (
        "start: a",
        "start: a  # the first step",
        "5: all from ` #` on is left out: put quotes around this text, or give the comment a line of its own",
    ),
    "a number sign in brackets": (
        "human: A person goes on.",
        "tell: [Case #1, Case 2]",
        "14: all from ` #` on is left out: put quotes around this text, or give the comment a line of its own",
    ),
    "a line of a text that begins with a number sign": (
        "One thing.",
        "Ask for the case\n        #12345 by name.",
        "11: a line that begins with `#` is left out: put quotes around the text, or line the comment up with the next"
        " line",
    ),
}


def found(data: Path) -> list[str]:
    return [str(problem) for problem in problems(read(data))]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_tree_is_one_problem_at_its_line_with_what_to_do(tmp_path: Path, slip: str) -> None:
    good, bad, problem = SLIPS[slip]
    assert good in TREE
    data = write(tmp_path, {"loop": TREE.replace(good, bad, 1)}, links="home: {text: example.com}")
    assert found(data) == [f"data/trees/login/loop.yml:{problem}"]


FINE = {
    "a comment on a line of its own": ("  b:\n", "\n  # --- the end\n  b:\n"),
    "a comment at the end": ("goes on.\n", "goes on.\n# The end.\n"),
    "a number sign in quotes": ("A person goes on.", '"Partner # Operations"'),
    "a number sign in quotes over lines": ("A person goes on.", '"Partner\n      #1 # Operations"'),
    "a number sign within a word": ("A person goes on.", "A person goes on with C#."),
    "a number sign in a block": ("A person goes on.", "|\n      Partner # Operations\n      &c"),
    "signs within a text": ("A person goes on.", "A person - or two - go on! R&D, 100 %, a@b.example, 10:30."),
    "signs in quotes": ("A person goes on.", "'& then: [Log In], - !'"),
    "a text over lines": ("A person goes on.", "A person\n      goes on, R&D\n      !too."),
}


@pytest.mark.parametrize("name", FINE)
def test_what_only_looks_like_a_slip_is_accepted(tmp_path: Path, name: str) -> None:
    good, other = FINE[name]
    assert good in TREE
    assert found(write(tmp_path, {"loop": TREE.replace(good, other)})) == []


SHARED = {
    "facts": (
        "route: {label: Route, ask: How?, values: {mail: By mail}}",
        "route:\n  label: Route\n  ask: One: how?\n  values: {mail: By mail}",
        "put quotes around this text, it has `: ` in it",
    ),
    "links": (
        "home: {text: example.com}",
        "home:\n  text: @home",
        "put quotes around this text, it begins with @",
    ),
    "cases": (
        "help: {title: Help, queue: support, fields: [{fact: route}, {fact: me.email}]}",
        "help:\n  title: Help # 1\n  queue: support\n  fields: [{fact: route}, {fact: me.email}]",
        "all from ` #` on is left out: put quotes around this text, or give the comment a line of its own",
    ),
}
USES = """
steps:
  a: {find: route, then: {mail: b, unknown: c}}
  b: {tell: "See {link.home}."}
  c: {case: help}
"""


@pytest.mark.parametrize("file", SHARED)
def test_a_slip_in_a_shared_file_is_one_problem_however_many_trees_use_it(tmp_path: Path, file: str) -> None:
    _, bad, problem = SHARED[file]
    files = {name: entry for name, (entry, _, _) in SHARED.items()}
    assert found(write(tmp_path / "good", {"loop": USES}, **files)) == []
    (said,) = found(write(tmp_path / "bad", {"loop": USES, "again": USES}, **{**files, file: bad}))
    assert said.startswith(f"data/{file}.yml:")
    assert said.endswith(problem)


def test_a_file_in_another_encoding_is_one_problem(tmp_path: Path) -> None:
    data = write(tmp_path, {"loop": TREE})
    path = data / "trees" / "login" / "loop.yml"
    path.write_bytes(TREE.replace("Before you", "Après, you").encode("latin-1"))
    assert found(data) == ["data/trees/login/loop.yml:8: this file is not in UTF-8: save it in that encoding"]


def test_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    data = write(tmp_path, {"loop": TREE})
    path = data / "trees" / "login" / "loop.yml"
    path.write_bytes(b"\xef\xbb\xbf" + TREE.encode())
    assert found(data) == []


SIGNS = [*"ab:#&!*[]{}'\"|>-?,%@\t\n\r\u2028\x85\x07é", "\n  ", ": ", " #", "- "]


@given(text=st.lists(st.sampled_from(SIGNS)).map("".join))
def test_any_file_is_read_or_has_a_problem_that_says_why_not(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yml"
    path.write_bytes(text.encode())
    file = YamlFile(path, path.name)
    assert file.readable or len(file.problems) == 1
    assert all(problem.line >= 1 for problem in file.problems)
