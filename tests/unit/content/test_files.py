from __future__ import annotations

from pathlib import Path

from tests.support.trees import write
from wayfinder.content.files import read
from wayfinder.content.steps import Find, Tell

FIND = "steps: {a: {find: route, quiet: 'true', then: {yes: b, no: b, unknown: b}}, b: {tell: off}}"
FACTS = "route: {label: Route, values: {yes: Yes, no: No}}"


def messages(data: Path) -> list[str]:
    return [str(problem) for problem in sorted(read(data).problems)]


def test_every_scalar_is_a_text_and_types_are_read_from_it(tmp_path: Path) -> None:
    loaded = read(write(tmp_path, {"loop": FIND}, facts=FACTS))
    assert loaded.problems == []
    tree = loaded.library.trees["loop"]
    find, tell = tree.steps["a"], tree.steps["b"]
    assert isinstance(find, Find)
    assert isinstance(tell, Tell)
    assert list(find.then) == ["yes", "no", "unknown"]
    assert find.quiet is True
    assert tell.tell == "off"
    assert tree.verified == "2026-01-01"


def test_the_folder_is_the_area_and_the_version_follows_the_text(tmp_path: Path) -> None:
    first = read(write(tmp_path, {"orgs/loop": FIND}, facts=FACTS)).library.trees["loop"]
    again = read(write(tmp_path, {"orgs/loop": FIND}, facts=FACTS)).library.trees["loop"]
    other = read(write(tmp_path, {"orgs/loop": FIND.replace("off", "on")}, facts=FACTS)).library.trees["loop"]
    assert first.area == "orgs"
    assert first.version == again.version != other.version


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    data = write(tmp_path, {"good": FIND, "torn": FIND}, facts=FACTS + "\nbad: {label: B, privacy: none}")
    (data / "trees" / "login" / "torn.yml").write_text("tree: torn\n  title: [")
    loaded = read(data)
    assert "good" in loaded.library.trees
    assert "route" in loaded.library.facts
    assert "bad" not in loaded.library.facts
    said = messages(data)
    assert any(line.startswith("data/trees/login/torn.yml:2: ") for line in said)
    assert any("`none` is not a value of `privacy`" in line for line in said)


def test_a_key_written_twice_is_a_problem_at_its_second_line(tmp_path: Path) -> None:
    data = write(tmp_path, {"loop": "steps:\n  a: {tell: One}\n  a: {tell: Two}"})
    assert messages(data) == ["data/trees/login/loop.yml:8: `a` is here twice: keep one"]


def test_two_trees_of_one_name_are_a_problem(tmp_path: Path) -> None:
    data = write(tmp_path, {"login/loop": FIND, "orgs/loop": FIND}, facts=FACTS)
    assert messages(data) == [
        "data/trees/orgs/loop.yml:1: tree `loop` is already in data/trees/login/loop.yml: rename one"
    ]


def test_a_fact_of_a_tree_joins_the_others_and_must_be_new(tmp_path: Path) -> None:
    steps = "steps: {a: {find: own, quiet: 'true', then: {a: b, unknown: b}}, b: {tell: x}}"
    local = "facts: {own: {label: Own, values: {a: A}}}\n" + steps
    data = write(tmp_path, {"loop": local})
    assert "own" in read(data).library.facts
    assert messages(data) == []
    data = write(tmp_path, {"loop": local}, facts="own: {label: Mine, values: {a: A}}")
    assert "fact `own` is declared elsewhere too" in messages(data)[0]


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    loaded = read(tmp_path)
    assert loaded.problems == []
    assert not loaded.library.trees
