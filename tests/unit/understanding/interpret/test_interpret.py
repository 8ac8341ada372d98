"""Words to moves: one block of cases for each thing that can be open."""

from __future__ import annotations

import pytest

from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion, Told
from wayfinder.understanding.interpret.interpret import interpret
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.thresholds import STEERING_SURE, TOPIC_POSSIBLE, TOPIC_SURE, TOPIC_SURE_WHEN_OPEN

NOTHING = OpenQuestion()
ARRIVAL = OpenQuestion(
    fact="arrival.route",
    topic="login_loop",
    options=[
        OpenOption("4.invitation", "Yes, from the invitation", "invitation", ["invite link"]),
        OpenOption("4.direct", "No, I log in as usual", "direct", ["bookmark"]),
        OpenOption("4.unknown", "I am not sure", "unknown"),
    ],
)
TRIED = OpenQuestion(
    topic="login_loop",
    options=[
        OpenOption("5.solved", "It works now", "solved", ["yes"]),
        OpenOption("5.otherwise", "That did not help", "otherwise", ["no"]),
    ],
)
EMAIL = OpenQuestion(fact="person.email", kind="email", topic="reset_password")
REFUSABLE = OpenQuestion(
    fact="person.email", kind="email", options=[OpenOption("4.unknown", "I'd rather not give one", "unknown")]
)
ORG_ID = OpenQuestion(fact="org.id", kind="org_id", topic="org_extension_request")
MESSAGE = OpenQuestion(fact="case.message", kind="text", topic="admin_user_cannot_get_in")
MEANT = OpenQuestion(
    options=[
        OpenOption("6.reset_password", "Reset my password", "reset_password"),
        OpenOption("6.reset_email_missing", "The reset e-mail does not come", "reset_email_missing"),
        OpenOption("6.other", "None of these", "other"),
    ]
)
GREETING = OpenQuestion(options=[OpenOption("1.login", "Logging in", "login"), OpenOption("1.org", "My org", "org")])
ROUTES = {"invitation": "Yes, from the invitation", "direct": "No, I log in as usual"}
TOLD = OpenQuestion(
    topic="login_loop",
    options=TRIED.options,
    told=[
        Told("account.sso", "no", {"yes": "Yes, single sign-on", "no": "No, a password"}),
        Told("arrival.route", "direct", ROUTES),
        Told("person.email", "ann@example.com"),
    ],
)


def move(text: str, question: OpenQuestion, *ranking: tuple[str, float]) -> m.Move:
    (move,) = interpret(Parse(text, list(ranking)), question).moves
    return move


# --- options -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Yes, from the invitation", "invitation"),
        ("yes from the invitation!", "invitation"),
        ("invite link", "invitation"),
        ("invitation", "invitation"),
        ("the invitation one", "invitation"),
        ("it was the invitaton", "invitation"),
        ("1", "invitation"),
        ("#1", "invitation"),
        ("the first one please", "invitation"),
        ("yes", "invitation"),
        ("yess", "invitation"),
        ("Yse", "invitation"),
        ("yep", "invitation"),
        ("2", "direct"),
        ("2.", "direct"),
        ("option 2", "direct"),
        ("the second", "direct"),
        ("two", "direct"),
        ("nope", "direct"),
        ("no", "direct"),
        ("No, I log in as usual", "direct"),
        ("as usual", "direct"),
        ("the last one", "unknown"),
        ("no, i typed the address myself", "direct"),
    ],
)
def test_an_option_is_chosen_by_words_position_or_typo(text: str, value: str) -> None:
    assert move(text, ARRIVAL, ("invitation_expired", 0.5)) == m.Choose(f"4.{value}")


@pytest.mark.parametrize("text", ["7", "0", "the ninth", "11", "it", "not the invitation", "the"])
def test_what_is_not_an_option_chooses_none(text: str) -> None:
    assert not isinstance(move(text, ARRIVAL, ("out_of_scope", 0.1)), m.Choose)


def test_a_word_of_two_options_chooses_none() -> None:
    question = OpenQuestion(
        fact="f", topic="t", options=[OpenOption("1.a", "Org on hold", "a"), OpenOption("1.b", "Org locked", "b")]
    )
    assert move("my org", question) == m.Unclear()
    assert move("locked", question) == m.Choose("1.b")


