from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
import yaml

from wayfinder.content.derive import FUNCTIONS
from wayfinder.settings import ROOT
from wayfinder.understanding.entities.amounts import minutes
from wayfinder.understanding.entities.mentions import iso
from wayfinder.understanding.entities.moments import read_moment

NOW = datetime(2026, 11, 21, 9, 0, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("typed", "back"),
    [
        ("37 hours ago", timedelta(hours=37)),
        ("37h ago", timedelta(hours=37)),
        ("about 37 hours ago", timedelta(hours=37)),
        ("an hour ago", timedelta(hours=1)),
        ("half an hour ago", timedelta(minutes=30)),
        ("an hour and a half ago", timedelta(minutes=90)),
        ("one and a half hours ago", timedelta(minutes=90)),
        ("1.5 hours ago", timedelta(minutes=90)),
        ("Two Days Ago", timedelta(days=2)),
        ("2 days and 3 hours ago", timedelta(hours=51)),
        ("a couple of days ago", timedelta(days=2)),
        ("two weeks back", timedelta(weeks=2)),
        ("3 days old", timedelta(days=3)),
        ("yesterday", timedelta(days=1)),
        ("this morning", timedelta(hours=4)),
        ("just now", timedelta(0)),
    ],
)
def test_points_in_the_past(typed: str, back: timedelta) -> None:
    assert read_moment(typed, NOW) == (NOW - back).replace(second=0)


@pytest.mark.parametrize(
    "typed",
    [
        "more than two hours ago",  # a limit
        "less than a day ago",
        "at least 2 days ago",
        "last night",  # between 9 and 14 hours
        "yesterday evening",
        "yesterday at 22:00",
        "hours ago",
        "ago",
        "3 ago",
        "12345 hours ago",
        "2 hours 3 days 4 months",
        "99999999 years ago",
        "",
    ],
)
def test_what_leaves_the_time_open_is_not_read_as_a_moment(typed: str) -> None:
    assert read_moment(typed, NOW) is None


def test_the_first_moment_of_the_calendar_is_a_limit() -> None:
    assert read_moment("9999 months ago", datetime(10, 1, 1, tzinfo=timezone.utc)) is None


@pytest.mark.parametrize(("hours", "state"), [(11, "fresh"), (13, "expired"), (37, "expired")])
def test_the_engine_derives_the_state_of_the_invitation_from_it(hours: int, state: str) -> None:
    moment = read_moment(f"{hours} hours ago", NOW)
    assert moment is not None
    assert FUNCTIONS["invitation_age"]({"invitation.sent_at": iso(moment)}, NOW.timestamp()) == state


def test_words_for_a_time_mean_the_same_as_when_they_answer_the_question() -> None:
    """ "This morning" is a synonym of an option, and a moment when it is said in passing."""
    facts = yaml.safe_load((ROOT / "data" / "facts.yml").read_text(encoding="utf-8"))["facts"]
    synonyms = facts["invitation.state"]["synonyms"]
    read = {word: (state, read_moment(word, NOW)) for state, words in synonyms.items() for word in words}
    timed = {word: (state, iso(moment)) for word, (state, moment) in read.items() if moment is not None}
    assert {"today", "this morning", "yesterday", "last week"} <= set(timed)
    for word, (state, moment) in timed.items():
        assert FUNCTIONS["invitation_age"]({"invitation.sent_at": moment}, NOW.timestamp()) == state, word


@pytest.mark.parametrize("said", ["", "days", "three", "hours hours", "x days", "and", "2 days and x"])
def test_what_is_not_a_length_of_time_has_none(said: str) -> None:
    assert minutes(said.split()) is None
