"""Labelled turns can be read, and say what was meant by the names of candidates."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from wayfinder.engine.question import Told
from wayfinder.settings import ROOT
from wayfinder.understanding.decision.turns import load_turns, meanings

TURNS = ROOT / "data" / "turns"
FILE = """
questions:
  sso:
    topic: login_loop
    text: "SSO?"
    kind: choice
    options: {yes: "Yes", no: "No", unknown: "Not sure"}
    told: [{fact: user.org_status, value: hold}]
turns:
  - {at: sso, said: "no, and how long?", meant: [{answer: no}, {ask: how_long}, {report: {clear_cache: failed}}]}
  - {at: sso, said: "dunno", meant: [{want: dont_know}, {tell: {sso.domain: x}}]}
  - at: sso
    said: "it's expired, and she's new"
    meant: [{correct: {user.org_status: expired}}, {tell: {account.state@colleague: none}}]
"""


def test_meanings_are_names_of_candidates(tmp_path: Path) -> None:
    (tmp_path / "some.yml").write_text(FILE)
    first, second, third = load_turns(tmp_path)
    assert meanings(first) == {"option:no", "ask_how_long", "report:clear_cache:failed"}
    assert meanings(second) == {"option:unknown", "fact:sso.domain:x"}
    assert meanings(third) == {"correction", "fact:org.status:expired", "fact:account.state:none"}
    assert third.asked.question.told == [Told("user.org_status", "hold")]
    assert [option.label for option in first.asked.question.options] == ["Yes", "No", "Not sure"]


def test_a_key_that_is_not_known_is_refused(tmp_path: Path) -> None:
    (tmp_path / "some.yml").write_text(FILE.replace("said:", "says:"))
    with pytest.raises(msgspec.ValidationError):
        load_turns(tmp_path)


@pytest.mark.parametrize(("part", "least"), [("training", 4_000), ("calibration", 500)])
def test_there_are_enough_turns_and_every_answer_is_an_option(part: str, least: int) -> None:
    turns = load_turns(TURNS / part)
    assert len(turns) >= least
    for turn in turns:
        answers = {name.partition(":")[2] for name in meanings(turn) if name.startswith("option:")}
        assert answers <= set(turn.asked.options), turn.said


def test_no_turn_is_in_two_parts() -> None:
    parts = [
        {(turn.asked.text, turn.said) for turn in load_turns(TURNS / name)} for name in ("training", "calibration")
    ]
    assert not parts[0] & parts[1]