def test_yes_chooses_none_when_two_options_are_a_yes() -> None:
    question = OpenQuestion(options=[OpenOption("1.a", "Yes, today", "a"), OpenOption("1.b", "Yes, earlier", "b")])
    assert move("yes", question) == m.Unclear()


def test_agreeing_in_other_words_chooses_the_yes() -> None:
    assert move("you could say that", ARRIVAL, ("affirm", 0.7)) == m.Choose("4.invitation")
    assert move("far from it", ARRIVAL, ("deny", 0.7)) == m.Choose("4.direct")


@pytest.mark.parametrize("intent", ["affirm", "deny", "solved"])
def test_a_vague_agreement_decides_nothing(intent: str) -> None:
    assert move("hmm", ARRIVAL, (intent, 0.4)) == m.Unclear()


def test_a_short_word_is_not_a_slip_of_another() -> None:
    assert move("lol", ARRIVAL, ("out_of_scope", 0.2)) == m.Unclear()


@pytest.mark.parametrize(
    "text",
    [
        "noah.fischer@larkspur.example",
        "it is nah@x.example",
        "yes.man@larkspur.example",
        "my address: yeah@bookmark.example",
        "invitation@usual.example",
        "00De6m50fei5oNM",
        "the id is 00De6m50fei5oNMEAY",
    ],
)
@pytest.mark.parametrize("entities", [{}, {"me.email": "a@example.com"}])
def test_an_address_or_an_id_chooses_no_option(text: str, entities: dict[str, str]) -> None:
    understood = interpret(Parse(text, [("out_of_scope", 0.2)], entities), ARRIVAL)
    assert understood.moves == [m.Give(entities) if entities else m.Unclear()]


def test_an_address_beside_an_answer_leaves_the_answer() -> None:
    assert move("no, the usual way: yes.man@larkspur.example", ARRIVAL) == m.Choose("4.direct")


def test_one_word_of_an_option_beside_an_address_is_not_yet_an_answer() -> None:
    options = [OpenOption("1.id", "My username", "id"), OpenOption("1.other", "Something else", "other")]
    assert move("his username is bob@example.com", OpenQuestion(topic="t", options=options)) == m.Unclear()


def test_a_question_in_words_of_an_option_is_not_an_answer() -> None:
    question = OpenQuestion(
        fact="sso.used",
        topic="login_loop",
        options=[OpenOption("1.yes", "Yes, single sign-on", "yes"), OpenOption("1.no", "No, a password", "no")],
    )
    near = ("sso_login_fails", 0.8)
    assert move("is single sign-on needed?", question, near) == m.Topic("sso_login_fails")
    assert move("single sign-on is needed", question, near) == m.Choose("1.yes")


def test_an_answer_that_resembles_a_topic_stays_an_answer() -> None:
    assert move("from the invitation my admin sent", ARRIVAL, ("accept_invitation", 0.55)) == m.Choose("4.invitation")


def test_the_opposite_of_the_yes_is_the_no() -> None:
    question = OpenQuestion(
        fact="sso.used",
        topic="login_loop",
        options=[OpenOption("1.yes", "Yes, we use SSO", "yes"), OpenOption("1.no", "No, a password", "no")],
    )
    assert move("we do not use sso here", question, ("sso_login_fails", 0.4)) == m.Choose("1.no")
    assert move("we use sso here", question, ("sso_login_fails", 0.4)) == m.Choose("1.yes")


def test_did_you_mean_is_answered_by_the_topic_in_other_words() -> None:
    assert move("the mail never came", MEANT, ("reset_email_missing", 0.3)) == m.Choose("6.reset_email_missing")
    assert move("none", MEANT) == m.Choose("6.other")


def test_a_topic_that_is_just_possible_is_chosen_where_it_is_offered() -> None:
    assert move("in words nobody foresaw", MEANT, ("reset_password", TOPIC_POSSIBLE)) == m.Choose("6.reset_password")


# --- steering ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stop", m.Stop()),
        ("Start over!", m.Restart()),
        ("go back", m.Back()),
        ("why?", m.Why()),
        ("skip", m.Skip()),
        ("idk", m.DontKnow()),
        ("agent", m.Human()),
        ("help", m.Topic("help_menu")),
        ("it works", m.Solved()),
        ("say that again", m.Repeat()),
    ],
)
@pytest.mark.parametrize("question", [ARRIVAL, EMAIL, MESSAGE])
def test_words_of_command_need_no_model(text: str, expected: m.Move, question: OpenQuestion) -> None:
    assert move(text, question) == expected


