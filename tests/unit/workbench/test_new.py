from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from tests.support.trees import write
from wayfinder.cli.__main__ import main
from wayfinder.content.files import read
from wayfinder.content.lint.run import problems
from wayfinder.content.lint.texts import PLACEHOLDER
from wayfinder.engine.advance import advance
from wayfinder.engine.moves import Topic
from wayfinder.engine.walk import Walk
from wayfinder.settings import ROOT

TOPICS = """
loop: {area: login, title: "Loop: again", status: planned, gist: Log in again., sources: [guide.login]}
last:
  area: login
  title: Last
  status: planned
  gist: Log in last.
  sources:
    - guide.login
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path, topics=TOPICS)


def new(data: Path, *arguments: str) -> int:
    return main(["new", *arguments, "--data", str(data)])


def test_a_known_topic_gets_a_tree_phrases_and_a_test(data: Path) -> None:
    assert new(data, "loop") == 0
    library = read(data).library
    assert library.trees["loop"].title == "Loop: again"
    assert library.trees["loop"].sources == ["guide.login"]
    assert library.topics["loop"].status == "planned"
    assert "- intent: loop" in (data / "nlu" / "login.yml").read_text()
    walks = yaml.safe_load((data.parent / "tests" / "trees" / "login" / "loop.yml").read_text())["walks"]
    assert all(walk["play"][0]["do"] == "topic loop" for walk in walks.values())


def test_what_is_left_to_do_is_exactly_what_it_names(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(data, "loop") == 0
    left = problems(read(data))
    assert [problem.message.partition(":")[0] for problem in left] == ["`verified` is missing", *["`FILL IN"] * 3]
    said = capsys.readouterr().out
    assert all(str(problem) in said for problem in left)


def test_filled_in_and_marked_ready_it_is_fit_to_be_walked(data: Path) -> None:
    new(data, "last")
    tree = data / "trees" / "login" / "last.yml"
    tree.write_text(tree.read_text().replace(PLACEHOLDER, "").replace('""', "2026-01-01"))
    (data / "topics.yml").write_text(
        (data / "topics.yml").read_text().replace("Last\n    status: planned", "Last\n    status: ready")
    )
    loaded = read(data)
    assert loaded.library.topics["last"].status == "ready"
    assert problems(loaded) == []
    assert advance(loaded.library, Walk(), [Topic("last")], 0.0).walk.stack[-1].step == "first"


def test_editors_know_the_new_tree(data: Path) -> None:
    path = data / "tree.schema.json"
    path.write_text("{}")
    new(data, "loop")
    assert "loop" in json.loads(path.read_text())["definitions"]["TreeName"]["enum"]


def test_a_new_topic_is_added_as_planned(data: Path) -> None:
    before = read(data).library.topics
    assert new(data, "fresh", "--area", "orgs", "--title", "A “fresh” one", "--sources", "guide.login") == 0
    topics = read(data).library.topics
    assert {name: topics[name] for name in before} == before
    assert (topics["fresh"].area, topics["fresh"].title, topics["fresh"].status) == ("orgs", "A “fresh” one", "planned")
    assert topics["fresh"].sources == ["guide.login"]
    phrases = yaml.safe_load((data / "nlu" / "orgs.yml").read_text())
    assert phrases["nlu"] == [{"intent": "fresh", "examples": "- a “fresh” one\n"}]


def test_the_gist_of_a_new_topic_is_left_to_fill_in(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new(data, "fresh", "--area", "login", "--title", "Fresh", "--sources", "guide.login")
    assert read(data).library.topics["fresh"].gist.startswith(PLACEHOLDER)
    said = [line for line in capsys.readouterr().out.splitlines() if "data/topics.yml:" in line]
    assert len(said) == 1
    assert f"`{PLACEHOLDER}` is still there" in said[0]


def test_phrases_that_are_there_stay_as_they_are(data: Path) -> None:
    (data / "nlu").mkdir()
    text = 'version: "3.1"\nnlu:\n- intent: loop\n  examples: |\n    - round and round\n'
    (data / "nlu" / "login.yml").write_text(text)
    new(data, "loop")
    assert (data / "nlu" / "login.yml").read_text() == text


def test_phrases_that_are_still_to_be_written_are_counted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new(data, "loop")
    assert "data/nlu/login.yml: `loop` has 1 of at least 5 phrases" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["data/trees/login/loop.yml", "tests/trees/login/loop.yml"])
def test_nothing_is_overwritten(data: Path, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = data.parent / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    assert new(data, "loop") == 1
    assert "exists already: nothing was written" in capsys.readouterr().err
    assert path.read_text() == "mine"
    assert len(list(data.parent.rglob("loop.yml"))) == 1


@pytest.mark.parametrize(
    "arguments", [["fresh"], ["fresh", "--area", "orgs"], ["../fresh", "--area", "a", "--title", "T"]]
)
def test_a_topic_without_a_place_is_refused(data: Path, arguments: list[str]) -> None:
    files = sorted(data.parent.rglob("*"))
    assert new(data, *arguments) == 1
    assert sorted(data.parent.rglob("*")) == files


def test_this_projects_topics_can_be_added_to(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    shutil.copy(ROOT / "domain.yml", tmp_path)
    before = read(data).library.topics
    assert new(data, "brand_new", "--area", "login", "--title", "Brand new") == 0
    after = read(data).library.topics
    assert after.keys() - before.keys() == {"brand_new"}
    assert "  - brand_new\n" in (tmp_path / "domain.yml").read_text()
