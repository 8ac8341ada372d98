"""What `./run lint` asks for besides the content: phrases, walks, and the schema for editors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.trees import CONVERSATION, write
from wayfinder.cli.__main__ import main
from wayfinder.content import json_schema
from wayfinder.content.files import read
from wayfinder.content.lint.run import problems
from wayfinder.settings import ROOT
from wayfinder.workbench.project_files import SCHEMA_LINE, missing, walks_of

TREE = "steps: {a: {human: A person goes on.}}"
TOPIC = "loop: {area: login, title: Loop, status: ready, gist: Log in again., sources: [guide.login]}"
PHRASES = 'version: "3.1"\nnlu:\n- intent: loop\n  examples: |\n' + "".join(f"    - phrase {n}\n" for n in range(5))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A complete data folder: one topic with everything that belongs to it."""
    data = write(tmp_path, {"loop": TREE}, topics=TOPIC)
    (data / "nlu").mkdir()
    (data / "nlu" / "login.yml").write_text(PHRASES)
    for tree in data.glob("trees/*/*.yml"):
        tree.write_text(f"{SCHEMA_LINE}\n{tree.read_text()}")
        walks = walks_of(data, tree.parent.name, tree.stem)
        walks.parent.mkdir(parents=True, exist_ok=True)
        walks.write_text("walks: {}\n")
    return data


def said(data: Path) -> list[str]:
    return list(map(str, missing(read(data))))


def test_nothing_is_missing_from_a_complete_project(data: Path) -> None:
    assert said(data) == []


@pytest.mark.parametrize("missing", ["file", "intent"])
def test_a_ready_topic_has_phrases(data: Path, missing: str) -> None:
    path = data / "nlu" / "login.yml"
    path.unlink() if missing == "file" else path.write_text(PHRASES.replace("loop", "lop"))
    assert said(data) == [
        "data/topics.yml:4: `loop` is marked ready, but `- intent: loop` in data/nlu/login.yml is missing"
    ]


def test_a_ready_topic_has_more_than_a_few_phrases(data: Path) -> None:
    (data / "nlu" / "login.yml").write_text(PHRASES.replace("    - phrase 4\n", ""))
    assert said(data) == [
        "data/topics.yml:4: `loop` is marked ready, but has 4 phrases in data/nlu/login.yml: write at least 5"
    ]


def test_a_planned_topic_needs_no_phrases_yet(data: Path) -> None:
    (data / "nlu" / "login.yml").unlink()
    (data / "topics.yml").write_text((data / "topics.yml").read_text().replace("ready", "planned"))
    assert said(data) == []


def test_phrases_that_are_not_yaml_are_one_problem(data: Path) -> None:
    (data / "nlu" / "login.yml").write_text(PHRASES.replace("examples: |", "examples: a: |"))
    assert said(data) == ["data/nlu/login.yml:4: put quotes around this text, it has `: ` in it"]


@pytest.mark.parametrize("tree", ["login/loop", "conversation/greet"])
def test_every_tree_has_walks(data: Path, tree: str) -> None:
    (data.parent / "tests" / "trees" / f"{tree}.yml").unlink()
    assert said(data) == [
        f"data/trees/{tree}.yml:2: tests/trees/{tree}.yml is missing: write walks that test this tree"
    ]


def test_a_data_folder_without_tests_beside_it_needs_no_walks(data: Path) -> None:
    for path in (data.parent / "tests" / "trees").rglob("*.yml"):
        path.unlink()
    for folder in (data.parent / "tests" / "trees").iterdir():
        folder.rmdir()
    (data.parent / "tests" / "trees").rmdir()
    assert said(data) == []


def test_every_tree_begins_with_the_line_for_editors(data: Path) -> None:
    path = data / "trees" / "login" / "loop.yml"
    path.write_text(path.read_text().removeprefix(f"{SCHEMA_LINE}\n"))
    assert said(data) == [
        f"data/trees/login/loop.yml:1: the first line is not `{SCHEMA_LINE}`: write it there, editors need it"
    ]


def test_the_schema_for_editors_has_all_names(data: Path) -> None:
    path = data / "tree.schema.json"
    path.write_text(json_schema.text(read(data).library))
    assert said(data) == []
    (data / "links.yml").write_text("links: {home: {text: example.com}}")
    assert said(data) == ["data/tree.schema.json:1: lacks new names: ./run schema"]


def test_content_can_be_loaded_without_any_of_it(tmp_path: Path) -> None:
    data = write(tmp_path, {"loop": TREE}, topics=TOPIC)
    (tmp_path / "tests" / "trees").mkdir(parents=True)
    assert problems(read(data)) == []


def test_lint_reports_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write(tmp_path)
    assert main(["lint", "--data", str(data)]) == 1
    assert capsys.readouterr().out.count("the first line is not") == len(CONVERSATION)


def test_nothing_is_missing_from_this_project() -> None:
    assert said(ROOT / "data") == []
