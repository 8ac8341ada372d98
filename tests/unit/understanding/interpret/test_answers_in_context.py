"""Answers in people's own words to questions of the content, with a neighbouring topic about as likely."""

from __future__ import annotations

import pytest

from wayfinder import bootstrap
from wayfinder.content.model import Library
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion, Told
from wayfinder.understanding.interpret.interpret import interpret
from wayfinder.understanding.interpret.parse import Parse


@pytest.fixture(scope="module")
def library() -> Library:
    return bootstrap.library()


def move(parse: Parse, question: OpenQuestion) -> m.Move:
    (move,) = interpret(parse, question).moves
    return move


def asking(library: Library, fact: str, **exits: str) -> OpenQuestion:
    """The question about a fact; exits come before its last option, as in a remedy."""
    spec = library.facts[fact]
    values = list(spec.values.items())
    labels = {**dict(values[:-1]), **exits, **dict(values[-1:])}
    options = [OpenOption(value, label, value, spec.synonyms.get(value, [])) for value, label in labels.items()]
    return OpenQuestion(fact=fact, topic="t", options=options)


def test_agreeing_and_disagreeing_depend_on_the_labels_that_people_see(library: Library) -> None:
    review, link = asking(library, "case.review"), asking(library, "trailblazer.link")
    assert move(Parse("yes, go ahead", [("affirm", 0.82)]), review) == m.Choose("file")
    assert move(Parse("correct", [("affirm", 1.0)]), review) == m.Choose("file")
    assert move(Parse("no", [("deny", 1.0)]), link) == m.Choose("not_linked")
    assert move(Parse("no account"), link) == m.Choose("no_account")


@pytest.mark.parametrize("name", ["noah.fischer", "noah.weber", "nah.x", "nope"])
def test_a_name_in_an_address_does_not_say_that_no_invitation_came(library: Library, name: str) -> None:
    invited = asking(library, "invitation.state")
    assert move(Parse(f"{name}@larkspur.example", [("out_of_scope", 0.2)]), invited) == m.Unclear()


def test_a_yes_among_other_words_for_another_option_does_not_count() -> None:
    options = [OpenOption("file", "Yes, file it", "file"), OpenOption("edit", "Edit it", "edit", ["correct it"])]
    question = OpenQuestion(fact="f", topic="t", options=options)
    assert move(Parse("yes, go ahead", [("affirm", 0.82)]), question) == m.Choose("file")
    assert move(Parse("correct"), question) == m.Choose("file")
    assert move(Parse("correct it"), question) == m.Choose("edit")


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("file it", "file"),
        ("send it", "file"),
        ("go ahead", "file"),
        ("looks right, file it", "file"),
        ("don't file it", "leave"),
        ("no, don't send it", "leave"),
        ("change the date", "change"),
    ],
)
def test_what_to_do_with_a_case(library: Library, text: str, option: str) -> None:
    assert move(Parse(text, [("affirm", 0.2)]), asking(library, "case.review")) == m.Choose(option)


def test_a_label_without_its_yes_or_no_is_that_option() -> None:
    options = [OpenOption("1", "Yes, call me", "a"), OpenOption("2", "No, don't call me", "b")]
    assert move(Parse("call me"), OpenQuestion(fact="f", topic="t", options=options)) == m.Choose("1")
    assert move(Parse("don't call me"), OpenQuestion(fact="f", topic="t", options=options)) == m.Choose("2")


@pytest.mark.parametrize(
    ("text", "ranked", "option"),
    [
        ("no sso here", ("sso_login_fails", 0.68), "no"),
        ("we don't use sso", ("sso_login_fails", 0.68), "no"),
        ("yes we have sso", ("sso_login_fails", 0.68), "yes"),
        ("we log in with okta", ("sso_login_fails", 0.83), "yes"),
    ],
)
def test_an_answer_in_words_of_an_option_is_not_a_new_topic(
    library: Library, text: str, ranked: tuple[str, float], option: str
) -> None:
    assert move(Parse(text, [ranked]), asking(library, "sso.used")) == m.Choose(option)


@pytest.mark.parametrize(
    ("text", "topic", "sure"),
    [("our sso is broken", "sso_login_fails", 0.87), ("our sso fails with an error", "sso_login_fails", 0.7)],
)
def test_a_problem_is_a_topic_although_it_has_a_word_of_an_option(
    library: Library, text: str, topic: str, sure: float
) -> None:
    assert move(Parse(text, [(topic, sure)]), asking(library, "sso.used")) == m.Topic(topic)


