from __future__ import annotations

import pytest

from wayfinder.understanding.phrasebook import answers, command
from wayfinder.understanding.tokens import phrase, same_but_for_typos


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yes", "yes"),
        ("yess", "yes"),
        ("yesss", "yes"),
        ("yse", "yes"),
        ("yeas", "yes"),
        ("nooo", "no"),
        ("noep", "nope"),
        ("nop", "nope"),
        ("invitaton", "invitation"),
        ("it wroks now", "it works now"),
    ],
)
def test_slips_of_the_finger_are_the_same(typed: str, meant: str) -> None:
    assert same_but_for_typos(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("now", "no"), ("not", "no"), ("on", "no"), ("expired", "locked"), ("hold", "hello"), ("", "yes"), ("yes", "")],
)
def test_other_words_are_not(typed: str, meant: str) -> None:
    assert not same_but_for_typos(typed, meant)


def test_punctuation_and_case_say_nothing() -> None:
    assert phrase("  I DON'T know!! ") == "i dont know"
    assert phrase("don\u2019t") == "dont"


def test_the_table_is_written_as_texts_are_compared() -> None:
    table = answers()
    entries = [
        *table.yes,
        *table.no,
        *table.corrections,
        *(text for texts in table.commands.values() for text in texts),
    ]
    assert [entry for entry in entries if phrase(entry) != entry] == []
    assert table.yes.isdisjoint(table.no)


def test_a_command_is_a_whole_text() -> None:
    assert command("stop") == "stop"
    assert command("stop the clock on my org") is None
