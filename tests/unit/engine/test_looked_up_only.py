"""A find that is `looked_up`: what people said leads elsewhere than what was looked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import MAILBOX, Player, answering, nothing, said
from tests.support.trees import library
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.requests import Prove, Request

FACTS = """
state: {label: State, ask: "Which state?", values: {open: Open, shut: Shut}, look_up: account, proof: mailbox}
invitation.sent_at: {label: Sent, type: text, look_up: invitation, proof: mailbox}
invitation.state:
  label: Invitation
  ask: "When did it come?"
  values: {fresh: Fresh, expired: Expired, unknown: Not sure}
  derived: {by: invitation_age, from: [invitation.sent_at]}
"""
LOOP = """
steps:
  seen: {find: state, looked_up: "true", then: {open: i_see, shut: i_see, unknown: asked}}
  i_see: {tell: "I see: {state|nothing}.", next: person}
  asked: {find: state, then: {open: you_say, shut: you_say, unknown: person}}
  you_say: {tell: "You say: {state|nothing}.", next: person}
  person: {try: [Wait.], otherwise: over}
  over: {tell: Over.}
"""
SENT = """
steps:
  seen: {find: invitation.state, looked_up: "true", then: {fresh: i_see, expired: i_see, unknown: over}}
  i_see: {tell: I see it., next: over}
  over: {tell: Over.}
"""
LONG_AGO = {"invitation.sent_at": "2020-01-01T00:00+00:00"}


@pytest.fixture
def content(tmp_path: Path) -> Library:
    return library(tmp_path, {"loop": LOOP, "sent": SENT}, facts=FACTS)


def test_it_never_asks_and_takes_nothing_from_what_was_told(content: Library) -> None:
    player = Player(content)
    assert "You say: Open." in said(player.move(m.Topic("loop", {"state": "open"})))
    player = Player(content)
    assert said(player.move(m.Topic("loop"))).splitlines()[-1] == "Which state?"
    assert "You say: Shut." in said(player.say("shut"))


def test_what_is_looked_up_overrules_what_was_told(content: Library) -> None:
    player = Player(content, answering({"state": "shut"}))
    player.move(m.Grants([MAILBOX]))
    assert "I see: Shut." in said(player.move(m.Topic("loop", {"state": "open"})))


@pytest.mark.parametrize("answer", [nothing, answering({})])
def test_a_look_up_that_finds_nothing_leaves_what_was_told_to_the_next_step(content: Library, answer: object) -> None:
    player = Player(content, answer)  # type: ignore[arg-type]
    player.move(m.Grants([MAILBOX]))
    assert "You say: Open." in said(player.move(m.Topic("loop", {"state": "open"})))


def test_a_derived_fact_counts_as_looked_up_when_what_it_comes_from_was(content: Library) -> None:
    player = Player(content, answering(LONG_AGO))
    player.move(m.Grants([MAILBOX]))
    assert "I see it." in said(player.move(m.Topic("sent")))
    player = Player(content)
    assert "I see it." not in said(player.move(m.Topic("sent", LONG_AGO)))


def test_a_wish_that_is_granted_is_told_in_the_words_of_the_tree(content: Library) -> None:
    def proving(request: Request) -> m.Answered:
        if isinstance(request, Prove):
            return m.Proved(request.id, "granted", [MAILBOX])
        return answering({"state": "open"})(request)

    player = Player(content, proving)
    player.move(m.Topic("loop"))
    lines = said(player.say("look_up")).splitlines()
    assert lines[0] == "I see: Open."
    assert not any("found" in line for line in lines)
