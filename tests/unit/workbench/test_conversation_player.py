"""Scripts played on the small content, with people who are understood word for word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.scripted import Words, say, script, small
from tests.support.trees import library
from tests.support.world import ANNA, CARLA
from wayfinder.back_office.sample.read import read_sample
from wayfinder.engine import moves as m
from wayfinder.settings import ROOT
from wayfinder.workbench.conversations.check import Checked, check
from wayfinder.workbench.conversations.files import Expected, Script
from wayfinder.workbench.conversations.player import play
from wayfinder.workbench.conversations.sandbox import Sandbox, sandbox
from wayfinder.workbench.evaluation.transcript import transcript

KNOWN: dict[str, m.Move] = {
    "first": m.Topic("first_topic"),
    "second": m.Topic("second_topic"),
    "loop": m.Topic("login_loop"),
    "how long": m.SideQuestion("how_long"),
    "person": m.Human(),
    "again": m.Repeat(),
    "ann@acme.example": m.Give({"me.email": "ann@acme.example"}),
}
STATE = """
steps:
  state: {find: account.state, then: {active: known, none: known, unknown: known}}
  known: {tell: Known.}
"""
ACCOUNT = """
account.state:
  {label: State, ask: Which state?, values: {active: Active, none: None}, look_up: account, proof: mailbox}
"""
TO_THE_CASE = [say("first"), say("=ride"), say("=yes")]


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with sandbox(small(), read_sample(ROOT / "data")) as made:
        yield made


def checked(box: Sandbox, played: Script) -> Checked:
    return check(played, play(played, box, Words(KNOWN)), box.library)


def causes(box: Sandbox, played: Script) -> list[str | None]:
    return [verdict.cause for verdict in checked(box, played).all_verdicts]


def test_what_is_expected_is_found_in_the_replies(box: Sandbox) -> None:
    asked = say("first", Expected(section="small.first"), Expected(asks="true"), Expected(other_question="true"))
    aside = say(
        "how long", Expected(fact="It takes a minute."), Expected(same_question="true"), never=Expected(miss="true")
    )
    assert causes(box, script(asked, aside)) == [None] * 6


def test_a_prepared_answer_is_said_when_it_is_asked_and_an_ending_is_missing(box: Sandbox) -> None:
    filed = script(
        say("first"),
        say("=ride"),
        say("=yes", Expected(ending="case")),
        asked={"file it?": "=file", "Org ID": "00D5g000004XkQpEAK", "email address": "ann@acme.example"},
    )
    result = checked(box, filed)
    assert [each.said for each in result.messages[-1].exchanges] == ["=yes", "ann@acme.example", "=file"]
    assert [verdict.cause for verdict in result.all_verdicts] == [None]


def test_in_mid_script_a_form_is_filled_in_before_the_script_goes_on(box: Sandbox) -> None:
    messages = [*TO_THE_CASE[:2], say("=yes", Expected(ending="case")), say("second", Expected(asks="true"))]
    result = checked(box, script(*messages, asked={"email address": "ann@acme.example", "file": "=file"}))
    assert [verdict.cause for verdict in result.all_verdicts] == [None, None]


def test_nothing_is_answered_when_no_ending_is_missing(box: Sandbox) -> None:
    result = checked(box, script(*TO_THE_CASE, asked={"email address": "ann@acme.example"}))
    assert len(result.messages[-1].exchanges) == 1


def test_what_must_not_happen_must_not_happen_after_prepared_answers_either(box: Sandbox) -> None:
    message = say("=yes", Expected(ending="human"), never=Expected(ending="case"))
    prepared = {"email address": "ann@acme.example", "file": "=file"}
    assert causes(box, script(*TO_THE_CASE[:2], message, asked=prepared)) == ["understood otherwise"] * 2


def test_nothing_is_known_from_the_conversation_before(box: Sandbox) -> None:
    message = say("loop", Expected(asks="true"))
    first, second = (checked(box, script(message)).messages[0].exchanges[0].reply for _ in range(2))
    assert first == second


def test_the_record_of_somebody_signed_in_is_looked_up_and_a_strangers_is_not(tmp_path: Path) -> None:
    content = library(tmp_path, {"state": STATE}, facts=ACCOUNT)
    listener = Words({"state": m.Topic("state")})
    looked_up = {}
    with sandbox(content, read_sample(ROOT / "data")) as made:
        for person in (ANNA, CARLA, None):
            played = play(script(say("state"), person=person), made, listener)
            looked_up[person] = played[0].exchanges[0].reply.looked_up
    assert looked_up == {ANNA: ["account"], CARLA: ["account"], None: []}


@pytest.mark.parametrize(
    ("messages", "cause"),
    [
        ([say("gibberish", Expected(section="small.first"))], "not understood"),
        ([say("second", Expected(section="login.loop"))], "understood otherwise"),
        ([say("first", Expected(section="small.first"), Expected(fact="Pay first."))], "content"),
        ([say("first", Expected(fact="Pay first."))], "other"),
        ([say("first"), say("again", Expected(ending="human"))], "understood otherwise"),
        ([say("first"), say("person", Expected(ending="case"))], "understood otherwise"),
        ([say("first"), say("person", Expected(ending="human"))], "content"),
        ([say("first", Expected(kind="true"))], "understood otherwise"),
        ([say("first"), say("how long", never=Expected(fact="a minute"))], "other"),
        ([say("first"), say("again"), say("again", never=Expected(repeats="true"))], "understood otherwise"),
    ],
)
def test_a_failure_has_a_cause(box: Sandbox, messages: list, cause: str) -> None:  # type: ignore[type-arg]
    assert causes(box, script(*messages))[-1] == cause


def test_a_transcript_shows_what_was_said_heard_and_judged(box: Sandbox) -> None:
    text = transcript([checked(box, script(say("gibberish", Expected(section="small.first"))))])
    assert "> gibberish" in text
    assert "heard (words)" in text
    assert "FAILED section: small.first (not understood)" in text
