"""Facts that are looked up or derived: when, under which grant, for how long."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.support.players import MAILBOX, NOW, Player, answering, nothing, said
from tests.support.trees import library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import advance, open_question_of
from wayfinder.engine.requests import Held, LookUp
from wayfinder.engine.working_walk import FRESH_SECONDS

FACTS = """
route: {label: Route, ask: "Which way?", values: {x: This, y: That, unknown: Not sure}}
org.status:
  label: Org
  about: org
  ask: "What of the org?"
  values: {active: Active, hold: On hold, unknown: Not sure}
  look_up: org
  proof: mailbox
org.id: {label: Org ID, about: org, ask: "Which org?", type: org_id}
org.days: {label: Days left, about: org, type: text, look_up: org, proof: mailbox}
public: {label: Public, ask: "Public?", values: {up: Up, down: Down, unknown: Not sure}, look_up: status}
invitation.sent_at: {label: Sent, type: text, look_up: invitation, proof: mailbox}
invitation.state:
  label: Invitation
  ask: "When did it come?"
  values: {fresh: Fresh, expired: Expired, unknown: Not sure}
  derived: {by: invitation_age, from: [invitation.sent_at]}
"""
TREE = """
steps:
  route: {find: route, then: {x: status, y: status, unknown: status}}
  status: {find: org.status, then: {active: fix, hold: held, unknown: fix}}
  held: {tell: "On hold, {org.days|some} days.", next: fix}
  fix: {try: [Do it.], otherwise: over}
  over: {tell: Over.}
"""
OTHER = """
steps:
  status: {find: org.status, then: {active: ask, hold: held, unknown: ask}}
  held: {tell: It is held., next: ask}
  ask: {try: [Other.], otherwise: over}
  over: {tell: Over.}
"""
HOLD = {"org.status": "hold", "org.days": "12"}


@pytest.fixture
def player(tmp_path: Path) -> Player:
    player = Player(library(tmp_path, {"loop": TREE, "other": OTHER}, facts=FACTS), answering(HOLD))
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop"))
    return player


def origins(player: Player) -> dict[str, str]:
    return {str(fact.key): fact.origin for fact in player.walk.facts}


def test_a_person_who_has_proved_enough_is_not_asked(player: Player) -> None:
    assert "On hold, 12 days." in said(player.say("x"))
    ask = player.requests[0]
    assert isinstance(ask, LookUp)
    assert (ask.look_up, ask.about, ask.grant) == ("org", "org", "g1")
    assert origins(player) == {"route": "told", "org.status": "looked_up", "org.days": "looked_up"}


def test_the_steps_that_a_look_up_led_to_are_among_those_walked(player: Player) -> None:
    player.say("x")
    assert player.steps[-2:] == ["loop/held", "loop/fix"]


def test_where_there_is_no_news_no_steps_are_walked(player: Player) -> None:
    before = list(player.steps)
    player.move(m.Grants([MAILBOX]))
    assert player.steps == before


def test_one_look_up_answers_for_all_its_facts(player: Player) -> None:
    player.say("x")
    player.move(m.Topic("other"))
    assert len(player.requests) == 1


def test_a_person_who_has_proved_nothing_is_asked(player: Player) -> None:
    player.move(m.Grants([]))
    assert "What of the org?" in said(player.say("x"))
    assert player.requests == []


def test_a_grant_for_something_else_is_not_enough(player: Player) -> None:
    player.move(m.Grants([Held("g2", ["admin"], NOW + 1_000)]))
    player.say("x")
    assert player.requests == []


def test_a_fact_without_proof_is_looked_up_for_anyone(tmp_path: Path) -> None:
    tree = "steps: {up: {find: public, then: {up: done, down: done, unknown: done}}, done: {tell: Done.}}"
    player = Player(library(tmp_path, {"loop": tree}, facts=FACTS), answering({"public": "down"}))
    assert "Done." in said(player.move(m.Topic("loop")))


def test_a_dead_look_up_becomes_a_question_once(player: Player) -> None:
    player.answer = nothing
    assert "What of the org?" in said(player.say("x"))
    player.move(m.Repeat())
    assert len(player.requests) == 1
    player.say("active")
    assert player.here == "loop/fix"


COLLEAGUE = """
user.email: {label: User, about: colleague, ask: "Who?", type: email, invalid: "No address."}
me.company: {label: Company, ask: "Whose?", values: {a: Ours, b: Theirs}, look_up: account, proof: mailbox}
"""
ABOUT_A_COLLEAGUE = """
steps:
  who: {need: user.email, next: company, unknown: company}
  company: {find: me.company, about: colleague, quiet: "true", then: {a: ours, b: over, unknown: over}}
  ours: {tell: One of ours., next: over}
  over: {try: [Do it.], otherwise: done}
  done: {tell: Done.}
