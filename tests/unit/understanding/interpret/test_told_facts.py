"""Facts that were said in passing, with everything that can be open."""

from __future__ import annotations

import pytest

from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion, Told
from wayfinder.understanding.interpret.interpret import interpret
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.thresholds import STEERING_SURE
from wayfinder.understanding.reading import Reading

SENT = "2026-11-19 20:00+00:00"
INVITED = OpenQuestion(
    fact="invitation.state",
    topic="login_loop",
    options=[
        OpenOption("4.fresh", "In the last 12 hours", "fresh", ["today", "this morning", "an hour ago"]),
        OpenOption("4.expired", "More than 12 hours ago", "expired", ["yesterday", "days ago"]),
        OpenOption("4.unknown", "I'm not sure", "unknown"),
    ],
)
ARRIVAL = OpenQuestion(
    fact="arrival.route",
    topic="login_loop",
    options=[
        OpenOption("3.invitation", "Yes, from the invitation", "invitation", ["invite"]),
        OpenOption("3.direct", "No, I log in as usual", "direct"),
        OpenOption("3.unknown", "I'm not sure", "unknown"),
    ],
)
TRIED = OpenQuestion(
    topic="limited_view",
    options=[
        OpenOption("5.solved", "Yes, that solved it", "solved"),
        OpenOption("5.otherwise", "No, not yet", "otherwise"),
    ],
)
DATE = OpenQuestion(fact="org.desired_expiration", kind="date", topic="org_extension_request")
STATUS = OpenQuestion(fact="org.status", topic="org_expired_or_hold", options=[OpenOption("2.hold", "On hold", "hold")])


def move(text: str, question: OpenQuestion, *ranking: tuple[str, float], **entities: str) -> m.Move:
    named = {name.replace("__", "."): value for name, value in entities.items()}
    (move,) = interpret(Parse(text, list(ranking), named), question).moves
    return move


def test_facts_come_with_the_topic_and_bare_values_do_not() -> None:
    asked = move(
        "loop", OpenQuestion(), ("login_loop", 0.9), me__email="a@example.com", email="a@example.com", moment=SENT
    )
    assert asked == m.Topic("login_loop", {"me.email": "a@example.com"})


@pytest.mark.parametrize("text", ["37 hours ago", "it was about 37 hours ago", "12 hours ago"])
def test_a_time_answers_the_question_of_the_state(text: str) -> None:
    assert move(text, INVITED, moment=SENT) == m.Give({"invitation.sent_at": SENT})


def test_the_same_holds_for_a_colleague() -> None:
    question = OpenQuestion(fact="invitation.state@colleague", topic="login_loop", options=INVITED.options)
    assert move("37 hours ago", question, moment=SENT) == m.Give({"invitation.sent_at@colleague": SENT})


def test_an_option_on_the_screen_counts_more() -> None:
    assert move("Yesterday", INVITED, moment=SENT) == m.Choose("4.expired")


def test_a_time_means_nothing_to_another_question() -> None:
    assert move("37 hours ago", TRIED, moment=SENT) == m.Unclear()


def test_a_status_answers_where_it_is_asked() -> None:
    assert move("they say it's on hold now", STATUS, org_status="hold") == m.Give({"org.status": "hold"})


@pytest.mark.parametrize(
    ("text", "entities", "day"),
    [
        ("30 June 2027", {}, "2027-06-30"),
        ("I'd say the 30th of June 2027", {"date": "2027-06-30"}, "2027-06-30"),
        ("next Friday", {"date": "2026-11-27"}, "2026-11-27"),
        ("2027-06-30", {}, "2027-06-30"),
    ],
)
def test_days_are_accepted_where_a_day_is_asked(text: str, entities: dict[str, str], day: str) -> None:
    assert move(text, DATE, **entities) == m.Give({"org.desired_expiration": day})


def test_a_day_that_is_not_clear_is_given_as_it_is() -> None:
    assert move("05/06/2027", DATE) == m.Give({"org.desired_expiration": "05/06/2027"})