@pytest.mark.parametrize(
    ("intent", "expected"),
    [
        ("stop", m.Stop()),
        ("restart", m.Restart()),
        ("go_back", m.Back()),
        ("repeat", m.Repeat()),
        ("talk_to_human", m.Human()),
        ("solved", m.Solved()),
        ("not_solved", m.NotSolved()),
        ("why", m.Why()),
        ("skip", m.Skip()),
        ("dont_know", m.DontKnow()),
        ("greet", m.Topic("greet")),
        ("thanks", m.Topic("thanks")),
        ("case_status", m.Topic("case_status")),
        ("bot_challenge", m.Topic("bot_challenge")),
        ("out_of_scope", m.Topic("out_of_scope")),
    ],
)
def test_intents_of_the_conversation_are_moves(intent: str, expected: m.Move) -> None:
    assert move("in words nobody foresaw", ARRIVAL, (intent, 0.7)) == expected


def test_only_what_is_out_of_scope_must_be_surer_where_a_question_is_open() -> None:
    between = (STEERING_SURE + TOPIC_SURE_WHEN_OPEN) / 2
    assert move("in words nobody foresaw", ARRIVAL, ("thanks", between)) == m.Topic("thanks")
    assert move("in words nobody foresaw", ARRIVAL, ("out_of_scope", between)) == m.Unclear()
    assert move("in words nobody foresaw", NOTHING, ("out_of_scope", between)) == m.Topic("out_of_scope")


@pytest.mark.parametrize("intent", ["why", "skip", "dont_know", "affirm", "deny"])
def test_answers_without_a_question_are_unclear(intent: str) -> None:
    assert move("in words nobody foresaw", NOTHING, (intent, 0.9)) == m.Unclear()


def test_an_option_of_the_same_words_wins_over_a_command() -> None:
    assert move("it works now", TRIED) == m.Choose("5.solved")
    assert move("I'm not sure", ARRIVAL) == m.Choose("4.unknown")


@pytest.mark.parametrize("text", ["ok", "I'll try", "ill try that", "one moment"])
def test_taking_note_of_a_remedy_is_not_yet_its_success(text: str) -> None:
    assert move(text, TRIED, ("affirm", 0.8)) == m.Repeat()


def test_the_same_symptom_after_a_remedy_means_that_it_did_not_help() -> None:
    assert move("i am sent back to the login page", TRIED, ("login_loop", 0.8)) == m.NotSolved()


# --- values --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        ("ann@example.com", EMAIL, "ann@example.com"),
        ("it's Ann@Example.com, thanks", EMAIL, "ann@example.com"),
        ("<mailto:ann@example.com|ann@example.com>", EMAIL, "ann@example.com"),
        ("(ann@example.com).", EMAIL, "ann@example.com"),
        ("the id is 00D300000000001 i think", ORG_ID, "00D300000000001EAA"),
        ("Error: you're an existing partner", MESSAGE, "Error: you're an existing partner"),
    ],
)
def test_a_value_is_found_in_a_sentence(text: str, question: OpenQuestion, value: str) -> None:
    assert question.fact is not None
    assert move(text, question, ("existing_partner_error", 0.9)) == m.Give({question.fact: value})


def test_a_misshapen_value_is_passed_on_to_be_explained() -> None:
    assert move("ann@example", EMAIL, ("out_of_scope", 0.2)) == m.Give({"person.email": "ann@example"})
    assert move("00D5g00000", ORG_ID, ("out_of_scope", 0.2)) == m.Give({"org.id": "00D5g00000"})


@pytest.mark.parametrize("question", [EMAIL, ORG_ID])
@pytest.mark.parametrize("text", ["where would I find that", "which one?", "my org is gone as well", "ann at home"])
def test_words_that_are_plainly_no_value_are_not_taken_for_one(text: str, question: OpenQuestion) -> None:
    assert move(text, question, ("out_of_scope", 0.2)) == m.Unclear([])


@pytest.mark.parametrize("text", ["no", "Nope.", "no mail please", "I won't give you my address", "i don't have one"])
def test_a_refusal_to_give_a_value_is_taken_for_one(text: str) -> None:
    assert move(text, REFUSABLE, ("deny", 0.2)) == m.Choose("4.unknown")


@pytest.mark.parametrize("text", ["no idea why this should happen to me of all people today", "isn't that the same?"])
def test_a_longer_text_and_a_question_refuse_nothing(text: str) -> None:
    assert move(text, REFUSABLE, ("out_of_scope", 0.1)) == m.Unclear([])