"""


def about_a_colleague(tmp_path: Path, scopes: list[str]) -> Player:
    player = Player(library(tmp_path, {"loop": ABOUT_A_COLLEAGUE}, facts=COLLEAGUE), answering({"me.company": "a"}))
    player.move(m.Grants([MAILBOX, Held("g2", scopes, NOW + 1_000)]))
    player.move(m.Topic("loop"))
    return player


def test_an_administrator_may_look_up_a_named_colleague(tmp_path: Path) -> None:
    player = about_a_colleague(tmp_path, ["mailbox", "admin"])
    assert "One of ours." in said(player.move(m.Give({"user.email": "lee@example.com"})))
    [ask] = player.requests
    assert isinstance(ask, LookUp)
    assert (ask.look_up, ask.about, ask.grant, ask.named) == (
        "account",
        "colleague",
        "g2",
        {"user.email": "lee@example.com"},
    )


def test_nobody_is_looked_up_without_a_name(tmp_path: Path) -> None:
    player = about_a_colleague(tmp_path, ["mailbox", "admin"])
    player.move(m.Skip())
    assert (player.here, player.requests) == ("loop/over", [])


def test_a_proved_mailbox_proves_nothing_about_a_colleague(tmp_path: Path) -> None:
    player = about_a_colleague(tmp_path, ["mailbox"])
    player.move(m.Give({"user.email": "lee@example.com"}))
    assert (player.here, player.requests) == ("loop/over", [])


@pytest.mark.parametrize("value", ["nonsense", "", "unknown"])
def test_a_value_that_is_not_valid_is_not_believed(player: Player, value: str) -> None:
    player.answer = answering({"org.status": value})
    assert "What of the org?" in said(player.say("x"))


def test_what_was_told_stays_when_a_look_up_says_otherwise(player: Player) -> None:
    player.move(m.Give({"org.days": "3"}))
    assert "On hold, 3 days." in said(player.say("x"))


def test_what_was_looked_up_stays_when_somebody_says_otherwise(player: Player) -> None:
    player.say("x")
    player.move(m.Give({"org.status": "active"}))
    assert {fact.value for fact in player.walk.facts if str(fact.key) == "org.status"} == {"hold"}


def test_the_org_that_is_meant_goes_along(player: Player) -> None:
    player.move(m.Give({"org.id": "00D000000000001"}))
    player.say("x")
    ask = player.requests[0]
    assert isinstance(ask, LookUp)
    assert ask.named == {"org.id": "00D000000000001EAA"}


def test_an_answer_to_another_request_is_ignored(player: Player) -> None:
    moved = advance(
        player.library, player.walk, [m.Choose(open_question_of(player.library, player.walk).options[0].id)], NOW
    )
    other = advance(player.library, moved.walk, [m.Found("l99", HOLD)], NOW)
    assert "org.status" not in {str(fact.key) for fact in other.walk.facts}


def test_an_answer_that_comes_after_its_grant_has_ended_is_ignored(player: Player) -> None:
    moved = advance(
        player.library, player.walk, [m.Choose(open_question_of(player.library, player.walk).options[0].id)], NOW
    )
    late = msgspec.structs.replace(moved.walk, grants=[])
    found = advance(player.library, late, [m.Found(moved.requests[0].id, HOLD)], NOW)
    assert "On hold" not in said(found.blocks)
    assert "hold" not in {fact.value for fact in found.walk.facts}


# --- how long they are trusted ----------------------------------------------------------------


def test_the_end_of_a_grant_forgets_what_was_read_under_it_and_keeps_what_was_told(player: Player) -> None:
    player.say("x")
    blocks = player.move(m.Grants([]))
    assert origins(player) == {"route": "told"}
    assert said(blocks) == "What of the org?"


def test_a_grant_that_has_run_out_does_not_count(player: Player) -> None:
    player.say("x")
    player.now = MAILBOX.until + 1
    player.move(m.Grants([MAILBOX]))
    assert origins(player) == {"route": "told"}


def test_after_fifteen_minutes_it_is_looked_up_again(player: Player) -> None:
    player.say("x")
    player.answer = answering({"org.status": "active"})
    player.now += FRESH_SECONDS + 1
    player.move(m.Grants([MAILBOX]))
    assert len(player.requests) == 2
    assert [fact.value for fact in player.walk.facts if str(fact.key) == "org.status"] == ["active"]


def test_within_fifteen_minutes_it_is_not_looked_up_again(player: Player) -> None:
    player.say("x")
    player.now += FRESH_SECONDS - 1
    assert player.move(m.Grants([MAILBOX])) == []
    assert len(player.requests) == 1


def test_when_a_new_look_up_finds_the_same_nothing_is_said_and_old_choices_still_count(player: Player) -> None:
    player.say("x")
    choice = next(o.id for o in open_question_of(player.library, player.walk).options if o.value == "otherwise")
    player.now += FRESH_SECONDS + 1
    assert player.move(m.Grants([MAILBOX])) == []
    assert "Over." in said(player.move(m.Choose(choice)))


def test_back_never_shows_what_depended_on_a_forgotten_fact(player: Player) -> None:
    player.say("x")
    for _ in range(2):  # looked up again when the same question is asked again, under its old number
        player.now += FRESH_SECONDS + 1
        player.move(m.Grants([MAILBOX]))
    player.say("otherwise")
    player.move(m.Grants([]))
    assert said(player.move(m.Back())) == "Which way?"
    assert origins(player) == {}


def test_an_interrupted_topic_forgets_too_and_the_open_one_stays_open(player: Player) -> None:
    player.say("x")
    assert "It is held." in said(player.move(m.Topic("other")))
    blocks = player.move(m.Grants([]))
    assert [frame.tree for frame in player.walk.stack] == ["loop", "other"]
    assert said(blocks) == "What of the org?"
    player.say("active")
    assert "Do it." in said(player.move(m.Stop()))


def test_facts_of_a_topic_that_has_ended_do_not_bring_it_back(player: Player) -> None:
    player.say("x")
    player.move(m.Stop())
    player.move(m.Grants([]))
    assert player.walk.stack == []
    assert origins(player) == {"route": "told"}


def test_what_an_agent_may_see_ends_with_the_agent(player: Player) -> None:
    player.move(m.Grants([Held("a1", ["agent", "mailbox"], NOW + 1_000)]))
    player.say("x")
    assert origins(player)["org.status"] == "agent"
    player.move(m.Grants([MAILBOX]))
    assert "agent" not in origins(player).values()


# --- derived ------------------------------------------------------------------------------------

DERIVING = (
    "steps: {when: {find: invitation.state, then: {fresh: yes, expired: no, unknown: no}},"
    " yes: {tell: Yes.}, no: {tell: No.}}"
)
TODAY = "2025-10-09T07:00:00+00:00"  # NOW is 08:53:20 that day


def test_what_is_needed_and_can_be_worked_out_is_not_asked(tmp_path: Path) -> None:
    tree = "steps: {when: {need: invitation.state, next: end}, end: {tell: End.}}"
    player = Player(library(tmp_path, {"loop": tree}, facts=FACTS))
    assert "End." in said(player.move(m.Topic("loop", {"invitation.sent_at": TODAY})))


def test_a_derived_fact_is_worked_out_from_one_that_is_looked_up(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": DERIVING}, facts=FACTS), answering({"invitation.sent_at": TODAY}))
    player.move(m.Grants([MAILBOX]))
    assert "Yes." in said(player.move(m.Topic("loop")))
    assert origins(player) == {"invitation.sent_at": "looked_up", "invitation.state": "derived"}


def test_a_derived_fact_is_asked_when_its_inputs_are_not_known(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": DERIVING}, facts=FACTS), nothing)
    player.move(m.Grants([MAILBOX]))
    assert "When did it come?" in said(player.move(m.Topic("loop")))
    assert len(player.requests) == 1
    assert "Yes." in said(player.say("fresh"))


def test_a_derived_fact_is_worked_out_again_when_it_depends_on_a_correction(tmp_path: Path) -> None:
    tree = DERIVING.replace("steps: {when", "steps: {sent: {need: invitation.sent_at, next: when}, when").replace(
        "yes: {tell: Yes.}, no: {tell: No.}", "yes: {try: [Y.], otherwise: no}, no: {try: [N.], otherwise: no}"
    )
    player = Player(library(tmp_path, {"loop": tree}, facts=FACTS))
    player.move(m.Topic("loop", {"invitation.sent_at": TODAY}))
    assert player.here == "loop/yes"
    player.move(m.Correct({"invitation.sent_at": "2025-10-01"}))
    assert player.here == "loop/no"


def test_a_derived_fact_ends_when_what_it_comes_from_is_taken_back(tmp_path: Path) -> None:
    tree = """
    steps:
      when: {find: invitation.state, then: {fresh: file, expired: file, unknown: file}}
      file: {case: help}
    """
    cases = "help: {title: Help, queue: support, fields: [{fact: invitation.sent_at}]}"
    player = Player(library(tmp_path, {"loop": tree}, facts=FACTS, cases=cases))
    player.move(m.Topic("loop", {"invitation.sent_at": TODAY}))
    player.say("change")
    player.say("invitation.sent_at")
    assert "invitation.state" not in origins(player)


def test_a_derived_fact_ends_with_what_it_comes_from(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": DERIVING}, facts=FACTS), answering({"invitation.sent_at": TODAY}))
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop"))
    player.move(m.Grants([]))
    assert origins(player) == {}


def test_a_time_that_is_told_after_a_failed_look_up_decides(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": DERIVING}, facts=FACTS), nothing)
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop"))
    assert "Yes." in said(player.move(m.Give({"invitation.sent_at": TODAY})))


def test_what_is_told_in_passing_is_understood(player: Player) -> None:
    assert said(player.move(m.Give({"org.status": "active"}))) == "Which way?"


def test_what_is_told_in_passing_is_looked_up_when_that_is_allowed(player: Player) -> None:
    player.move(m.Give({"org.status": "active"}))
    assert "On hold, 12 days." in said(player.say("x"))
    assert origins(player)["org.status"] == "looked_up"


def test_what_is_told_in_passing_stays_when_the_look_up_finds_nothing(player: Player) -> None:
    player.answer = nothing
    player.move(m.Give({"org.status": "hold"}))
    assert "On hold, some days." in said(player.say("x"))
    assert len(player.requests) == 1
    assert player.told["org.status"] == "hold"


def test_after_the_clock_was_set_back_what_was_looked_up_is_looked_up_anew(player: Player) -> None:
    player.say("x")
    player.answer = answering({"org.status": "active"})
    player.now = NOW - 7_200
    player.move(m.Grants([Held("g1", ["mailbox"], NOW + 1)]))
    assert [fact.value for fact in player.walk.facts if str(fact.key) == "org.status"] == ["active"]


def test_two_clocks_that_differ_a_little_change_nothing(player: Player) -> None:
    player.say("x")
    player.now = NOW - 30
    asked = len(player.requests)
    player.move(m.Grants([MAILBOX]))
    assert len(player.requests) == asked


SENT = "2025-10-09T08:00:00+00:00"  # 53 minutes before NOW
INVITED = """
steps:
  state: {find: invitation.state, then: {fresh: fresh, expired: over, unknown: over}}
  fresh: {try: [Open it.], otherwise: over}
  over: {tell: Over.}
