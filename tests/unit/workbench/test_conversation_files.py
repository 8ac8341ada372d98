from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.scripted import small
from wayfinder.back_office.sample.read import read_sample
from wayfinder.content.load import load
from wayfinder.content.yaml_file import ContentError
from wayfinder.settings import ROOT
from wayfinder.workbench.conversations.files import SUFFIX, Expected, read, read_all

SCRIPT = """\
conversation: Somebody asks how long it takes
author: t
voice: terse
as: ann@acme.example
mechanisms: [side_question]
ready: true
turns:
  - say: "how long"
    expect: [{section: [small.first, login.loop]}, {miss: false}]
    never: [{ending: solved}]
if_asked:
  - {about: "email address", say: "ann@acme.example"}
"""
FOLDER = ROOT / "tests" / "conversations"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / f"one{SUFFIX}"
    path.write_text(text, encoding="utf-8")
    return path


def problems(tmp_path: Path, text: str) -> str:
    write(tmp_path, text)
    with pytest.raises(ContentError) as error:
        read_all(tmp_path, small(), {"ann@acme.example"})
    return str(error.value)


def test_a_script_is_read_with_its_expectations(tmp_path: Path) -> None:
    script = read(write(tmp_path, SCRIPT))
    section, miss = script.turns[0].expect
    assert (section.what, section.values) == ("section", ["small.first", "login.loop"])
    assert (miss.what, miss.values) == ("miss", ["false"])
    assert script.person == "ann@acme.example"
    assert script.is_ready


def test_an_unknown_key_is_named_with_its_line(tmp_path: Path) -> None:
    assert ":9: unknown key `sektion`: did you mean `section`?" in problems(
        tmp_path, SCRIPT.replace("section:", "sektion:")
    )


def test_an_expectation_has_exactly_one_key(tmp_path: Path) -> None:
    text = SCRIPT.replace("{miss: false}", "{miss: false, asks: true}")
    assert "an expectation has exactly one key, not 2" in problems(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("login.loop", "login.lop", "`section: login.lop`: there is no such name"),
        ("{ending: solved}", "{proposes: prayer}", "`proposes: prayer`: there is no such name"),
        ("as: ann@", "as: bob@", "bob@acme.example is not one of the sample people"),
        ("mechanisms: [side_question]", "mechanisms: []", "at least one turn and one mechanism"),
        ("{ending: solved}", "{ending: happy}", "Invalid enum value 'happy'"),
    ],
)
def test_names_that_are_not_there_are_reported(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    assert wrong in problems(tmp_path, SCRIPT.replace(old, new))


def test_a_folder_without_scripts_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no scripted conversations"):
        read_all(tmp_path, small(), set())


@pytest.mark.parametrize("folder", ["open", "sealed"])
def test_the_scripts_of_the_project_can_be_read(folder: str) -> None:
    people = {email for company in read_sample(ROOT / "data") for email in company.people}
    assert len(read_all(FOLDER / folder, load(ROOT / "data"), people)) >= 50


def test_an_expectation_of_one_word_has_one_value() -> None:
    assert Expected(look_up="org").values == ["org"]