def test_a_free_text_may_begin_with_a_no() -> None:
    assert move("no access", MESSAGE, ("deny", 0.2)) == m.Give({"case.message": "no access"})


def test_steering_in_a_free_text_must_be_unmistakable() -> None:
    assert move("can a person look at this", MESSAGE, ("talk_to_human", 0.9)) == m.Human()
    assert move("the agent says no", MESSAGE, ("talk_to_human", 0.5)) == m.Give({"case.message": "the agent says no"})


def test_another_topic_is_recognised_where_a_value_is_asked() -> None:
    assert move("the reset mail never comes", EMAIL, ("reset_email_missing", 0.9)) == m.Topic("reset_email_missing")


def test_facts_named_in_passing_are_kept() -> None:
    told = {"org.status": "expired"}
    said = Parse("my expired org wants a password", [("reset_password", 0.8)], told)
    assert interpret(said, NOTHING).moves == [m.Topic("reset_password", told)]
    assert interpret(said, OpenQuestion(fact="org.status", topic="t")).moves == [m.Give(told)]


# --- topics --------------------------------------------------------------------------------


def test_a_topic_needs_to_be_surer_when_a_question_is_open() -> None:
    between = ("limited_view", (TOPIC_SURE + TOPIC_SURE_WHEN_OPEN) / 2)
    assert move("only half of it shows", NOTHING, between) == m.Topic("limited_view")
    assert move("only half of it shows", GREETING, between) == m.Topic("limited_view")
    assert move("only half of it shows", ARRIVAL, between) == m.Unclear(["limited_view"])
    assert move("only half of it shows", ARRIVAL, ("limited_view", 0.8)) == m.Topic("limited_view")


def test_topics_about_as_likely_are_asked_back() -> None:
    ranking = [("sso_login_fails", 0.27), ("pbo_login_unknown", 0.24), ("affirm", 0.2), ("reset_password", 0.02)]
    assert move("we use okta", NOTHING, *ranking) == m.Clarify(["sso_login_fails", "pbo_login_unknown"])


@pytest.mark.parametrize(
    ("question", "ranking"),
    [
        (ARRIVAL, [("sso_login_fails", 0.27), ("pbo_login_unknown", 0.24)]),
        (NOTHING, [("deny", 0.27), ("sso_login_fails", 0.25), ("pbo_login_unknown", 0.24)]),
    ],
)
def test_topics_are_only_offered_when_a_question_is_open_or_something_else_is_likelier(
    question: OpenQuestion, ranking: list[tuple[str, float]]
) -> None:
    assert move("in words nobody foresaw", question, *ranking) == m.Unclear(["sso_login_fails", "pbo_login_unknown"])


def test_at_most_three_topics_are_asked_back() -> None:
    ranking = [(f"topic_{number}", 0.2) for number in range(5)]
    assert move("something", NOTHING, *ranking) == m.Clarify(["topic_0", "topic_1", "topic_2"])


def test_topics_that_are_not_likely_are_not_even_offered() -> None:
    ranking = [("sso_login_fails", TOPIC_POSSIBLE - 0.01), ("pbo_login_unknown", TOPIC_POSSIBLE - 0.02)]
    assert move("in words nobody foresaw", NOTHING, *ranking) == m.Unclear()


def test_an_unlikely_topic_is_unclear_and_only_what_may_be_meant_is_offered() -> None:
    ranking = [("deny", 0.3), ("a", 0.2), ("b", 0.12), ("c", 0.11), ("d", 0.01)]
    assert move("hm", OpenQuestion(fact="org.status", topic="t"), *ranking) == m.Unclear(["a", "b"])


# --- corrections ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("actually it was from the invitation", {"arrival.route": "invitation"}),
        ("sorry, I meant the invitation", {"arrival.route": "invitation"}),
        ("no wait, yes, single sign-on", {"account.sso": "yes"}),
        ("i said no but it should be yes", {"account.sso": "yes"}),
        ("sorry, my address is bob@example.com", {"person.email": "bob@example.com"}),
    ],
)
def test_a_correction_that_says_what_is_right(text: str, values: dict[str, str]) -> None:
    assert move(text, TOLD, ("out_of_scope", 0.1)) == m.Correct(values)


