from __future__ import annotations

from wayfinder.understanding.phrasebook import command, phrasebook
from wayfinder.understanding.tokens import phrase


def test_the_phrasebook_is_written_as_texts_are_compared() -> None:
    book = phrasebook()
    commands = (text for texts in book.commands.values() for text in texts)
    entries = [*book.yes, *book.no, *book.corrections, *commands]
    assert [entry for entry in entries if phrase(entry) != entry] == []
    assert book.yes.isdisjoint(book.no)


def test_a_command_is_a_whole_text() -> None:
    assert command("stop") == "stop"
    assert command("stop the clock on my org") is None
