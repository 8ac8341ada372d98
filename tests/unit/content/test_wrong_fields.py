"""For data that does not fit, an author is told what to write, not which programming type was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.trees import write
from wayfinder.content.files import read
from wayfinder.content.lint.run import notes, problems

LIST = "write a list here: one line for each item, beginning with `- `"
LINES = "write `name: value` lines here"
ONE = "write one text here, not a list"

IN_A_STEP = {
    "a: {try: Clear the cache., otherwise: b}": LIST,
    "a: {try: {one: Clear, two: Reload}, otherwise: b}": LIST,
    "a: {try: [Clear], otherwise: [b]}": "put quotes around this text, it begins with [",
    "a: {try: [Clear], otherwise: b, exits: [b]}": LINES,
    "a: {try: [Clear], otherwise: b, exits: c}": LINES,
    "a: {try: [Clear], otherwise: b, sources: guide.login}": LIST,
    "a: {find: route, then: b}": LINES,
    "a: {find: route, quiet: perhaps, then: {unknown: b, other: b}}": "`perhaps` is not a value of `quiet`: write true"
    " or false",
    "a: {find: route, about: org chart, then: {unknown: b, other: b}}": "`org chart` is not a value of `about`: write"
    " one of me, colleague, org",
    "a: {tell: {Note: this}, next: b}": "put quotes around this text, it begins with {",
    "a: {tell: [{Note: this}], next: b}": "put quotes around this text, it begins with {",
    "a:\n    tell: Hello.\n    next:\n      - b": ONE,
    "a:\n    tell:\n      Note: this": "put quotes around this text, it has `: ` in it",
    "a:\n    try:\n      - Note: this\n    otherwise: b": "put quotes around this text, it has `: ` in it",
    "a: b": "step `a` has nothing in it: write `key: value` lines under its name, indented further",
    "a: [b]": "step `a` has nothing in it: write `key: value` lines under its name, indented further",
    "next: b": "`next` is a key of a step but is indented like a step: indent it further",
}


@pytest.mark.parametrize("step", IN_A_STEP)
def test_a_wrong_value_in_a_step_is_one_problem_that_says_what_to_write(tmp_path: Path, step: str) -> None:
    text = f"steps:\n  {step}\n  b: {{human: A person goes on.}}"
    facts = "route: {label: Route, ask: How?, values: {mail: By mail}}"
    data = write(tmp_path, {"loop": text}, facts=facts)
    assert [problem.message for problem in problems(read(data), look_ups={})] == [IN_A_STEP[step]]


def test_what_depends_on_a_step_that_cannot_be_read_is_not_reported(tmp_path: Path) -> None:
    text = """
    steps:
      a: {find: route, options: {mail: By mail}, then: {mail: b, web: b, unknown: b}}
      b: {find: route, options: {web: On the web}, then: c}
      c: {tell: Hello., next: a}
    """
    data = write(
        tmp_path, {"loop": text}, facts="route: {label: R, ask: How?, values: {mail: By mail, web: On the web}}"
    )
    loaded = read(data)
    assert [problem.message for problem in problems(loaded, look_ups={})] == [LINES]
    assert notes(loaded) == []


def test_the_line_is_that_of_the_value(tmp_path: Path) -> None:
    text = "steps:\n  a:\n    try:\n      - Clear.\n      - Note: this\n    otherwise: b\n  b: {human: Bye.}"
    (problem,) = read(write(tmp_path, {"loop": text})).problems
    assert problem.line == 10


SHARED: dict[str, tuple[str, str]] = {
    "facts": ("route: {label: R, values: [a]}", LINES),
    "facts of one line": ("route: mail", LINES),
    "facts with a list": ("route: {label: R, values: {a: A}, synonyms: {a: b}}", LIST),
    "facts of facts": ("route: {label: R, values: {a: A}, derived: {by: x}}", "`from` is missing"),
    "links": ("home: example.com", LINES),
    "cases": ("help: {title: Help, queue: q, fields: [{fact: try.result, required: so}]}", "write true or false"),
    "topics": ("loop: {area: login, title: Loop, status: done, gist: Log in again.}", "write one of planned, ready"),
    "topics without a gist": ("loop: {area: login, title: Loop, status: planned}", "`gist` is missing"),
}


@pytest.mark.parametrize("name", SHARED)
def test_a_wrong_value_in_a_shared_file_is_reported_once(tmp_path: Path, name: str) -> None:
    entry, problem = SHARED[name]
    file = name.split()[0]
    data = write(tmp_path)
    path = data / f"{file}.yml"
    text = path.read_text().removesuffix("\n") or f"{file}:"
    path.write_text(f"{text}\n  {entry}\n" if file != "topics" else f"{text}\ntopics:\n  {entry}\n")
    said = [str(one) for one in problems(read(data))]
    assert len(said) == 1
    assert said[0].startswith(f"data/{file}.yml:")
    assert problem in said[0]