@pytest.mark.parametrize(("text", "is_a_try"), [("31 Febuary 2027", True), ("what day would be best", False)])
def test_a_day_is_written_in_several_words_one_of_them_with_a_digit(text: str, is_a_try: bool) -> None:
    assert move(text, DATE) == (m.Give({"org.desired_expiration": text}) if is_a_try else m.Unclear([]))


def test_an_answer_brings_its_facts_along_and_comes_first() -> None:
    found = move("yes, from the invite i got 37 hours ago", ARRIVAL, moment=SENT, invitation__sent_at=SENT)
    assert found == m.Give({"arrival.route": "invitation", "invitation.sent_at": SENT})
    assert isinstance(found, m.Give)
    assert list(found.values) == ["arrival.route", "invitation.sent_at"]


def test_not_knowing_is_not_a_fact() -> None:
    assert move("I'm not sure", ARRIVAL, me__email="a@example.com") == m.Choose("3.unknown")


def test_facts_that_nobody_asked_for_are_kept() -> None:
    told = move("my email is a@example.com", ARRIVAL, ("out_of_scope", 0.9), me__email="a@example.com")
    assert told == m.Give({"me.email": "a@example.com"})


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (("talk_to_human", 0.9), m.Human()),
        (("reset_password", 0.9), m.Topic("reset_password", {"me.email": "a@example.com"})),
    ],
)
def test_a_wish_counts_more_than_facts(ranking: tuple[str, float], expected: m.Move) -> None:
    assert move("my email is a@example.com", ARRIVAL, ranking, me__email="a@example.com") == expected


def test_facts_alone_do_not_begin_a_conversation() -> None:
    assert isinstance(move("my email is a@example.com", OpenQuestion(), me__email="a@example.com"), m.Unclear)


# --- quoted error messages ---------------------------------------------------------------------


def test_a_quoted_error_counts_more_than_the_model() -> None:
    text = "We couldn't find you"
    assert move(text, OpenQuestion(), ("login_loop", 0.9), error="we_couldnt_find_you") == m.Topic(
        "we_couldnt_find_you"
    )
    assert move(text, ARRIVAL, error="we_couldnt_find_you") == m.Topic("we_couldnt_find_you")


class _TwoTopics:
    """A decision that understands two problems."""

    def __init__(self, *topics: str) -> None:
        self._topics = topics

    def moves(self, _parse: Parse, _question: OpenQuestion) -> list[m.Move]:
        return [m.Topic(topic) for topic in self._topics]


def test_another_problem_beside_a_quoted_error_is_kept() -> None:
    clauses = [Reading("two things"), Reading("We couldn't find you"), Reading("a colleague's loop")]
    parse = Parse("two things", [], {"error": "we_couldnt_find_you"}, readings=clauses)
    both = interpret(parse, OpenQuestion(), _TwoTopics("login_loop", "we_couldnt_find_you"))
    assert both.moves == [m.Topic("we_couldnt_find_you"), m.Topic("login_loop")]
    neighbour = interpret(parse, OpenQuestion(), _TwoTopics("login_loop"))
    assert neighbour.moves == [m.Topic("we_couldnt_find_you")]


def test_the_same_error_again_means_that_the_remedy_did_not_help() -> None:
    assert move("Limited View", TRIED, error="limited_view") == m.NotSolved()


def test_the_news_that_it_is_solved_counts_more() -> None:
    assert move("Limited View fixed, im in", TRIED, ("solved", 0.9), error="limited_view") == m.Solved()


def test_how_it_ended_counts_more_as_soon_as_it_is_sure_enough_to_steer() -> None:
    said = "Limited View, but never mind"
    assert move(said, OpenQuestion(), ("thanks", STEERING_SURE), error="limited_view") == m.Topic("thanks")
    unsure = move(said, OpenQuestion(), ("thanks", STEERING_SURE - 0.01), error="limited_view")
    assert unsure == m.Topic("limited_view")


def test_an_error_that_is_offered_is_chosen() -> None:
    question = OpenQuestion(options=[OpenOption("6.limited_view", "The community shows less", "limited_view")])
    assert move("i see Limited View", question, error="limited_view") == m.Choose("6.limited_view")


