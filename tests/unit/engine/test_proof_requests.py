"""The wish "Look it up for me": where it is offered, and what each answer to the request for a proof leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.players import MAILBOX, NOW, Player, answering, said
from tests.support.trees import library
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.advance import advance, open_question_of
from wayfinder.engine.blocks import Choices, Form
from wayfinder.engine.moves import Outcome
from wayfinder.engine.requests import Held, Prove, Request

FACTS = """
route: {label: Route, ask: "Which way?", values: {x: This, y: That, unknown: Not sure}}
org.status:
  label: State of the org
  about: org
  ask: "What of the org?"
  values: {active: Active, hold: On hold, unknown: Not sure}
  look_up: org
  proof: mailbox
secret: {label: Secret, ask: "What?", values: {a: A, unknown: Not sure}, look_up: org, proof: agent}
public: {label: Public, ask: "Public?", values: {up: Up, unknown: Not sure}, look_up: status}
sso.domain: {label: Domain, type: text, ask: "Which domain?", look_up: account, proof: mailbox}
account.state: {label: A, ask: "What account?", values: {active: Y, unknown: Z}, look_up: account, proof: mailbox}
user.email: {label: User, about: colleague, type: email, ask: "Which user?", invalid: No.}
"""
TREES = {
    "loop": """
        steps:
          route: {find: route, then: {x: status, y: status, unknown: status}}
          status: {find: org.status, then: {active: fix, hold: held, unknown: domain}}
          held: {tell: It is on hold., next: fix}
          domain: {need: sso.domain, unknown: fix, next: fix}
          fix: {try: [Do it.], otherwise: over}
          over: {tell: Over.}
        """,
    "other": "steps: {other: {find: org.status, then: {active: end, hold: end, unknown: end}}, end: {tell: End.}}",
    "secret": """
        steps:
          a: {find: secret, then: {a: b, unknown: b}}
          b: {find: public, then: {up: c, unknown: c}}
          c: {tell: C.}
        """,
    "quiet": "steps: {a: {find: org.status, quiet: true, then: {active: b, hold: b, unknown: b}}, b: {tell: B.}}",
    "user": """
        steps:
          before: {find: account.state, about: colleague, then: {active: who, unknown: who}}
          who: {need: user.email, next: account}
          account: {find: account.state, about: colleague, then: {active: end, unknown: end}}
          end: {tell: End.}
        """,
}
WISH = "look_up"


@pytest.fixture
def content(tmp_path: Path) -> Library:
    return library(tmp_path, TREES, facts=FACTS)


class Prover:
    """Answers every request for a proof in the same way; a look-up finds that the org is on hold."""

    def __init__(self, outcome: Outcome, held: list[Held] | None = None, found: dict[str, str] | None = None) -> None:
        self.outcome = outcome
        self.held = [MAILBOX] if held is None else held
        self.found = {"org.status": "hold"} if found is None else found

    def __call__(self, request: Request) -> m.Answered:
        if isinstance(request, Prove):
            return m.Proved(request.id, self.outcome, self.held)
        return answering(self.found)(request)


def at_status(content: Library, prover: Prover) -> Player:
    player = Player(content, prover)
    player.move(m.Topic("loop"))
    player.say("x")
    return player


def offered(player: Player) -> list[str]:
    return [option.value for option in open_question_of(player.library, player.walk).options]


# --- where it is offered -----------------------------------------------------------------------


def test_it_is_offered_last_beside_the_answers_of_a_question_that_a_proof_would_answer(content: Library) -> None:
    player = Player(content)
    player.move(m.Topic("loop"))
    assert WISH not in offered(player)
    assert said(player.say("x")) == "What of the org?"
    assert offered(player) == ["active", "hold", "unknown", WISH]


def test_its_words_and_synonyms_are_content(content: Library) -> None:
    player = at_status(content, Prover("granted"))
    option = open_question_of(content, player.walk).options[-1]
    assert (option.label, option.synonyms) == ("Look it up for me", ["look it up"])


def test_it_is_offered_beside_the_form_of_a_typed_value(content: Library) -> None:
    player = at_status(content, Prover("impossible"))
    blocks = player.say("unknown")
    assert [type(block) for block in blocks[-2:]] == [Form, Choices]
    assert offered(player) == [WISH]
    blocks = player.say(WISH)
    assert "(impossible: Domain)" in said(blocks)
    assert isinstance(blocks[-1], Form)


def test_it_is_not_offered_to_somebody_who_has_proved_it(content: Library) -> None:
    player = Player(content, answering({}))
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("loop"))
    player.say("x")
    assert offered(player) == ["active", "hold", "unknown"]


def test_it_is_not_offered_where_no_person_can_give_the_proof_or_none_is_needed(content: Library) -> None:
    player = Player(content)
    player.move(m.Topic("secret"))
    assert offered(player) == ["a", "unknown"]
    player.say("a")
    assert offered(player) == ["up", "unknown"]


def test_a_quiet_find_offers_nothing(content: Library) -> None:
    player = Player(content)
    assert "B." in said(player.move(m.Topic("quiet")))


def test_about_a_colleague_it_is_offered_once_it_is_known_who_and_needs_the_proof_of_an_administrator(
    content: Library,
) -> None:
    player = Player(content, Prover("declined"))
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("user"))
    assert offered(player) == ["active", "unknown"]
    player.say("unknown")
    player.move(m.Give({"user.email": "kim@example.com"}))
    assert offered(player) == ["active", "unknown", WISH]
    player.say(WISH)
    ask = player.requests[-1]
    assert isinstance(ask, Prove)
    assert (ask.scope, ask.fact) == ("admin", "account.state@colleague")


# --- what becomes of it ------------------------------------------------------------------------


def test_once_it_is_granted_the_fact_is_looked_up_and_said_and_the_walk_goes_on(content: Library) -> None:
    player = at_status(content, Prover("granted"))
    assert said(player.say(WISH)).splitlines()[:2] == ["(found State of the org: On hold)", "It is on hold."]
    assert [type(request).__name__ for request in player.requests] == ["Prove", "LookUp"]
    assert player.here == "loop/fix"
    assert [fact.origin for fact in player.walk.facts if str(fact.key) == "org.status"] == ["looked_up"]


def test_a_look_up_that_finds_nothing_is_said_and_the_question_comes_back(content: Library) -> None:
    player = at_status(content, Prover("granted", found={}))
    assert said(player.say(WISH)).splitlines() == ["(found nothing)", "What of the org?"]
    assert offered(player) == ["active", "hold", "unknown"]


@pytest.mark.parametrize(
    ("outcome", "line"),
    [("declined", "(declined)"), ("failed", "(failed)"), ("impossible", "(impossible: State of the org)")],
)
def test_without_a_proof_one_line_says_so_and_the_same_question_comes_back_without_the_option(
    content: Library, outcome: Outcome, line: str
) -> None:
    player = at_status(content, Prover(outcome))
    number = player.walk.question
    assert said(player.say(WISH)).splitlines() == [line, "What of the org?"]
    assert (player.here, player.walk.question) == ("loop/status", number)
    assert offered(player) == ["active", "hold", "unknown"]
    assert [type(request).__name__ for request in player.requests] == ["Prove"]


@pytest.mark.parametrize("held", [[], [Held("g3", ["admin"], NOW + 1_000)], [Held("g4", ["mailbox"], NOW - 1)]])
def test_a_proof_that_was_granted_without_a_grant_that_holds_has_failed(content: Library, held: list[Held]) -> None:
    player = at_status(content, Prover("granted", held))
    assert "(failed)" in said(player.say(WISH))
    assert WISH not in offered(player)


def test_what_is_impossible_is_offered_nowhere_else_and_what_was_declined_is(content: Library) -> None:
    for outcome, again in (("impossible", False), ("declined", True), ("failed", True)):
        player = at_status(content, Prover(outcome))  # type: ignore[arg-type]
        player.say(WISH)
        player.move(m.Topic("other"))
        assert (WISH in offered(player)) is again
        player.move(m.Restart())
        player.move(m.Topic("loop"))
        player.say("x")
        assert (WISH in offered(player)) is again


def test_it_is_not_offered_again_when_the_question_comes_back_after_a_miss(content: Library) -> None:
    player = at_status(content, Prover("declined"))
    player.say(WISH)
    player.move(m.Unclear())
    assert offered(player) == ["active", "hold", "unknown"]


def test_the_driver_may_leave_the_request_open_and_the_next_message_drops_it(content: Library) -> None:
    player = at_status(content, Prover("granted"))
    wish = f"{player.walk.question}.{WISH}"
    moved = advance(content, player.walk, [m.Choose(wish)], NOW)
    assert isinstance(moved.walk.request, Prove)
    later = advance(content, moved.walk, [m.Choose(f"{player.walk.question}.active")], NOW)
    assert later.walk.stack[-1].here == "loop/fix"
    late = advance(content, later.walk, [m.Proved(moved.requests[0].id, "impossible")], NOW)
    assert late.walk.stack == later.walk.stack
    assert "impossible" not in said(late.blocks)


# --- going back and forth ----------------------------------------------------------------------


def test_a_click_on_it_at_a_closed_question_offers_to_go_back_there(content: Library) -> None:
    player = at_status(content, Prover("impossible"))
    stale = f"{player.walk.question}.{WISH}"
    player.say("active")
    player.move(m.Choose(stale))
    assert player.here == "go_back/ask"
    player.say("yes")
    assert player.here == "loop/status"
    assert WISH in offered(player)


def test_a_second_click_on_it_at_the_open_question_asks_that_question_again(content: Library) -> None:
    player = at_status(content, Prover("declined"))
    again = f"{player.walk.question}.{WISH}"
    player.say(WISH)
    assert said(player.move(m.Choose(again))).splitlines() == ["(closed_question)", "What of the org?"]
    assert len(player.requests) == 1


def test_going_back_to_a_question_or_before_it_takes_a_refusal_back(content: Library) -> None:
    player = at_status(content, Prover("declined"))
    player.say(WISH)
    player.say("active")
    player.move(m.Back())
    assert (player.here, WISH in offered(player)) == ("loop/status", True)
    player.say(WISH)
    player.move(m.Back())
    assert player.here == "loop/route"
    player.say("y")
    assert WISH in offered(player)


def test_going_back_after_a_look_up_passes_the_question_that_it_answered(content: Library) -> None:
    player = at_status(content, Prover("granted"))
    player.say(WISH)
    player.move(m.Back())
    assert player.here == "loop/route"


def test_a_correction_in_the_same_message_drops_the_wish(content: Library) -> None:
    player = at_status(content, Prover("granted"))
    player.say("unknown")
    wish = m.Choose(f"{player.walk.question}.{WISH}")
    player.move(m.Correct({"route": "y"}), wish)
    assert "sso.domain" not in player.told
    assert player.here == "loop/domain"
