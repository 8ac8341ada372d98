"""Each kind of expectation, judged from a reply."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.scripted import CHOICES, STEPS, reply, small
from wayfinder.content.steps import Tell
from wayfinder.engine.blocks import Citation, Link, Status, Text
from wayfinder.workbench.conversations.files import Expected
from wayfinder.workbench.conversations.judge import JUDGES, holds
from wayfinder.workbench.conversations.reply import Reply, Waiting

CITED = reply("Do it.", Citation("A small guide", "First things first", None, None, "2026-01-01"))
OPEN = Waiting(True, "first_topic/route", "small.route", "first_topic")
LATER = Waiting(True, "first_topic/ticket", "small.ticket", "first_topic")
WORDS = " ".join(small().remedies["clear_cache"].words.split())


def judged(said: Reply, **expected: Any) -> bool:
    return holds(Expected(**expected), said, small())


def test_there_is_a_judge_for_every_kind() -> None:
    assert set(JUDGES) == set(Expected.__struct_fields__)


def test_a_section_is_cited_by_title_and_heading() -> None:
    assert judged(CITED, section="small.first")
    assert judged(CITED, section=["login.loop", "small.first"])
    assert not judged(CITED, section="login.loop")


@pytest.mark.parametrize("said", [STEPS, "Click Use  Custom\nDomain.", CHOICES])
def test_a_fact_is_found_in_texts_steps_and_choices(said: Any) -> None:
    assert judged(reply(said), fact="that solved it" if said is CHOICES else "Use Custom Domain")


def test_a_fact_keeps_its_case_and_is_not_found_in_the_names_of_sources() -> None:
    assert not judged(reply("use custom domain"), fact="Use Custom Domain")
    assert not judged(CITED, fact="First things first")


def test_two_spellings_of_one_word_are_the_same_fact() -> None:
    assert judged(
        reply("It can't be undone. E-mail us, or use e-mail."), fact="cannot be undone. Email us, or use email"
    )


def test_quotes_of_either_form_are_the_same() -> None:
    assert judged(reply("We couldn\u2019t find you"), fact="couldn't find you")


def test_an_address_behind_a_link_is_on_the_screen() -> None:
    assert judged(reply(Text([Link("the page", "https://partners.example")])), fact="https://partners.example")


def test_a_look_up_counts_from_the_reply_in_which_it_was_made() -> None:
    assert judged(reply(looked_up=["account", "org"]), look_up="org")
    assert not judged(reply(looked_up=["account"]), look_up="org")


def test_an_ending_is_in_the_status() -> None:
    assert judged(reply(Status("case", "first_topic")), ending="case")
    assert not judged(reply("Filed."), ending="case")


def test_a_reply_asks_when_it_ends_with_a_question() -> None:
    assert judged(reply("Hello.", "What is going wrong?"), asks="true")
    assert judged(reply("Is it so? It is."), asks="false")


def test_a_reply_asks_when_a_question_is_open_after_it() -> None:
    assert judged(reply(after=OPEN), asks="true")
    assert judged(reply(), asks="false")


def test_the_same_question_stays_open_or_another_one_comes() -> None:
    assert judged(reply(before=OPEN, after=OPEN), same_question="true")
    assert judged(reply(before=OPEN, after=LATER), other_question="true")
    assert not judged(reply(before=OPEN, after=LATER), same_question="true")
    assert not judged(reply(before=OPEN), other_question="true")


def test_a_miss_is_told_by_the_trees_that_say_so() -> None:
    assert judged(reply(steps=["not_understood/first"]), miss="true")
    assert judged(reply(steps=["closed_question/say"]), miss="true")
    assert judged(reply(steps=["no_answer/say"]), miss="false")


def test_warnings_and_kindness_are_trees() -> None:
    assert judged(reply(steps=["secret/say"]), warns="secret")
    assert judged(reply(steps=["frustrated/say"]), kind="true")
    assert not judged(reply(steps=["first_topic/route"]), kind="true")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ich kann leider nur Englisch, aber eine Person hilft Ihnen."),
        ("fr", "Je ne parle pas français, mais une personne peut vous aider."),
        ("es", "Por ahora solo entiendo inglés; puede hablar con una persona."),
        ("pt", "Só falo inglês, mas você pode falar com uma pessoa."),
        ("it", "Parlo solo inglese, ma una persona può aiutarla in italiano."),
        ("ja", "英語でお願いします。"),
        ("ko", "영어로 말씀해 주세요."),
        ("zh", "请用英语写给我"),
        ("ru", "Пожалуйста, по-английски"),
        ("hi", "कृपया अंग्रेज़ी में"),
    ],
)
def test_one_paragraph_in_a_language_is_enough(language: Any, text: str) -> None:
    assert judged(reply("I only know English.", text), speaks=language)
    assert not judged(reply("I only know English, and a person can help you in it."), speaks=language)


def test_a_remedy_is_proposed_when_its_words_are_said() -> None:
    assert judged(reply(WORDS), proposes="clear_cache")
    assert not judged(reply("Restart your browser."), proposes="clear_cache")


def test_a_remedy_with_a_detail_is_found_whatever_the_detail_says() -> None:
    words = small().remedies["sso_domain"].words.replace("[", "").replace("]", "")
    said = words.partition("{")[0] + "acme.my.salesforce.com" + words.partition("}")[2]
    assert judged(reply(said), proposes="sso_domain")


def test_a_reply_repeats_when_it_has_the_words_of_the_one_before() -> None:
    assert judged(reply("Once more.", previous="Once more."), repeats="true")
    assert judged(reply("News.", previous="Once more."), repeats="false")
    assert judged(reply(), repeats="false")


@pytest.mark.parametrize("language", ["es", "pt", "fr", "de", "it", "ja", "ko", "zh", "ru", "hi"])
def test_what_we_say_in_a_language_is_recognised(language: Any) -> None:
    step = small().trees["other_language"].steps[language]
    assert isinstance(step, Tell)
    assert judged(reply(*step.paragraphs), speaks=language)