"""


def test_what_is_worked_out_ends_with_the_grant_of_what_it_comes_from(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": INVITED}, facts=FACTS), answering({"invitation.sent_at": SENT}))
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop"))
    assert {str(fact.key): fact.grant for fact in player.walk.facts}["invitation.state"] == "g1"


def test_a_look_up_that_failed_at_one_step_is_tried_again_at_another(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": TREE, "other": OTHER}, facts=FACTS), nothing)
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop"))
    player.say("x")
    assert player.here == "loop/status"
    player.answer = answering({"org.status": "hold"})
    player.move(m.Topic("other"))
    assert player.here == "other/ask"
    assert [fact.value for fact in player.walk.facts if str(fact.key) == "org.status"][-1] == "hold"


def test_restart_forgets_what_follows_from_what_was_told(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": INVITED}, facts=FACTS))
    player.move(m.Topic("loop", {"invitation.sent_at": SENT}))
    assert player.here == "loop/fresh"
    player.move(m.Restart())
    assert player.walk.facts == []


# --- a proof that comes late --------------------------------------------------------------------

LATE_FACTS = f"{FACTS}a: {{label: First, ask: 'First?', values: {{x: Ex, y: Why, unknown: Not sure}}}}\n"
LATE = """
steps:
  rule: {tell: The rule., next: status}
  status: {find: org.status, quiet: "true", then: {hold: held, other: ask, unknown: ask}}
  held: {tell: It is on hold., next: ask}
  ask: {find: a, then: {x: end, y: end, unknown: end}}
  end: {tell: End.}
"""


def test_a_proof_that_comes_late_is_used_for_what_was_passed_quietly_and_only_news_is_said(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": LATE}, facts=LATE_FACTS), answering(HOLD))
    assert said(player.move(m.Topic("loop"))) == "The rule.\nFirst?"
    assert said(player.move(m.Grants([MAILBOX]))) == "It is on hold.\nFirst?"


def test_a_proof_that_comes_late_says_nothing_when_it_changes_nothing(tmp_path: Path) -> None:
    player = Player(library(tmp_path, {"loop": LATE}, facts=LATE_FACTS), answering({"org.status": "active"}))
    player.move(m.Topic("loop"))
    assert player.move(m.Grants([MAILBOX])) == []


def test_a_proof_that_comes_late_looks_up_what_the_person_did_not_know(tmp_path: Path) -> None:
    tree = LATE.replace('quiet: "true", ', "")
    player = Player(library(tmp_path, {"loop": tree}, facts=LATE_FACTS), answering(HOLD))
    player.move(m.Topic("loop"))
    player.move(m.DontKnow())
    assert said(player.move(m.Grants([MAILBOX]))) == "It is on hold.\nFirst?"
