from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.examples import SMALL
from wayfinder.understanding.classifier import hybrid, linear
from wayfinder.understanding.classifier.encoder import Encoder
from wayfinder.understanding.classifier.hybrid import Hybrid, TrainingError


def test_meaning_is_recognised_in_other_words(small: Hybrid) -> None:
    assert small.rank("is there going to be a thunderstorm")[0][0] == "weather"


def test_typos_are_recognised(small: Hybrid) -> None:
    assert small.rank("i forgto my pasword")[0][0] == "password"


def test_every_intent_is_ranked_surest_first(small: Hybrid) -> None:
    ranking = small.rank("hello")
    sure = [confidence for _, confidence in ranking]
    assert {intent for intent, _ in ranking} == {"password", "weather", "greet"}
    assert sure == sorted(sure, reverse=True)
    assert all(0.0 <= confidence <= 1.0 for confidence in sure)


def test_a_text_that_resembles_nothing_gets_a_low_confidence(small: Hybrid) -> None:
    assert small.rank("the tensor product of two modules")[0][1] < 0.2 < small.rank("i forgot my password")[0][1]


@pytest.mark.parametrize("empty", ["", "   ", "\x00", "\ud800", "<br>"])
def test_an_empty_text_ranks_nothing(small: Hybrid, empty: str) -> None:
    assert small.rank(empty) == []


@pytest.mark.parametrize(
    "odd", ["\U0001f600" * 50, "word " * 2_000, "/greet{}", "\u202e<b>rain", "?" * 10_000, "\ud800 hello"]
)
def test_odd_texts_are_ranked(small: Hybrid, odd: str) -> None:
    assert len(small.rank(odd)) == 3


def test_a_leading_slash_is_only_a_character(small: Hybrid) -> None:
    assert small.rank("/weather what is my password")[0][0] == "password"


@pytest.mark.parametrize(
    "typed", ["<b>I forgot</b> my <i>password</i>", "\uff29 forgot my\npassword", "I forgot\u200b my \x00 password"]
)
def test_tags_wide_letters_and_line_breaks_do_not_change_the_ranking(small: Hybrid, typed: str) -> None:
    assert small.rank(typed) == small.rank("I forgot my password")


SPANISH = [
    ("no puedo entrar porque olvidé mi contraseña", "password"),
    ("mi contraseña ya no funciona en este portal", "password"),
    ("mañana va a llover todo el día en la ciudad", "weather"),
    ("hace mucho sol y calor esta semana por aquí", "weather"),
]


@pytest.fixture(scope="module")
def abroad(encoder: Encoder) -> Hybrid:
    return hybrid.train([*SMALL, *SPANISH], encoder)


def test_phrases_in_another_language_change_nothing_in_english(small: Hybrid, abroad: Hybrid) -> None:
    for text in ("i forgot my password", "will it rain tomorrow", "hello there"):
        assert abroad.rank(text) == small.rank(text)


def test_another_language_is_ranked_by_its_own_phrases(abroad: Hybrid, encoder: Encoder, tmp_path: Path) -> None:
    said = "¿va a llover mañana en mi ciudad o no?"
    assert abroad.rank(said)[0][0] == "weather"
    assert {intent for intent, _ in abroad.rank(said)} == {"password", "weather"}
    abroad.save(tmp_path)
    assert hybrid.load(tmp_path, encoder).rank(said) == abroad.rank(said)


def test_texts_of_several_languages_are_read_in_order(abroad: Hybrid) -> None:
    texts = ["i forgot my password", "va a llover mañana en mi ciudad", "", "hello"]
    read = abroad.read_all(texts)
    assert [one and one.text for one in read] == [texts[0], texts[1], None, texts[3]]
    surest = [abroad.read(text) for text in texts]
    assert [one and one.seen[0].intent for one in read] == [one and one.seen[0].intent for one in surest]


def test_saved_and_loaded_it_answers_the_same(small: Hybrid, encoder: Encoder, tmp_path: Path) -> None:
    small.save(tmp_path)
    loaded = hybrid.load(tmp_path, encoder)
    for text in ("hello", "rain?", "my pasword"):
        assert [intent for intent, _ in loaded.rank(text)] == [intent for intent, _ in small.rank(text)]
        assert dict(loaded.rank(text)) == pytest.approx(dict(small.rank(text)), abs=1e-5)


def test_what_is_saved_holds_no_pickle(small: Hybrid, tmp_path: Path) -> None:
    small.save(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"weights.npz", "words.json"}
    with np.load(tmp_path / "weights.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_two_intents_are_enough(encoder: Encoder) -> None:
    model = hybrid.train(SMALL[:4], encoder)
    assert model.rank("forgot password")[0][0] == "password"
    assert model.rank("rain")[0][0] == "weather"


@pytest.mark.parametrize("examples", [[], SMALL[:2]])
def test_one_intent_is_too_few(encoder: Encoder, examples: list[tuple[str, str]]) -> None:
    with pytest.raises(TrainingError, match="at least two intents"):
        hybrid.train(examples, encoder)


def test_an_example_without_words_is_named(encoder: Encoder) -> None:
    with pytest.raises(TrainingError, match=r"An example of 'greet' has no words: '\?!'"):
        hybrid.train([*SMALL, ("?!", "greet")], encoder)


def test_probabilities_sum_to_one_even_for_huge_scores() -> None:
    model = linear.Linear(np.array([[1000.0], [-1000.0]]), np.zeros(2))
    assert model.probabilities(np.array([[5.0], [0.0]])).tolist() == [[1.0, 0.0], [0.5, 0.5]]
