"""A case: its fields, read back, changed, filed once, and what happens when it cannot be filed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import MAILBOX, Player, answering, nothing, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import advance, open_question_of
from wayfinder.engine.blocks import Choices, Form, Status, Steps
from wayfinder.engine.requests import File

FACTS = """
me.email: {label: E-mail, ask: "Which address?", type: email, invalid: No address., look_up: account, proof: mailbox}
org.type: {label: Type, ask: "What type?", values: {trial: A trial, crm: A CRM org, unknown: Not sure}}
b: {label: Second, ask: "Second?", values: {x: Ex, y: Why, unknown: Not sure}}
org.until: {label: Until, ask: "Until when?", type: date, invalid: No date.}
"""
CASES = """
more_time:
  title: More time
  queue: support
  fields: [{fact: me.email}, {fact: org.type, required: "false"}, {fact: org.until}]
"""
TREES = {
    "loop": "steps: {file: {case: more_time, otherwise: left}, left: {tell: Left it.}}",
    "second": """
        steps:
          b: {find: b, then: {x: end, y: end, unknown: end}}
          end: {try: [Do it.], otherwise: left}
          left: {tell: Left.}
        """,
    "conversation/not_filed": """
        steps:
          ask: {find: conversation.again, ask: "Not filed. Again?", then: {yes: fine, no: fine, unknown: fine}}
          fine: {tell: All right.}
        """,
}
ANSWERS: tuple[m.Move, ...] = (
    m.Give({"me.email": "kim@example.com"}),
    m.Give({"org.type": "trial"}),
    m.Give({"org.until": "2027-06-30"}),
)


@pytest.fixture
def player(tmp_path: Path) -> Player:
    player = Player(library(tmp_path, TREES, facts=FACTS, cases=CASES), answering({}))
    player.move(m.Topic("loop"))
    return player


def filled(player: Player) -> Player:
    for answer in ANSWERS:
        player.move(answer)
    return player


def filing(player: Player) -> list[File]:
    return [request for request in player.requests if isinstance(request, File)]


def test_fields_are_asked_in_order(player: Player) -> None:
    asked = []
    for answer in ANSWERS:
        asked.append(open_question_of(player.library, player.walk).fact)
        player.move(answer)
    assert asked == ["me.email", "org.type", "org.until"]


def test_a_wish_to_file_while_fields_are_asked_leaves_out_those_that_may_be_missing(player: Player) -> None:
    player.move(m.FileCase())
    player.move(ANSWERS[0])
    assert open_question_of(player.library, player.walk).fact == "org.until"
    player.move(ANSWERS[2])
    player.say("file")
    assert [request.fields for request in filing(player)] == [
        {"me.email": "kim@example.com", "org.until": "2027-06-30"}
    ]


def test_a_field_offers_only_what_makes_sense_in_the_case_and_not_being_sure(tmp_path: Path) -> None:
    cases = CASES.replace("{fact: org.type, ", "{fact: org.type, offers: [trial], ")
    player = Player(library(tmp_path, TREES, facts=FACTS, cases=cases), answering({}))
    player.move(m.Topic("loop"))
    blocks = player.move(ANSWERS[0])
    shown = [option.id for block in blocks if isinstance(block, Choices) for option in block.options]
    heard = open_question_of(player.library, player.walk).options
    assert [option.value for option in heard] == ["trial", "unknown"]
    assert shown == [option.id for option in heard]


def test_what_is_known_is_not_asked(tmp_path: Path) -> None:
    player = Player(library(tmp_path, TREES, facts=FACTS, cases=CASES), answering({"me.email": "kim@example.com"}))
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop", {"org.type": "crm"}))
    assert open_question_of(player.library, player.walk).fact == "org.until"


@pytest.mark.parametrize("text", ["tomorrow", "2027-02-30", ""])
def test_a_field_of_the_wrong_form_is_asked_again(player: Player, text: str) -> None:
    player.move(ANSWERS[0])
    player.move(ANSWERS[1])
    blocks = player.move(m.Give({"org.until": text}))
    assert "(invalid)" in said(blocks)
    assert Form("org.until", "date", True) in blocks


def test_a_field_that_is_needed_cannot_be_skipped_and_another_can(player: Player) -> None:
    assert "Needed: E-mail." in said(player.move(m.Skip()))
    player.move(ANSWERS[0])
    player.move(m.Skip())
    assert open_question_of(player.library, player.walk).fact == "org.until"


def test_it_is_read_back_before_it_is_filed(player: Player) -> None:
    player.move(ANSWERS[0])
    player.move(ANSWERS[1])
    blocks = player.move(ANSWERS[2])
    assert Steps([["E-mail: kim@example.com"], ["Type: A trial"], ["Until: 2027-06-30"]]) in blocks
    assert [option.value for option in open_question_of(player.library, player.walk).options] == [
        "file",
        "change",
        "leave",
    ]
    assert filing(player) == []


def test_it_is_filed_with_its_reference(player: Player) -> None:
    assert Status("case", "loop", "R-1") in filled(player).say("file")
    [request] = filing(player)
    assert (request.case, request.grant) == ("more_time", None)
    assert request.fields == {"me.email": "kim@example.com", "org.type": "trial", "org.until": "2027-06-30"}


def test_a_skipped_field_is_left_out(player: Player) -> None:
    player.move(ANSWERS[0])
    player.move(m.Skip())
    player.move(ANSWERS[2])
    player.say("file")
    assert filing(player)[0].fields == {"me.email": "kim@example.com", "org.until": "2027-06-30"}


# --- changing a field -----------------------------------------------------------------------------


def test_one_field_can_be_changed(player: Player) -> None:
    filled(player).say("change")
    assert [option.label for option in open_question_of(player.library, player.walk).options] == [
        "E-mail",
        "Type",
        "Until",
    ]
    assert "What type?" in said(player.say("org.type"))
    assert "Type: A CRM org" in said(player.say("crm"))
    player.say("file")
    assert filing(player)[0].fields["org.type"] == "crm"


def test_a_field_that_was_looked_up_can_be_changed(tmp_path: Path) -> None:
    player = Player(library(tmp_path, TREES, facts=FACTS, cases=CASES), answering({"me.email": "kim@example.com"}))
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop", {"org.type": "crm", "org.until": "2027-06-30"}))
    player.say("change")
    assert "Which address?" in said(player.say("me.email"))
    assert "E-mail: lee@example.com" in said(player.move(m.Give({"me.email": "lee@example.com"})))


def test_back_undoes_a_change(player: Player) -> None:
    filled(player).say("change")
    player.say("org.type")
    player.move(m.Back())
    assert "Type: A trial" in said(player.move(m.Back()))
    assert player.told["org.type"] == "trial"


def test_a_correction_in_words_changes_a_field_too(player: Player) -> None:
    filled(player)
    player.move(m.Correct({"org.type": "crm"}))
    player.move(ANSWERS[2])
    player.say("file")
    assert filing(player)[0].fields["org.type"] == "crm"


# --- not filing it -----------------------------------------------------------------------------------


def test_not_filing_it_goes_on(player: Player) -> None:
    assert "Left it." in said(filled(player).say("leave"))
    assert filing(player) == []


def test_not_filing_it_ends_the_topic_where_nothing_else_is_said(tmp_path: Path) -> None:
    trees = {"loop": "steps: {file: {case: more_time}}"}
    player = Player(library(tmp_path, trees, facts=FACTS, cases=CASES), answering({}))
    player.move(m.Topic("loop"))
    assert Status("stopped", "loop") in filled(player).say("leave")


def test_a_case_that_could_not_be_filed_is_admitted_and_tried_again(player: Player) -> None:
    player.answer = nothing
    blocks = filled(player).say("file")
    assert "Not filed. Again?" in said(blocks)
    assert not [block for block in blocks if isinstance(block, Status)]
    player.answer = answering({})
    player.say("yes")
    assert Status("case", "loop", "R-1") in player.say("file")


def test_every_try_has_the_same_key(player: Player) -> None:
    player.answer = nothing
    filled(player)
    for _ in range(3):
        player.say("file")
        player.say("yes")
    keys = {request.key for request in filing(player)}
    assert len(filing(player)) == 3
    assert len(keys) == 1


def test_another_case_has_another_key(player: Player) -> None:
    filled(player).say("file")
    player.move(m.Topic("loop"))
    player.say("file")
    assert len({request.key for request in filing(player)}) == 2


def test_the_answer_is_taken_once(player: Player) -> None:
    choice = next(option.id for option in open_question_of(filled(player).library, player.walk).options)
    moved = advance(player.library, player.walk, [m.Choose(choice)], player.now)
    once = advance(player.library, moved.walk, [m.Filed(moved.requests[0].id, "R-1")], player.now)
    twice = advance(player.library, once.walk, [m.Filed(moved.requests[0].id, "R-2")], player.now)
    assert not [block for block in twice.blocks if isinstance(block, Status)]


def test_giving_up_ends_the_topic(player: Player) -> None:
    player.answer = nothing
    filled(player).say("file")
    assert Status("stopped", "loop") in player.say("no")


def test_a_case_that_is_never_taken_is_not_tried_again(player: Player) -> None:
    filled(player)
    player.answer = lambda request: m.Filed(request.id, None, "Enough.", final=True)
    assert "A person?" in said(player.say("file"))
    blocks = player.say("no")
    assert "(not_filed)" not in said(blocks)
    assert Status("stopped", "loop") in blocks
    assert player.walk.stack == []


def test_a_correction_after_a_case_was_filed_says_that_the_case_keeps_the_old_answer(player: Player) -> None:
    filled(player).say("file")
    assert said(player.move(m.Correct({"me.email": "ann@example.com"}))) == "(noted)"


def test_a_correction_in_another_topic_does_not_speak_of_the_case(player: Player) -> None:
    filled(player).say("file")
    player.move(m.Topic("second"))
    player.say("x")
    assert "(corrected)" in said(player.move(m.Correct({"b": "y"})))


def test_goodbye_says_that_a_case_was_not_filed(player: Player) -> None:
    assert said(filled(player).move(m.Topic("goodbye"))) == "(case_left)\n(goodbye)"


def test_who_begins_again_in_a_case_hears_that_it_was_not_filed(player: Player) -> None:
    assert said(filled(player).move(m.Restart())) == "(case_left)\n(restarted)"
