from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from wayfinder.settings import ROOT
from wayfinder.understanding.language.language import LANGUAGES, language_of
from wayfinder.understanding.language.persons import wishes_for_a_person

UNDERSTANDING = ROOT / "tests" / "understanding"


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


SENTENCES = _yaml(UNDERSTANDING / "languages.yml")
PERSONS = _yaml(UNDERSTANDING / "persons.yml")
# Phrases about topics, in English; those about the conversation itself are in other languages now and then.
AREAS = sorted({topic["area"] for topic in _yaml(ROOT / "data" / "topics.yml")["topics"].values()})
WORDS = _yaml(ROOT / "wayfinder" / "understanding" / "language" / "languages.yml")


@pytest.mark.parametrize("code", LANGUAGES)
def test_most_sentences_in_another_language_are_recognised(code: str) -> None:
    sentences = [sentence for part in SENTENCES.values() for sentence in part[code]]
    recognised = [sentence for sentence in sentences if language_of(sentence) == code]
    assert len(recognised) >= 0.85 * len(sentences), set(sentences) - set(recognised)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_language_is_taken_for_another(code: str) -> None:
    assert {language_of(sentence) for part in SENTENCES.values() for sentence in part[code]} <= {code, None}


def test_english_is_hardly_ever_taken_for_another_language() -> None:
    groups = [group for area in AREAS for group in _yaml(ROOT / "data" / "nlu" / f"{area}.yml")["nlu"]]
    said = [line.removeprefix("- ") for group in groups for line in group["examples"].splitlines()]
    wrong = [text for text in said if language_of(text)]
    assert len(said) > 5_000
    assert len(wrong) < 0.002 * len(said), wrong


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "👍",
        "123456",
        "no",
        "si",
        "ok",
        "hola",
        "não",
        "merci",
        "ok danke",
        "谢谢",
        "idk lol",
        "dunno",
        "no luck",
        "yes im in",
        "finally im in",
        "im done here, goodbye",
        "now we wait",
        "thanks heaps",
        "dont knw",
        "ddq pending",
        "not delete, restore",
        "send my CV to who?",
        "no me, my colleague",
        "asdf qwer zxcv",
    ],
)
def test_short_and_terse_english_is_no_other_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "wher do i click to chnage my pasword",
        "i haev trouble loggiug in",
        "why do you wannt to know",
        "cannt connect my badges",
        "do you havve non expirng test org",
        "pls delet me as admin im not responsable",
        "i am not able to do the login since two days sir kindly revert back",
        "please to help me, the page say error and I no understand",
        "the invitation he is expired, what must I do now",
        "informations about my account i am needing",
    ],
)
def test_typos_and_english_of_learners_are_no_other_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Juan de la Cruz",
        "Maria del Carmen Lopez Garcia",
        "Ludwig van der Berg",
        "José da Silva Pereira",
        "Иван Петров",
        "田中太郎",
        "阿里巴巴集团",
        "김민수",
        "Calle de Alcalá 45, 28014 Madrid",
        "Rue de la République 12, Lyon",
        "Schmidt und Söhne GmbH, Berlin",
        "please invite 王小明 to our org",
        "our company is Meier und Kollegen Steuerberatung mbH",
        "the client is called Société Générale du Luxembourg and they can not log in",
    ],
)
def test_names_and_addresses_are_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "TypeError: Cannot read properties of undefined (reading 'map')",
        "SELECT Id, Name FROM Account WHERE Name LIKE '%a%'",
        "System.NullPointerException: Attempt to de-reference a null object",
        "ERR_TOO_MANY_REDIRECTS",
        "https://partners.example.com/s/login/?language=es&startURL=/para/que/todo",
        "ana.para.todos@nuestra-empresa.example",
        "00De6m50fei5oNMEAY",
        "C:\\Users\\ana\\AppData\\Local\\Temp",
    ],
)
def test_code_links_and_errors_are_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        'the message says "Ihr Konto wurde gesperrt" what does it mean',
        "my screen shows 登录失败 what does it mean",
        "Ainda não tenho nenhuma certificação, can I link my email the same?",
        "Estoy de admin nueva, where is the tutorial",
        "ich need help mit login",
        "por favor help me",
        "danke for the quick help",
        "Kollege cannot login since gestern",
    ],
)
def test_english_with_some_words_of_another_language_is_english(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "ik kan niet inloggen op mijn account",
        "jag kan inte logga in",
        "nie mogę się zalogować",
        "не можу увійти до облікового запису",
        "मला लॉगिन करता येत नाही",
        "sir mera login nahi ho raha hai",
        "kuch samajh nahi aa raha",
        "ye kaam nahi kar raha",
        "hindi ako makapasok sa account ko",
        "saya tidak bisa masuk ke akun",
        "no puc entrar al meu compte",
        "non podo entrar na miña conta",
        "nu pot intra in cont",
    ],
)
def test_other_languages_are_not_taken_for_one_of_the_ten(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('Bonjour, j\'ai toujours "Oops! Looks like something went wrong" quand je clique', "fr"),
        ("der Benutzer anna.lang@acme.example bekommt die Einladung nicht", "de"),
        ("Partner Communityにアクセスできない", "ja"),
        ("NO PUEDO ENTRAR EN MI CUENTA", "es"),
        ("guten Tag,\nich komme nicht in das Portal\nwas soll ich tun?", "de"),
    ],
)
def test_english_labels_and_values_do_not_hide_a_language(text: str, code: str) -> None:
    assert language_of(text) == code


def test_no_word_of_another_language_is_english() -> None:
    assert all(set(WORDS["en"]).isdisjoint(WORDS[code]) for code in ("es", "pt", "fr", "de", "it"))
    assert all(isinstance(word, str) for words in WORDS.values() for word in words)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert language_of("je ne sais pas comment faire") == "fr"


def test_a_long_text_is_read_at_once() -> None:
    language_of("warm up the model, please")
    begun = time.process_time()
    for _ in range(20):
        language_of("ich kann mich nicht anmelden und weiß nicht warum " * 40)
    assert (time.process_time() - begun) / 20 < 0.05


@pytest.mark.parametrize("text", PERSONS["wished_for"])
def test_a_wish_for_a_person_is_understood_in_each_language(text: str) -> None:
    assert wishes_for_a_person(text)


@pytest.mark.parametrize("text", PERSONS["spoken_of"])
def test_who_speaks_of_a_person_wishes_for_none(text: str) -> None:
    assert not wishes_for_a_person(text)