def test_the_words_of_an_exit_weigh_more_than_a_neighbouring_topic(library: Library) -> None:
    question = asking(library, "try.result", not_listed="I don't see the right org there")
    near = [("org_picker_which_org", 0.74)]
    assert move(Parse("the right org isn't in that list", near), question) == m.Choose("not_listed")
    assert move(Parse("which is the right org?", near), question) == m.Topic("org_picker_which_org")
    sure = [("org_picker_which_org", 0.95)]
    assert move(Parse("the right org isn't in that list", sure), question) == m.Topic("org_picker_which_org")


def test_what_an_option_says_is_not_skipping(library: Library) -> None:
    way = asking(library, "org_check.way")
    assert move(Parse("I'd rather ask for more time", [("skip", 0.35)]), way) == m.Choose("extension")
    assert move(Parse("rather not, thanks", [("skip", 0.4)]), way) == m.Unclear()
    assert move(Parse("i'd rather not say", [("skip", 0.77)]), way) == m.Skip()


def test_a_denial_goes_with_the_option_that_denies() -> None:
    values = {
        "none": "I don't have one yet",
        "created": "I have one, and haven't signed up with it yet",
        "joined": "I'm in the Partner Community with it",
    }
    stage = OpenQuestion(
        fact="f", topic="t", options=[OpenOption(value, label, value) for value, label in values.items()]
    )
    assert move(Parse("I've made one, but not signed up with it yet"), stage) == m.Choose("created")
    assert not isinstance(move(Parse("i haven't got one"), stage), m.Choose)


def test_an_option_wins_over_not_knowing_when_they_share_as_many_words(library: Library) -> None:
    whose = asking(library, "existing_partner_error.whose")
    assert move(Parse("somebody I've invited", [("accept_invitation", 0.52)]), whose) == m.Choose("user")
    assert move(Parse("somebody else"), whose) == m.Choose("unknown")


@pytest.mark.parametrize(("text", "option"), [("no, not yet", "no"), ("not any more, that was long ago", "no")])
def test_a_no_in_other_words(text: str, option: str) -> None:
    options = [OpenOption("yes", "Yes, I can", "yes"), OpenOption("no", "No, not any more", "no")]
    assert move(Parse(text, [("deny", 0.5)]), OpenQuestion(fact="f", topic="t", options=options)) == m.Choose(option)


def test_words_of_an_option_weigh_more_than_a_resemblance_to_solved(library: Library) -> None:
    remedy = asking(library, "try.result")
    assert move(Parse("still in the loop", [("solved", 0.37)]), remedy) == m.Choose("otherwise")
    assert move(Parse("it was in that one and I'm in again", [("solved", 0.42)]), remedy) == m.Choose("solved")
    assert move(Parse("it came", [("solved", 0.2)]), remedy) == m.Unclear()


@pytest.mark.parametrize("text", ["nothing there", "he is on leave, so no"])
def test_a_remedy_that_had_no_effect_did_not_help(library: Library, text: str) -> None:
    ranked = [("not_solved", 0.29)]
    assert move(Parse(text, ranked), asking(library, "try.result")) == m.Choose("otherwise")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("actually no, it was from the invitation", "direct", "invitation"),
        ("actually no, I log in as usual", "invitation", "direct"),
    ],
)
def test_the_no_of_a_correction_denies_the_earlier_answer(library: Library, text: str, before: str, after: str) -> None:
    spec = library.facts["arrival.route"]
    question = OpenQuestion(told=[Told("arrival.route", before, dict(spec.values), dict(spec.synonyms))])
    assert move(Parse(text, [("correction", 0.8)]), question) == m.Correct({"arrival.route": after})


def test_the_no_of_an_option_is_kept_in_a_correction(library: Library) -> None:
    spec = library.facts["sso.used"]
    question = OpenQuestion(told=[Told("sso.used", "yes", dict(spec.values), dict(spec.synonyms))])
    assert move(Parse("actually no sso", [("correction", 0.8)]), question) == m.Correct({"sso.used": "no"})


@pytest.mark.parametrize(
    "text", ["no wait, it was from the invitation", "actually no, it was from the invitation", "sorry, the invitation"]
)
def test_the_invitation_is_not_corrected_to_no_invitation(library: Library, text: str) -> None:
    """Both answers have been given: the newest is when it came."""
    told = [_told(library, "invitation.state", "expired"), _told(library, "arrival.route", "direct")]
    found = move(Parse(text, [("correction", 0.8)]), OpenQuestion(told=told))
    assert found == m.Correct({"arrival.route": "invitation"})


def test_there_was_no_invitation_after_all(library: Library) -> None:
    told = [_told(library, "invitation.state", "expired"), _told(library, "arrival.route", "direct")]
    found = move(Parse("sorry, I never got an invitation", [("correction", 0.8)]), OpenQuestion(told=told))
    assert found == m.Correct({"invitation.state": "none"})


def _told(library: Library, fact: str, value: str) -> Told:
    spec = library.facts[fact]
    return Told(fact, value, dict(spec.values), dict(spec.synonyms))
