"""Which option a text means, rule by rule."""

from __future__ import annotations

import pytest

from wayfinder.engine.question import OpenOption
from wayfinder.understanding.interpret.options import agreeing, answered_first, described, disagreeing, hinted, named

FIRST = OpenOption("1.page", "The first page of the form", "page")
SECOND = OpenOption("1.mail", "The mail that follows it", "mail", ["confirmation letter"])
FILE = OpenOption("2.file", "Yes, file it", "file")
LEAVE = OpenOption("2.leave", "No, leave it", "leave")


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("the first page of", FIRST),
        ("confirmation", SECOND),
        ("confirmation leter", SECOND),
        ("the", None),
        ("page of the", None),
        ("1", FIRST),
        ("the last one", SECOND),
        ("3", None),
        ("", None),
    ],
)
def test_an_option_is_named_by_its_beginning_or_place(text: str, option: OpenOption | None) -> None:
    assert named(text, [FIRST, SECOND]) == option


def test_without_options_the_last_one_names_none() -> None:
    assert named("the last one", []) is None


@pytest.mark.parametrize(
    ("text", "option"),
    [("file it", FILE), ("leave it", LEAVE), ("yes", FILE), ("nope", LEAVE), ("yeah", FILE), ("it", None)],
)
def test_a_label_that_begins_with_yes_or_no_is_named_without_it_or_by_it_alone(
    text: str, option: OpenOption | None
) -> None:
    assert named(text, [FILE, LEAVE]) == option


def test_other_words_for_an_option_agree_only_where_no_label_does() -> None:
    solved = OpenOption("3.solved", "It works now", "solved", ["yes it does"])
    assert agreeing([solved, LEAVE]) == solved
    assert agreeing([solved, FILE]) == FILE
    assert disagreeing([solved, LEAVE]) == LEAVE


def test_of_two_labels_that_agree_neither_does() -> None:
    assert agreeing([FILE, OpenOption("2.later", "Yes, but later", "later")]) is None


@pytest.mark.parametrize(
    ("text", "option"), [("the page", FIRST), ("the pagee", FIRST), ("page follows", None), ("the of", None)]
)
def test_an_option_is_described_by_words_that_it_has_all_of(text: str, option: OpenOption | None) -> None:
    assert described(text, [FIRST, SECOND]) == option


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("it was that page", FIRST),
        ("some page somewhere", FIRST),
        ("page after page of nothing like any known thing", None),
        ("page or mail", None),
    ],
)
def test_an_option_is_hinted_at_by_a_third_of_the_words(text: str, option: OpenOption | None) -> None:
    assert hinted(text, [FIRST, SECOND]) == option


@pytest.mark.parametrize(
    ("text", "option"),
    [("no, not today", LEAVE), ("yes please do", FILE), ("no, but perhaps", None), ("well no", None)],
)
def test_a_longer_answer_begins_with_its_yes_or_no(text: str, option: OpenOption | None) -> None:
    assert answered_first(text, [FILE, LEAVE]) == option