def test_an_error_is_a_text_where_its_text_is_asked() -> None:
    question = OpenQuestion(fact="problem.error", kind="text", topic="existing_partner_error")
    found = move("We couldn't find you", question, ("we_couldnt_find_you", 0.9), error="we_couldnt_find_you")
    assert found == m.Give({"problem.error": "We couldn't find you"})


# --- corrections --------------------------------------------------------------------------------

STATES = {"fresh": "In the last 12 hours", "expired": "More than 12 hours ago"}
SYNONYMS = {"fresh": ["today", "this morning"], "expired": ["yesterday"]}


def test_a_correction_may_use_other_words_for_an_option() -> None:
    question = OpenQuestion(topic="login_loop", told=[Told("invitation.state", "expired", STATES, SYNONYMS)])
    assert move("actually it was this morning", question) == m.Correct({"invitation.state": "fresh"})


def test_a_time_corrects_a_time() -> None:
    question = OpenQuestion(topic="login_loop", told=[Told("invitation.sent_at", "2026-11-18 09:00+00:00")])
    found = move("sorry, it was 37 hours ago", question, moment=SENT)
    assert found == m.Correct({"invitation.sent_at": SENT})


def test_the_same_time_told_again_corrects_nothing() -> None:
    question = OpenQuestion(topic="login_loop", told=[Told("invitation.sent_at", SENT)])
    assert not isinstance(move("actually it was 37 hours ago", question, moment=SENT), m.Correct)


def test_a_day_corrects_a_day() -> None:
    question = OpenQuestion(topic="org_extension_request", told=[Told("org.desired_expiration", "2027-06-30")])
    assert move("sorry, i meant next Friday", question, date="2026-11-27") == m.Correct(
        {"org.desired_expiration": "2026-11-27"}
    )
    assert move("actually not 30 June 2027 but 31 July 2027", question) == m.Correct(
        {"org.desired_expiration": "2027-07-31"}
    )


def test_not_this_address_but_that_one() -> None:
    question = OpenQuestion(topic="login_loop", told=[Told("me.email", "ann@example.com")])
    found = move("sorry, not ann@example.com but anne@example.com", question)
    assert found == m.Correct({"me.email": "anne@example.com"})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("we use sso", "yes"),
        ("We log in with SSO here.", "yes"),
        ("we use okta", "yes"),
        ("yes, we have SSO", "yes"),
        ("we don't use SSO", "no"),
        ("no sso here", "no"),
    ],
)
def test_a_whole_text_states_a_fact_while_something_else_is_asked(text: str, value: str) -> None:
    remedy = OpenQuestion(topic="login_loop", options=[OpenOption("1.solved", "Yes, that solved it", "solved")])
    assert interpret(Parse(text, [("sso_login_fails", 0.86)]), remedy).moves == [m.Give({"sso.used": value})]
    assert interpret(Parse(text, [("sso_login_fails", 0.86)]), OpenQuestion()).moves == [m.Topic("sso_login_fails")]


@pytest.mark.parametrize("text", ["do we use sso?", "our sso is broken", "we use sso and it fails", "sso"])
def test_a_question_or_a_problem_does_not_state_a_fact(text: str) -> None:
    remedy = OpenQuestion(topic="login_loop", options=[OpenOption("1.solved", "Yes, that solved it", "solved")])
    assert interpret(Parse(text, [("sso_login_fails", 0.86)]), remedy).moves == [m.Topic("sso_login_fails")]


@pytest.mark.parametrize("text", ["look it up for me", "Look it up", "4"])
def test_the_wish_to_have_it_looked_up_is_no_answer_that_goes_with_told_facts(text: str) -> None:
    wish = OpenOption("4.look_up", "Look it up for me", "look_up", ["look it up"])
    question = OpenQuestion(fact=INVITED.fact, topic="login_loop", options=[*INVITED.options, wish])
    assert move(text, question, me__email="a@example.com") == m.Choose("4.look_up")