@pytest.mark.parametrize("text", ["actually it was as usual", "sorry, my address is ann@example.com"])
def test_a_correction_to_what_is_known_already_corrects_nothing(text: str) -> None:
    assert not isinstance(move(text, TOLD, ("out_of_scope", 0.1)), m.Correct)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("sorry, the username of the user is maria@acme.example", "user.username"),
        ("sorry, my email is maria@acme.example", "me.email"),
        ("sorry, maria@acme.example", "me.email"),
    ],
)
def test_of_several_answers_of_a_kind_the_one_that_is_named_is_corrected(text: str, fact: str) -> None:
    told = [Told("me.email", "ann@acme.example"), Told("user.username", "marya@acme.example")]
    question = OpenQuestion(fact="a", topic="t", options=ARRIVAL.options, told=told)
    assert move(text, question, ("out_of_scope", 0.1)) == m.Correct({fact: "maria@acme.example"})


def test_a_correction_with_two_new_addresses_asks_again() -> None:
    text = "sorry, my email is bob@example.com or bob@example.org"
    assert move(text, TOLD, ("correction", 0.8)) == m.Correct({"person.email": ""})


def test_an_address_does_not_correct_an_answer_in_words() -> None:
    text = "sorry, I meant invitation@larkspur.example"
    assert move(text, TOLD, ("correction", 0.8)) == m.Correct({"person.email": "invitation@larkspur.example"})


def test_a_correction_that_names_only_the_question_asks_it_again() -> None:
    assert move("that was the wrong email", TOLD, ("correction", 0.8)) == m.Correct({"person.email": ""})


def test_a_correction_that_names_nothing_takes_back_the_last_answer() -> None:
    assert move("i clicked the wrong thing", TOLD, ("correction", 0.8)) == m.Correct()


def test_sorry_alone_is_not_a_correction() -> None:
    assert move("sorry, nothing changed at all", TOLD, ("not_solved", 0.8)) == m.NotSolved()


# --- anything ------------------------------------------------------------------------------


@pytest.mark.parametrize("question", [NOTHING, ARRIVAL, TRIED, EMAIL, ORG_ID, MESSAGE, MEANT, TOLD])
@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "\ud800", "\U0001f600", "<b></b>", "/stop{}", "?", "x" * 10_000, "1" * 400, "a b " * 3_000],
)
def test_nothing_raises(text: str, question: OpenQuestion) -> None:
    understood = interpret(Parse(text), question)
    assert all(isinstance(each, (m.Unclear, m.Give, m.Stop, m.Choose)) for each in understood.moves)


@pytest.mark.parametrize("text", ["", "\x00\ud800", "???", "\U0001f600"])
def test_without_words_there_is_nothing_to_understand(text: str) -> None:
    assert interpret(Parse(text, [("login_loop", 0.99)]), ARRIVAL).moves == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("that did it, thank you!", m.Solved()),
        ("great, it works now, thanks a lot", m.Choose("5.solved")),
        ("thanks", m.Topic("thanks")),
    ],
)
def test_courtesy_around_an_answer_does_not_hide_it(said: str, meant: m.Move) -> None:
    assert move(said, TRIED, ("thanks", 0.9)) == meant


def test_a_correction_can_be_of_the_question_that_is_open() -> None:
    found = move("actually I come from an invitation", ARRIVAL, ("correction", 0.9))
    assert found == m.Choose("4.invitation")


# --- in another language ------------------------------------------------------------------------

ABROAD = [
    (TRIED, "ask_where", m.SideQuestion("where")),
    (TRIED, "not_solved", m.NotSolved()),
    (TRIED, "later", m.Later()),
    (TRIED, "file_case", m.FileCase()),
    (NOTHING, "limited_view", m.Topic("limited_view")),
]


@pytest.mark.parametrize(("question", "intent", "meant"), ABROAD)
def test_what_is_understood_of_another_language_is_answered_too(
    question: OpenQuestion, intent: str, meant: m.Move
) -> None:
    said = "Ich weiß leider nicht, wo ich das finden kann"
    told = m.Topic("other_language", {"conversation.language": "de"})
    assert interpret(Parse(said, [(intent, 0.5)]), question).moves == [told, meant]
    assert interpret(Parse(said, [(intent, 0.2)]), question).moves == [told]


def test_a_question_in_another_language_needs_a_topic_at_hand() -> None:
    said = "Ich weiß leider nicht, wo ich das finden kann"
    assert len(interpret(Parse(said, [("ask_where", 0.9)]), NOTHING).moves) == 1
