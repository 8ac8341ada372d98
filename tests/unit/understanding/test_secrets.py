from __future__ import annotations

import re
import time

import pytest
import yaml

from wayfinder.settings import ROOT
from wayfinder.understanding.secrets.secrets import REMOVED, secrets_in, without_secrets

MESSAGES = yaml.safe_load((ROOT / "tests" / "understanding" / "secrets.yml").read_text(encoding="utf-8"))
GIVEN = [message for messages in MESSAGES["given"].values() for message in messages]
SPOKEN_OF = [message for messages in MESSAGES["spoken_of"].values() for message in messages]


@pytest.mark.parametrize("message", GIVEN)
def test_exactly_what_is_secret_is_found(message: str) -> None:
    text = re.sub("[«»]", "", message)
    assert [text[start:end] for start, end in secrets_in(text)] == re.findall("«(.*?)»", message)


@pytest.mark.parametrize("message", GIVEN)
def test_a_secret_is_replaced_and_the_rest_stays(message: str) -> None:
    assert without_secrets(re.sub("[«»]", "", message)) == re.sub("«.*?»", REMOVED, message)


@pytest.mark.parametrize("message", SPOKEN_OF)
def test_who_speaks_of_secrets_gives_none_away(message: str) -> None:
    assert without_secrets(message) == message


def test_what_was_removed_is_found_no_more() -> None:
    for message in GIVEN:
        once = without_secrets(re.sub("[«»]", "", message))
        assert without_secrets(once) == once


@pytest.mark.parametrize("part", ["a", "password is ", "my first pet ", "code a ", "9", "a@", "1a!", "is ", "\n", "'"])
def test_long_texts_are_read_in_time(part: str) -> None:
    secrets_in("warm up")
    text = (part * 2_000)[:2_000]
    begun = time.process_time()
    secrets_in(text)
    assert time.process_time() - begun < 0.25
